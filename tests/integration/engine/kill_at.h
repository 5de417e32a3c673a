// SPDX-License-Identifier: GPL-3.0-or-later
// kill -9 of one of our programs at a chosen moment, the same one each time: by ptrace(2).
#pragma once

#include "core/base/result.h"

#include <string>
#include <vector>

struct KilledRun
{
    bool killed = false;  // false: the program came to its end before
    int stops = 0;             // how many there were, when it was not
    std::string at;       // what was killed, for a person
    bool commandEnded = false; // the command itself, within a minute
    int code = -1;        // its exit code; 128 + n for a signal
};

// Runs argv and follows all that it starts. The process of `program` (the name of an executable) that makes the n-th
// stop before or after a system call, counted over all processes of that program, is killed there; everything else goes
// on unwatched. Output is thrown away.
[[nodiscard]] tare::Result<KilledRun> runAndKill(const std::vector<std::string> &argv, const std::string &program,
                                                 int n);
