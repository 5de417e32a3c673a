// SPDX-License-Identifier: GPL-3.0-or-later
// Whether KVM really runs a guest here. A /dev/kvm that opens proves nothing: there are machines on which the
// guest then never executes an instruction.
#pragma once

#include "core/base/cancel.h"
#include "core/base/paths.h"
#include "core/vm/kernel/guest_kernel.h"
#include "core/vm/qemu/qemu.h"

#include <chrono>

namespace tare::vm {

struct ProbeAnswer
{
    Acceleration acceleration = Acceleration::Emulation;
    std::string reason;      // why not KVM; empty with it
    bool remembered = false; // from an earlier probe since the machine was started
    std::int64_t took = 0;   // ns, of the probe that was made
};

// Boots a guest on KVM that has to say hello within `limit`. What a guest showed is remembered until the
// machine is started anew (in Paths::state), except a missing permission, which may be given at any moment.
// `again` asks anew. `device` is another one in tests. An error only for what has nothing to do with KVM: no
// kernel, no helper program, cancelled.
[[nodiscard]] Result<ProbeAnswer> probeKvm(const Paths &paths, Qemu &qemu, const GuestKernel &kernel,
                                           bool again, const CancelToken &cancel,
                                           std::chrono::milliseconds limit = std::chrono::seconds(8),
                                           const std::string &device = "/dev/kvm");

} // namespace tare::vm
