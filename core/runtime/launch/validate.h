// SPDX-License-Identifier: GPL-3.0-or-later
// What is checked, and filled in, before anything is made.
#pragma once

#include "core/base/result.h"
#include "core/runtime/launch/launcher.h"
#include "core/runtime/spec/spec.h"

#include <string>
#include <sys/types.h>
#include <vector>

namespace tare::runtime {

// An ordinary user gets a user namespace with what /etc/subuid gives it, when the configuration has none.
[[nodiscard]] Status completeAndCheck(Spec &spec, const LaunchOptions &options);
[[nodiscard]] std::string rootfsPath(const Spec &spec, const std::string &bundle);
// The configuration's rules and after them what every container may use: null, zero, full, tty, random,
// urandom, consoles and terminals. Without any rule in the configuration everything else is refused.
[[nodiscard]] std::vector<cgroup::DeviceRule> devicePolicy(const Spec &spec);
// In /etc/passwd, or the number.
[[nodiscard]] std::string userName(uid_t uid);
// Written whole.
[[nodiscard]] Status writePidFile(const std::string &path, pid_t pid);

} // namespace tare::runtime
