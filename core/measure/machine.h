// SPDX-License-Identifier: GPL-3.0-or-later
// What an experiment writes down about where it ran, and what about it may disturb the numbers.
#pragma once

#include "core/measure/experiment.h"

namespace tare::measure {

// Times of all processors in ticks since boot, from /proc/stat.
struct CpuTimes
{
    std::int64_t total = 0, steal = 0;
};
[[nodiscard]] CpuTimes cpuTimes();

// Fills `machine` and adds warnings: load, governor, a hypervisor below, a slow clock.
void describeMachine(Experiment &experiment, const std::string &storeRoot);
// After the run: stolen time, drift between the first and the last host samples.
void judgeRun(Experiment &experiment, const CpuTimes &before, const CpuTimes &after);

} // namespace tare::measure
