// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <sys/types.h>
#include <vector>

namespace tare::measure {

// Proportional set size by /proc/PID/smaps_rollup, bytes (proc(5)).
[[nodiscard]] Result<std::int64_t> pssOf(pid_t pid);
// The same of a process and everything that descends from it. What ends meanwhile counts for nothing.
[[nodiscard]] std::int64_t pssOfTree(pid_t pid);
[[nodiscard]] std::vector<pid_t> descendants(pid_t pid); // and itself, first

} // namespace tare::measure
