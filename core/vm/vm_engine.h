// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that has to be there before a guest can be booted, found or made once.
#pragma once

#include "core/vm/disk/guest_disk.h"
#include "core/vm/image_source.h"
#include "core/vm/qemu/probe.h"

namespace tare::vm {

// QEMU, a kernel, and whether KVM runs guests here.
struct Platform
{
    Qemu qemu;
    GuestKernel kernel;
    ProbeAnswer probe;

    [[nodiscard]] bool emulated() const { return probe.acceleration == Acceleration::Emulation; }
};
[[nodiscard]] Result<Platform> openPlatform(const Paths &paths, bool probeAgain, const ProgressSink &progress,
                                            const CancelToken &cancel);

// Ready to boot: the image's disk and the initramfs are on disk; `command` is left to the caller.
[[nodiscard]] Result<BootSpec> prepareBoot(const Paths &paths, const Platform &platform,
                                           const ImageSource &source, int cpus, std::int64_t memory,
                                           const ProgressSink &progress, const CancelToken &cancel);

} // namespace tare::vm
