// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/duration.h"

#include "core/base/strings.h"

#include <array>
#include <cmath>
#include <string_view>
#include <utility>

namespace tare {

std::optional<std::int64_t> parseDuration(const std::string &text)
{
    constexpr std::array<std::pair<std::string_view, double>, 8> units = {
        {{"ns", 1}, {"us", 1e3}, {"\xC2\xB5s", 1e3}, {"\xCE\xBCs", 1e3}, {"ms", 1e6}, {"s", 1e9}, {"m", 60e9}, {"h", 3600e9}}};
    std::string_view left = text;
    const bool negative = left.starts_with('-');
    if (negative || left.starts_with('+'))
        left.remove_prefix(1);
    if (left == "0")
        return 0;
    double out = 0;
    if (left.empty())
        return std::nullopt;
    while (!left.empty()) {
        std::size_t digits = 0, dots = 0;
        while (digits < left.size() && ((left[digits] >= '0' && left[digits] <= '9') || left[digits] == '.'))
            dots += left[digits++] == '.' ? 1U : 0U;
        if (digits == dots || dots > 1 || digits > 30)
            return std::nullopt;
        const auto number = parseDouble(left.substr(0, digits)); // strtod(3) would read by the language's rules
        if (!number)
            return std::nullopt;
        left.remove_prefix(digits);
        std::size_t letters = 0;
        while (letters < left.size() && left[letters] != '.' && (left[letters] < '0' || left[letters] > '9'))
            ++letters;
        double unit = 0;
        for (const auto &[name, factor] : units)
            unit = left.substr(0, letters) == name ? factor : unit;
        if (unit == 0)
            return std::nullopt;
        out += *number * unit;
        left.remove_prefix(letters);
    }
    if (out > 9.2e18)
        return std::nullopt;
    return (negative ? -1 : 1) * static_cast<std::int64_t>(std::llround(out));
}

} // namespace tare
