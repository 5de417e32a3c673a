// SPDX-License-Identifier: GPL-3.0-or-later
// A further process in a running container: what `exec` does.
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/runtime/launch/spawn.h"
#include "core/runtime/spec/spec.h"

#include <string>

namespace tare::runtime {

struct EnterOptions
{
    std::string root, id, pidFile;
    Process process;
    UniqueFd console; // a connected socket, when process.terminal
    unsigned preserveFds = 0;
    bool ignorePaused = false;           // wait for the container to be resumed
    std::vector<std::string> subgroups;  // see cgroup::Group::joinFds()
    std::string pidFdSocket;             // where the process's pidfd is sent; empty: nowhere
};

// The process is the caller's child. Paused, NotRunning; CommandNotFound, CommandNotRunnable.
[[nodiscard]] Result<SpawnedProcess> enterContainer(EnterOptions options);

} // namespace tare::runtime
