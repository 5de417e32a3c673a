// SPDX-License-Identifier: GPL-3.0-or-later
// From a bundle to a process: what `create` and `run` do.
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/runtime/rootfs/overlay.h"
#include "core/runtime/state/state.h"

#include <optional>
#include <string>

namespace tare::runtime {

struct LaunchOptions
{
    std::string root, id, bundle; // bundle absolute
    std::string pidFile, consoleSocket, pidFdSocket;
    std::string leavings; // a file for what is left to remove at the end, see docs/processes.md; empty: none
    UniqueFd consoleFd; // instead of consoleSocket
    std::optional<Overlay> overlay;
    unsigned preserveFds = 0; // after 0, 1, 2 and the listening ones
    unsigned listenFds = 0;   // handed over by a service manager, and on to the command (sd_listen_fds(3))
    bool noPivot = false;
    bool noNewKeyring = false; // the caller's session keyring is the container's, too
    bool start = false;  // run the command at once; otherwise it waits for startContainer()
    bool detach = false; // nobody of ours waits for it: it needs a console socket for a terminal
};

// The first process. The caller may wait for it: it is the caller's child.
struct Launched
{
    State state;
    UniqueFd pidFd;
};

// When it fails nothing is left: no process, control group, mount or file. The error is CommandNotFound (127)
// or CommandNotRunnable (126) when only the command cannot be run.
[[nodiscard]] Result<Launched> launch(LaunchOptions options);

// Lets the process of a created container run its command; `root` is the runtime's folder of states.
[[nodiscard]] Status startContainer(const std::string &root, const std::string &id);

} // namespace tare::runtime
