// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/options/health_options.h"

#include <array>
#include <cmath>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace tare::cli {

std::optional<std::int64_t> parseGoDuration(const std::string &text)
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
        const double number = std::strtod(std::string(left.substr(0, digits)).c_str(), nullptr);
        left.remove_prefix(digits);
        std::size_t letters = 0;
        while (letters < left.size() && left[letters] != '.' && (left[letters] < '0' || left[letters] > '9'))
            ++letters;
        double unit = 0;
        for (const auto &[name, factor] : units)
            unit = left.substr(0, letters) == name ? factor : unit;
        if (unit == 0)
            return std::nullopt;
        out += number * unit;
        left.remove_prefix(letters);
    }
    if (out > 9.2e18)
        return std::nullopt;
    return (negative ? -1 : 1) * static_cast<std::int64_t>(std::llround(out));
}

void HealthOptions::addTo(Options &options)
{
    options.text("--health-cmd", command, "Find out by this command whether it is well");
    options.text("--health-interval", interval, "Time between two checks (default 30s)");
    options.text("--health-timeout", timeout, "Time that a check may take (default 30s)");
    options.number("--health-retries", retries, "So many failures in a row make it unhealthy (default 3)");
    options.text("--health-start-period", startPeriod, "Time it has to begin, when failures do not count");
    options.text("--health-start-interval", startInterval, "Time between two checks in that period (default 5s)");
    options.flag("--no-healthcheck", none, "Do not check it, whatever its image says");
}

Result<HealthCheck> HealthOptions::finish() const
{
    HealthCheck out;
    const bool given = !command.empty() || interval || timeout || startPeriod || startInterval || retries;
    if (none && given)
        return fail(Errc::InvalidArgument, {}, "--no-healthcheck conflicts with --health-* options");
    if (none) {
        out.test = {"NONE"};
        return out;
    }
    if (!command.empty())
        out.test = {"CMD-SHELL", command};
    const std::array<std::pair<const std::optional<std::string> *, std::pair<const char *, std::int64_t *>>, 4> times = {
        {{&interval, {"interval", &out.interval}},
         {&timeout, {"timeout", &out.timeout}},
         {&startPeriod, {"start-period", &out.startPeriod}},
         {&startInterval, {"start-interval", &out.startInterval}}}};
    for (const auto &[text, what] : times) {
        if (!*text)
            continue;
        const auto parsed = parseGoDuration(**text);
        const std::string flag = std::string("--health-") + what.first;
        if (!parsed)
            return fail(Errc::InvalidArgument, {}, badValue(**text, flag, "time: invalid duration \"" + **text + "\""));
        if (*parsed < 0)
            return fail(Errc::InvalidArgument, {}, flag + " cannot be negative");
        *what.second = *parsed;
    }
    if (retries) {
        if (*retries < 0 || *retries > 2'147'483'647)
            return fail(Errc::InvalidArgument, {}, "--health-retries cannot be negative");
        out.retries = static_cast<int>(*retries);
    }
    return out;
}

} // namespace tare::cli
