// SPDX-License-Identifier: GPL-3.0-or-later
// Making the first process in its namespaces.
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/runtime/launch/channel.h"
#include "core/runtime/spec/spec.h"

#include <functional>
#include <sys/types.h>
#include <vector>

namespace tare::runtime {

struct SpawnedProcess
{
    pid_t pid = -1;
    UniqueFd pidFd;
};

// One clone3(2) with every new namespace (the cgroup namespace excepted: see init.cpp), straight into a v2
// group when `cgroupFd` is valid. Where namespaces are joined by path, a helper joins them first and makes
// the process for us. `body` runs in the new process and never returns.
[[nodiscard]] Result<SpawnedProcess> spawnInNamespaces(const Spec &spec, int cgroupFd, Channel &channel,
                                                       const std::function<void()> &body);
// The same for a process that enters the namespaces of another: `flags` are CLONE_NEW… of those to join.
// `join` runs before that, still outside.
[[nodiscard]] Result<SpawnedProcess> spawnInside(int pidFd, int flags, const std::function<Status()> &join, Channel &channel,
                                                 const std::function<void()> &body);

} // namespace tare::runtime
