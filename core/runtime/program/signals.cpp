// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/program/signals.h"

#include "core/base/strings.h"

#include <csignal>
#include <cstring>

namespace tare::runtime {

std::optional<int> signalNumber(const std::string &name)
{
    if (const auto number = parseInt(name))
        return *number >= 0 && *number < NSIG ? std::optional(static_cast<int>(*number)) : std::nullopt;
    std::string upper;
    for (const char c : name)
        upper += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    if (upper.compare(0, 3, "SIG") == 0)
        upper.erase(0, 3);
    for (int n = 1; n < SIGRTMIN; ++n) {
        const char *known = ::sigabbrev_np(n);
        if (known != nullptr && upper == known)
            return n;
    }
    const bool minimum = upper.compare(0, 5, "RTMIN") == 0;
    if (!minimum && upper.compare(0, 5, "RTMAX") != 0)
        return std::nullopt;
    const std::string rest = upper.substr(5);
    std::int64_t offset = 0;
    if (!rest.empty()) {
        const auto digits = parseUnsigned(std::string_view(rest).substr(1));
        if (rest[0] != (minimum ? '+' : '-') || !digits || *digits > 64)
            return std::nullopt;
        offset = static_cast<std::int64_t>(*digits);
    }
    const std::int64_t number = minimum ? SIGRTMIN + offset : SIGRTMAX - offset;
    return number >= SIGRTMIN && number <= SIGRTMAX ? std::optional(static_cast<int>(number)) : std::nullopt;
}

} // namespace tare::runtime
