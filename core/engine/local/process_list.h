// SPDX-License-Identifier: GPL-3.0-or-later
// Processes and network counters as /proc tells them (proc(5)).
#pragma once

#include "core/base/result.h"
#include "core/engine/types.h"

#include <sys/types.h>
#include <vector>

namespace tare::local {

// Those of `pids` that still run. A process that ends meanwhile is left out.
[[nodiscard]] std::vector<Process> describeProcesses(const std::vector<pid_t> &pids);
// Everything below `root` in the tree of processes, itself too: for a container without a group of its own.
[[nodiscard]] std::vector<pid_t> processTree(pid_t root);
// Sums of all interfaces but the loopback one.
void addNetworkCounters(pid_t pid, Stats &stats);

} // namespace tare::local
