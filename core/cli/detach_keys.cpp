// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/detach_keys.h"

#include "core/base/strings.h"

namespace tare::cli {

Result<DetachKeys> DetachKeys::parse(std::string_view text)
{
    DetachKeys out;
    if (text.empty())
        return out;
    out.m_keys.clear();
    for (std::string_view one : split(text, ',')) {
        constexpr std::string_view control = "ctrl-", others = "@[\\]^_";
        if (one.size() == 1) {
            out.m_keys += one.front();
        } else if (one.starts_with(control) && one.size() == control.size() + 1 &&
                   ((one.back() >= 'a' && one.back() <= 'z') || others.find(one.back()) != std::string_view::npos)) {
            out.m_keys += static_cast<char>(one.back() & 0x1f);
        } else {
            return fail(Errc::InvalidArgument, {},
                        "invalid detach keys (" + escapeControl(text) + "): Unknown character: '" + escapeControl(one) + "'");
        }
    }
    return out;
}

std::string DetachKeys::filter(std::string_view typed)
{
    std::string out;
    for (const char c : typed) {
        if (c == m_keys[m_held]) {
            if (++m_held < m_keys.size())
                continue;
            m_detached = true;
            m_held = 0;
            return out;
        }
        // What was held is none of the keys; its end may begin them again ("aab" where "aab" is looked for in "aaab").
        std::string seen = m_keys.substr(0, m_held) + c;
        m_held = 0;
        for (std::size_t from = 1; from <= seen.size(); ++from) {
            const std::string_view rest = std::string_view(seen).substr(from);
            if (m_keys.starts_with(rest)) {
                out += seen.substr(0, from);
                m_held = rest.size();
                break;
            }
        }
    }
    return out;
}

} // namespace tare::cli
