// SPDX-License-Identifier: GPL-3.0-or-later
// What a container's process may do: user, groups, capabilities, limits. For the process that calls.
#pragma once

#include "core/base/result.h"
#include "core/runtime/spec/spec.h"

namespace tare::runtime {

// setrlimit(2). A limit that is already met, or that only goes down, is never refused for want of
// CAP_SYS_RESOURCE.
[[nodiscard]] Status setRlimits(const std::vector<Rlimit> &limits);
// /proc/self/oom_score_adj; nothing is written when it is so already.
[[nodiscard]] Status setOomScore(int score);
// Narrows the bounding set and takes the user's ids, keeping capabilities for applyCapabilities().
// `groupsDenied`: a user namespace with a single id, where setgroups is not allowed; additional groups are
// then left.
[[nodiscard]] Status becomeUser(const Process &process, bool groupsDenied);
// Effective, permitted, inheritable and ambient, exactly as the configuration says: Tare's own never asks for inheritable
// ones (CVE-2022-24769). An ambient one is inheritable, too: the kernel wants it so.
[[nodiscard]] Status applyCapabilities(const Process &process);
// So that a user other than root can open /dev/stdout: pipes and terminals given to it are made its own.
void ownStdio(std::uint32_t uid);
// Scheduler, I/O priority and the CPUs of process.finalAffinity; nothing is done for what the configuration does not say.
[[nodiscard]] Status setScheduling(const Process &process);
[[nodiscard]] Status setAffinity(const std::string &cpus); // "0-3,7"
// All CPUs that the control group allows: those that the caller was kept to are no business of the container's.
void resetAffinity();
[[nodiscard]] Status setMemoryPolicy(const MemoryPolicy &policy);

} // namespace tare::runtime
