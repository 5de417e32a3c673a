// SPDX-License-Identifier: GPL-3.0-or-later
// How fast this machine's time stamp counter runs. An emulating QEMU hands it to its guest as it is, and a
// guest that has to find its rate out by itself, against timers that a busy host serves late, may be wrong by
// a factor of ten: its clock then runs ten times too fast, and what waits in it gives up too early.
#pragma once

#include <cstdint>
#include <optional>

namespace tare::vm {

// One look at both clocks. Pairs of them give the rate.
struct TscMoment
{
    std::uint64_t ticks = 0;
    std::int64_t time = 0; // ns, CLOCK_MONOTONIC_RAW
};
// Nothing when the counter does not run at one rate at all times (flags constant_tsc and nonstop_tsc of
// /proc/cpuinfo), or when the two clocks could not be read close together.
[[nodiscard]] std::optional<TscMoment> tscMoment();

// kHz. Nothing when the moments are less than 5 ms apart.
[[nodiscard]] std::optional<std::int64_t> tscRate(const TscMoment &before, const TscMoment &after);

} // namespace tare::vm
