// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/runtime/rootfs/rootfs.h"

namespace tare::runtime {

// A mount of type cgroup: the container's own group and what is below it, never the host's tree. Read-only
// unless the configuration says otherwise and the group is the container's own.
[[nodiscard]] Status mountCgroups(int root, const RootfsPlan &plan, const Mount &mount);

} // namespace tare::runtime
