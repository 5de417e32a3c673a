// SPDX-License-Identifier: GPL-3.0-or-later
// The first process of a container, from the clone to the exec. It is a copy of a program with one thread, so
// that it may use the heap (fork(2) forbids it only to programs with threads); it owns nothing that its
// parent gives back.
#pragma once

#include "core/base/unique_fd.h"
#include "core/runtime/launch/channel.h"
#include "core/runtime/rootfs/rootfs.h"
#include "core/runtime/seccomp/seccomp.h"
#include "core/runtime/spec/spec.h"
#include "core/runtime/state/state.h"

#include <optional>
#include <string>
#include <vector>

namespace tare::runtime {

struct InitPlan
{
    const Spec &spec;
    RootfsPlan rootfs;
    State state; // for hooks that run in the container's namespaces
    const SeccompFilter &seccomp;
    UniqueFd consoleSocket, fifo, startError;
    std::vector<UniqueFd> groupFds; // of the control groups that it joins first (cgroup::Group::joinFds)
    unsigned preserveFds = 0;
    bool noPivot = false, noNewKeyring = false, waitForMapping = false, waitForHooks = false, groupsDenied = false;
};

[[noreturn]] void runInit(InitPlan &plan, Channel &channel);

} // namespace tare::runtime
