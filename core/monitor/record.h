// SPDX-License-Identifier: GPL-3.0-or-later
// What the monitor writes down: <bundle>/state.json, the truth about the container's last run, and events.
#pragma once

#include "core/monitor/options.h"

#include <cstdint>
#include <sys/types.h>

namespace tare::monitor {

struct Run
{
    pid_t pid = 0;
    std::uint64_t startTime = 0; // of the first process, in ticks since boot
    std::int64_t started = 0, finished = 0;
    int exitCode = 0;
    bool oomKilled = false;
    int restarts = 0;    // by the policy
    bool byHand = false; // somebody stopped it
    char cgroup[1024] = ""; // folder of the memory controller, or the unified one
};

// Field 22 of /proc/PID/stat; 0 when there is no such process.
std::uint64_t startTimeOf(pid_t pid);
// Fills Run::cgroup from /proc/PID/cgroup. Nothing when the process is over already.
void findCgroup(Run &run);
// How often the kernel killed for memory in that cgroup; asked before the cgroup is removed.
bool oomKilled(const Run &run);

bool writeRunning(const Options &options, const Run &run);
// With what a start that the policy wanted failed for, as writeFailed's.
bool writeExited(const Options &options, const Run &run, const char *error = "", std::size_t errorSize = 0);
// It is over, and is to be started again after a while.
bool writeRestarting(const Options &options, const Run &run);
// The start failed with `code`; `error` is the runtime's JSON or text.
bool writeFailed(const Options &options, int code, const char *error, std::size_t errorSize);
// One line, one write. `exitCode` is told for "die".
void addEvent(const Options &options, const char *action, int exitCode = 0);
void addVolumeEvent(const Options &options, const char *volume, const char *action);

} // namespace tare::monitor
