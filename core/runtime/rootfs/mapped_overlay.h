// SPDX-License-Identifier: GPL-3.0-or-later
// The overlay of a container that has a user namespace of its own, made by root: id-mapped layers (kernel.org:
// filesystems/overlayfs; Linux 5.19), so that files are on disk as those of every other container, and layers are shared.
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/runtime/rootfs/overlay.h"

#include <string>

namespace tare::runtime {

// Detached; nothing shows on the host. `target` is a folder to work on, in a mount namespace that ends with this call; the
// upper and the work folder lie beside each other. NotOnThisMachine: the kernel or the file system cannot map ids. For a
// process of one thread.
[[nodiscard]] Result<UniqueFd> mappedOverlay(const Overlay &overlay, const std::string &target, int userNamespace);

} // namespace tare::runtime
