// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/runtime/launch/kernel.h"
#include "core/runtime/seccomp/seccomp.h"
#include "core/runtime/spec/spec.h"

#include <functional>
#include <string>
#include <vector>

namespace tare::runtime {

// The last steps of every process of a container, its first and those that enter later: limits, working
// folder, user, capabilities, no_new_privs. In the container's root already. The command's file and its
// environment.
struct Ready
{
    std::string file;
    std::vector<std::string> env;
};
// Hands the listener of a filter to its agent; called right after the filter is there.
using Announce = std::function<Status(int listener)>;
[[nodiscard]] Result<Ready> finishProcess(const Process &process, const SeccompFilter &seccomp, const KernelFiles &kernel,
                                          bool groupsDenied, const Announce &announce);
// With no_new_privs the filter comes last, so that it need not allow what the steps above do: from here on there are only
// read, write, execve and what hooks do.
[[nodiscard]] Status filterLast(const Process &process, const SeccompFilter &seccomp, const Announce &announce);
[[nodiscard]] Error execReady(const Process &process, const Ready &ready);
// Default handlers, nothing blocked: what the caller ignores must not be ignored in the container.
void resetSignals();

} // namespace tare::runtime
