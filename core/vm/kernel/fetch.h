// SPDX-License-Identifier: GPL-3.0-or-later
// Debian's cloud kernel, for machines that have none to boot a guest with.
#pragma once

#include "core/base/cancel.h"
#include "core/base/progress.h"
#include "core/vm/kernel/guest_kernel.h"

namespace tare::vm {

struct FetchOptions
{
    std::string mirror = "https://deb.debian.org/debian"; // plain HTTP only from this machine itself
    std::string suite = "bookworm";
    std::string meta = "linux-image-cloud-amd64";
};

// Release → Packages → the package that linux-image-cloud-amd64 depends on, every step against the SHA-256
// that the one before it gave (the first is vouched for by HTTPS); then vmlinuz and the modules that a guest
// needs, into Paths::vm()/kernels/RELEASE. What is there already is left alone and given back.
[[nodiscard]] Result<GuestKernel> fetchGuestKernel(const Paths &paths, const FetchOptions &options,
                                                   const ProgressSink &progress, const CancelToken &cancel);

// The last step alone: from a .deb on disk.
[[nodiscard]] Result<GuestKernel> installKernelPackage(const Paths &paths, const std::string &deb,
                                                       const CancelToken &cancel);

} // namespace tare::vm
