// SPDX-License-Identifier: GPL-3.0-or-later
// For limits.cpp and rare_limits.cpp only.
#pragma once

#include "core/runtime/cgroup/cgroup.h"

#include <string>

namespace tare::cgroup {

// One limit of a group: which flag asked for it, and the folder of its controller.
struct Target
{
    const char *flag;
    const std::string &folder;
};

// LimitNotApplied and LimitOutOfRange name the flag.
[[nodiscard]] Status writeLimit(const Target &to, const std::string &file, const std::string &value);
[[nodiscard]] Status applyRareLimits(const Group &group, const Resources &resources);
// blkio's 10 … 1000 → io.weight's 1 … 10 000.
[[nodiscard]] std::uint64_t ioWeight(std::uint16_t weight);

} // namespace tare::cgroup
