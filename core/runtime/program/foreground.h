// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/runtime/launch/launcher.h"

#include <sys/types.h>

namespace tare::runtime {

// `run` without --detach: passes signals on, joins the caller's terminal to the container's when it has one,
// and gives its exit code, or 128 + n for signal n.
[[nodiscard]] Result<int> runInForeground(LaunchOptions options);
// The part that waits, for exec as well. `master` may be invalid.
[[nodiscard]] Result<int> attendChild(pid_t pid, int pidFd, const UniqueFd &master);
// A connected pair: one end to hand to the new process as its console socket.
struct SocketPair
{
    UniqueFd ours, theirs;
};
[[nodiscard]] Result<SocketPair> makeSocketPair();
// Signals are blocked before the process is made, so that none is lost between.
void blockForwardedSignals();

} // namespace tare::runtime
