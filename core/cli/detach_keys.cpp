// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/detach_keys.h"

namespace tare::cli {

std::string DetachKeys::filter(std::string_view typed)
{
    constexpr char ctrlP = 'p' & 0x1f, ctrlQ = 'q' & 0x1f;
    std::string out;
    for (const char c : typed) {
        if (m_held && c == ctrlQ) {
            m_detached = true;
            return out;
        }
        if (m_held)
            out += ctrlP;
        m_held = c == ctrlP;
        if (!m_held)
            out += c;
    }
    return out;
}

} // namespace tare::cli
