// SPDX-License-Identifier: GPL-3.0-or-later
// The agent that answers system calls for a container (runtime-spec, config-linux.md, "The Container Process State").
#pragma once

#include "core/base/result.h"
#include "core/runtime/seccomp/seccomp.h"
#include "core/runtime/state/state.h"

#include <string>

namespace tare::runtime {

// Takes the descriptor that has this number in the process and sends it to filter.listenerPath, with what the agent has to
// know of the process.
[[nodiscard]] Status sendListener(const SeccompFilter &filter, int pidFd, pid_t pid, const std::string &number,
                                  const State &state, ContainerStatus status);

} // namespace tare::runtime
