// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace tare::runtime {

// From the form in which Docker and Podman keep their profile, with conditions on architecture and
// capabilities, to linux.seccomp. `arch` is Docker's word ("amd64"); bit n of `capabilities` is capability n.
[[nodiscard]] Result<std::string> resolveProfile(std::string_view conditional, const std::string &arch,
                                                 std::uint64_t capabilities);
[[nodiscard]] const char *thisArchitecture(); // "amd64", "arm64", …
// What a container gets unless it asks: CHOWN DAC_OVERRIDE FSETID FOWNER MKNOD NET_RAW SETGID SETUID SETFCAP
// SETPCAP NET_BIND_SERVICE SYS_CHROOT KILL AUDIT_WRITE.
[[nodiscard]] std::uint64_t defaultCapabilities();

} // namespace tare::runtime
