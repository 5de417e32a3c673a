// SPDX-License-Identifier: GPL-3.0-or-later
// Trying what changes a process for good, in one that is there for it alone.
#pragma once

namespace tare::preflight {

// What went wrong first; all went well when `error` is 0.
struct Step
{
    int stage = 0;
    int error = 0; // errno
};

// Runs `work` in a child process and waits for it. Between fork and its end the child may only make system calls.
[[nodiscard]] Step inChild(Step (*work)(const void *), const void *argument);

} // namespace tare::preflight
