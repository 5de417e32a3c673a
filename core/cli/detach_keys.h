// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace tare::cli {

// Looks for ctrl-p ctrl-q in what is typed, across reads. A ctrl-p that something else follows is passed on.
class DetachKeys
{
public:
    // What goes to the container; detached() tells whether the keys were among it.
    [[nodiscard]] std::string filter(std::string_view typed);
    [[nodiscard]] bool detached() const { return m_detached; }

private:
    bool m_held = false, m_detached = false;
};

} // namespace tare::cli
