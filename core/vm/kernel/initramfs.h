// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/paths.h"
#include "core/vm/kernel/guest_kernel.h"

namespace tare::vm {

// tare-guest-init and the modules it loads, for this kernel and transport, as an uncompressed newc archive.
[[nodiscard]] Result<std::string> makeInitramfs(const GuestKernel &kernel, Transport transport,
                                                std::string_view init);
// The file, made when it is missing or when what it is made from has changed. In Paths::vm()/initramfs.
[[nodiscard]] Result<std::string> ensureInitramfs(const Paths &paths, const GuestKernel &kernel,
                                                  Transport transport);

} // namespace tare::vm
