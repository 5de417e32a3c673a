// SPDX-License-Identifier: GPL-3.0-or-later
// Ending what has been started, as /proc/PID/task/TID/children tells it (proc(5)).
#pragma once

#include <sys/types.h>

namespace tare::monitor {

// A process and what it has started, as far as it is still below it.
void killTree(pid_t pid);
// Who shares the host's processes may leave some behind, and there need not be a control group that knows them: they are
// our children as soon as nobody else's. Waits until all have ended, for a second at most.
void endOrphans();

} // namespace tare::monitor
