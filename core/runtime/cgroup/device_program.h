// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runtime/cgroup/cgroup.h"

#include <linux/bpf.h>
#include <string>
#include <vector>

namespace tare::cgroup {

// What decides on a device (bpf_cgroup_dev_ctx): 1 allows. The last rule that fits decides; none fits:
// refused.
[[nodiscard]] std::vector<bpf_insn> deviceProgram(const std::vector<DeviceRule> &rules);
// What v1's devices.allow and devices.deny read: "c 1:3 rwm", "a".
[[nodiscard]] std::string deviceRuleText(const DeviceRule &rule);

} // namespace tare::cgroup
