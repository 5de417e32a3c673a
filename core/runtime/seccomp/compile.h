// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/runtime/seccomp/seccomp.h"

#include <string_view>

namespace tare::runtime {

// By libseccomp, for this machine's architecture and those of `architectures`. Rules for system calls that
// libseccomp does not know are left out, as runc does: the default action answers for them.
[[nodiscard]] Result<SeccompFilter> compileProfile(std::string_view profile);

} // namespace tare::runtime
