// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vm/vm_engine.h"

#include "core/vm/kernel/initramfs.h"

namespace tare::vm {

namespace {

constexpr std::int64_t leastMemory = 96LL << 20U; // Debian's kernel and the initramfs do not unpack in less

void tell(const ProgressSink &progress, const char *text)
{
    if (progress)
        progress({"vm", Progress::Phase::Working, 0, 0, text});
}

} // namespace

Result<Platform> openPlatform(const Paths &paths, bool probeAgain, const ProgressSink &progress,
                              const CancelToken &cancel)
{
    Platform platform;
    platform.qemu = TARE_TRY(Qemu::find());
    platform.kernel = TARE_TRY(findGuestKernel(paths));
    tell(progress, "Looking whether KVM runs a guest here");
    platform.probe = TARE_TRY(probeKvm(paths, platform.qemu, platform.kernel, probeAgain, cancel));
    return platform;
}

Result<BootSpec> prepareBoot(const Paths &paths, const Platform &platform, const ImageSource &source,
                             int cpus, std::int64_t memory, const ProgressSink &progress,
                             const CancelToken &cancel)
{
    if (cpus < 1 || cpus > 64)
        return fail(Errc::LimitOutOfRange, "--cpus", "a virtual machine has 1 to 64 processors");
    if (memory < leastMemory)
        return fail(Errc::LimitOutOfRange, "--memory", "a virtual machine needs 96 MiB at least");
    BootSpec spec;
    spec.kernel = platform.kernel.image;
    spec.initramfs = TARE_TRY(ensureInitramfs(paths, platform.kernel, platform.qemu.transport()));
    tell(progress, "Making the guest's disk from the image");
    spec.disk = TARE_TRY(ensureGuestDisk(paths, source.key, source.layers, cancel)).path;
    spec.cpus = cpus;
    spec.memory = memory;
    spec.acceleration = platform.probe.acceleration;
    return spec;
}

} // namespace tare::vm
