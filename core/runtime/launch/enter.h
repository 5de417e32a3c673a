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
};

// The process is the caller's child. Paused, NotRunning; CommandNotFound, CommandNotRunnable.
[[nodiscard]] Result<SpawnedProcess> enterContainer(EnterOptions options);

} // namespace tare::runtime
