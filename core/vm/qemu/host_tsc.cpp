// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vm/qemu/host_tsc.h"

#include "core/base/file.h"
#include "core/base/strings.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#ifdef __x86_64__
#include <x86intrin.h>
#endif

namespace tare::vm {

namespace {

constexpr std::int64_t leastApart = 5'000'000; // ns
constexpr std::int64_t closeTogether = 2'000;  // ns: of 5 ms, less than a thousandth
constexpr int tries = 100;

#ifdef __x86_64__
std::int64_t rawTime()
{
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC_RAW, &now);
    return now.tv_sec * 1'000'000'000LL + now.tv_nsec;
}

bool runsEvenly()
{
    const auto text = readFile("/proc/cpuinfo", 4U << 20U);
    if (!text)
        return false;
    for (const std::string_view line : split(*text, '\n'))
        if (line.rfind("flags", 0) == 0) {
            const auto words = split(line, ' ');
            const auto has = [&](std::string_view flag) {
                return std::find(words.begin(), words.end(), flag) != words.end();
            };
            return has("constant_tsc") && has("nonstop_tsc");
        }
    return false;
}
#endif

} // namespace

std::optional<TscMoment> tscMoment()
{
#ifdef __x86_64__
    if (!runsEvenly())
        return std::nullopt;
    // Another process may be let in between the two clocks; then they are read again.
    for (int i = 0; i < tries; ++i) {
        const std::int64_t before = rawTime();
        const std::uint64_t ticks = __rdtsc();
        const std::int64_t after = rawTime();
        if (after - before < closeTogether)
            return TscMoment{ticks, before + (after - before) / 2};
    }
#endif
    return std::nullopt;
}

std::optional<std::int64_t> tscRate(const TscMoment &before, const TscMoment &after)
{
    const std::int64_t time = after.time - before.time;
    if (time < leastApart || after.ticks <= before.ticks)
        return std::nullopt;
    return std::llround(static_cast<double>(after.ticks - before.ticks) * 1e6 / static_cast<double>(time));
}

} // namespace tare::vm
