// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/options/health_options.h"

#include "core/base/duration.h"

#include <array>
#include <utility>

namespace tare::cli {

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
        const auto parsed = parseDuration(**text);
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
