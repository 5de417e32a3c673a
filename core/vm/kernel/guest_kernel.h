// SPDX-License-Identifier: GPL-3.0-or-later
// The kernel that guests boot: one that was fetched, or the machine's own in /boot.
#pragma once

#include "core/base/paths.h"
#include "core/base/result.h"

#include <string>
#include <vector>

namespace tare::vm {

struct GuestKernel
{
    std::string release;    // "6.1.0-56-cloud-amd64"
    std::string image;      // the bzImage
    std::string modulesDir; // with modules.dep, modules.builtin and kernel/
};

// How a guest's virtio devices are connected; decides which drivers it needs.
enum class Transport { Mmio, Pci };
// What a guest of ours needs: the transport, blk, console, and ext4 when it is not built in.
[[nodiscard]] std::vector<std::string> neededModules(Transport transport);

struct KernelSearch
{
    std::vector<GuestKernel> kernels;    // usable, the best first: fetched, cloud, newest
    std::vector<std::string> unreadable; // images that this user may not read
    std::vector<std::string> unsuitable; // "FILE: why"
};

// Looks in `fetched` (Paths::vm()/kernels/RELEASE/) and in /boot with /lib/modules; the other folders are for
// tests.
[[nodiscard]] KernelSearch searchKernels(const std::string &fetched, const std::string &boot = "/boot",
                                         const std::string &modules = "/lib/modules");
// $TARE_GUEST_KERNEL (a release) picks one. NotOnThisMachine says what was seen and what to do.
[[nodiscard]] Result<GuestKernel> findGuestKernel(const Paths &paths);
[[nodiscard]] std::string kernelsDir(const Paths &paths);

} // namespace tare::vm
