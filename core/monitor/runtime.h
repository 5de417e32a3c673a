// SPDX-License-Identifier: GPL-3.0-or-later
// Calls of the OCI runtime.
#pragma once

#include "core/monitor/options.h"

#include <sys/types.h>

namespace tare::monitor {

// Starts argv[0], or what `programFd` is if that is valid, with descriptors 0 to 2 from `stdio` and 3 from `errorFd`
// (-1: none). It dies with the monitor. -1 with errno.
pid_t startProgram(const char *const *argv, const int stdio[3], int errorFd, int programFd = -1);
// `run --detach`: its pid, or -1.
pid_t startContainer(const Options &options, const int stdio[3], int errorFd);
// Removes what the runtime's `run --leavings` named, and its state. False when something of it does not go, or when it named
// nothing: then there is work for `delete`.
bool removeLeavings(const Options &options);
// The same, or `delete`, by force when asked, and waits for it.
void deleteContainer(const Options &options, bool force);
// Runs what --at-end says, if anything, and waits for it.
void runAtEnd(const Options &options);
// Exit code, or 128 + n for signal n.
int exitCodeOf(int status);

// A listening socket named consoleName in the current folder; -1 with errno.
int listenAt(const char *name);
// The terminal's master side that the runtime sent to `listener`; -1 when there is none.
int receiveConsole(int listener);

} // namespace tare::monitor
