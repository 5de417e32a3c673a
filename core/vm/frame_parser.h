// SPDX-License-Identifier: GPL-3.0-or-later
// Frames from a guest, which is not trusted: unknown types, too long bodies and a wrong order are errors, and
// no more than one frame is ever held.
#pragma once

#include "core/base/result.h"

#include <functional>
#include <string>
#include <string_view>

namespace tare::vm {

class FrameParser
{
public:
    using Sink = std::function<Status(char type, std::string_view body)>;
    // Hands every whole frame in `bytes` to `sink`. After an error nothing more is accepted.
    [[nodiscard]] Status feed(std::string_view bytes, const Sink &sink);

private:
    [[nodiscard]] Status check(char type, std::size_t length) const;
    [[nodiscard]] Status accept(char type, std::string_view body);
    std::string m_pending;
    bool m_hello = false, m_exited = false, m_broken = false;
};

} // namespace tare::vm
