// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace tare::cli {

// Looks for the keys that leave a session in what is typed, across reads. Part of them that something else follows is
// passed on.
class DetachKeys
{
public:
    // "ctrl-p,ctrl-q", "ctrl-\\", "a,b": single characters and ctrl-x, as docker/docs "Override the detach sequence" and
    // moby/term, ascii.go. Empty: ctrl-p,ctrl-q. InvalidArgument in Docker's words.
    [[nodiscard]] static Result<DetachKeys> parse(std::string_view text);

    // What goes to the process; detached() tells whether the keys were among it.
    [[nodiscard]] std::string filter(std::string_view typed);
    [[nodiscard]] bool detached() const { return m_detached; }

private:
    std::string m_keys = "\x10\x11";
    std::size_t m_held = 0; // how many of them were typed last
    bool m_detached = false;
};

} // namespace tare::cli
