// SPDX-License-Identifier: GPL-3.0-or-later
// Lifecycle hooks (runtime-spec, config.md, "POSIX-platform Hooks").
#pragma once

#include "core/base/result.h"
#include "core/runtime/spec/spec.h"
#include "core/runtime/state/state.h"

#include <vector>

namespace tare::runtime {

// One after another, each with the state as JSON on its standard input, in `dir` (empty: the caller's folder). The first
// that fails or is out of time ends it.
[[nodiscard]] Status runHooks(const std::vector<Hook> &hooks, const char *kind, const State &state, ContainerStatus status,
                              const std::string &dir = {});
// The same, but a failure is only a warning and the next one runs: what the specification wants of poststop.
void runAllHooks(const std::vector<Hook> &hooks, const char *kind, const State &state, ContainerStatus status,
                 const std::string &dir = {});

} // namespace tare::runtime
