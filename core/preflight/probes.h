// SPDX-License-Identifier: GPL-3.0-or-later
// The checks by what they look at. Each gives out what it found; none changes the machine.
#pragma once

#include "core/preflight/check.h"

namespace tare::preflight {

using Report = std::function<void(const Check &)>;

void checkKernel(const Report &report);                                            // kernel, seccomp
void checkRootless(const Paths &paths, const Machine &machine, const Report &report); // userns, subuid, overlay
void checkLimits(const Machine &machine, const Report &report);                    // cpus … io-weight
void checkNetworks(const Paths &paths, const Machine &machine, const Report &report); // bridge … ipv6
void checkMachine(const Paths &paths, const Machine &machine, const Report &report);  // inotify, files, store, clock
// qemu, guest-kernel, kvm
void checkVirtualMachines(const Paths &paths, bool again, const Report &report, const CancelToken &cancel);

// "why" → "why.", "why." as it is.
[[nodiscard]] std::string sentence(std::string text);
// The number in a file of /proc or /sys; nothing when there is none.
[[nodiscard]] std::optional<long> numberIn(const std::string &file);

} // namespace tare::preflight
