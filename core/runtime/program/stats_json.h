// SPDX-License-Identifier: GPL-3.0-or-later
// What `events` prints of a container's counters.
#pragma once

#include "core/runtime/cgroup/cgroup.h"

#include <string>

namespace tare::runtime {

// One line, in the names of runc's types/events.go, which is what those who read it know; and what it has not, under names of ours.
[[nodiscard]] std::string statsJson(const std::string &id, const cgroup::Group &group, const cgroup::Stats &stats);

} // namespace tare::runtime
