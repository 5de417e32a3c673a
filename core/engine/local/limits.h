// SPDX-License-Identifier: GPL-3.0-or-later
// What the user asked for, checked as Docker checks it, in the units of the runtime specification.
#pragma once

#include "core/base/result.h"
#include "core/engine/types.h"
#include "core/runtime/cgroup/cgroup.h"

namespace tare::local {

// LimitOutOfRange names the flag: memory below 6 MiB, more CPUs than there are, swap without or below memory, CPUs that
// are not there, a device that is none; InvalidArgument for limits that contradict each other. Docker's words.
[[nodiscard]] Status checkLimits(const Limits &limits);
// With memory and no swap, Docker allows as much swap again; only where swap can be limited at all.
// NotFound for a device that is not there any more.
[[nodiscard]] Result<cgroup::Resources> resourcesOf(const Limits &limits, bool swapLimitable);
// `change` over `current`.
[[nodiscard]] Limits mergeLimits(const Limits &current, const Limits &change);
// InvalidArgument for an unknown name; LimitNotApplied when it would raise what this process may not raise.
[[nodiscard]] Status checkUlimits(const std::vector<Ulimit> &ulimits);

} // namespace tare::local
