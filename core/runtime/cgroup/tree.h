// SPDX-License-Identifier: GPL-3.0-or-later
// One folder of a cgroup file system and what is below it.
#pragma once

#include "core/base/result.h"

#include <string>
#include <sys/types.h>
#include <vector>

namespace tare::cgroup {

// Depth first; a group that is still being emptied by the kernel (EBUSY) is waited for, 2 s at most. Absent
// is success.
[[nodiscard]] Status removeGroupTree(const std::string &folder);
// The processes in it and below it; absent: none.
[[nodiscard]] Result<std::vector<pid_t>> pidsBelow(const std::string &folder);
// Enables a v2 controller below `folder`. Processes that stand in the way (a group with controllers may hold
// none) are moved to a leaf, "tare.leaf"; only when they are the caller's own group. False when it cannot be
// done.
bool handDown(const std::string &folder, const std::string &controller);

} // namespace tare::cgroup
