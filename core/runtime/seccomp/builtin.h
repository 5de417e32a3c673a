// SPDX-License-Identifier: GPL-3.0-or-later
// What tare_seccomp_generate made from resources/seccomp/default.json when Tare was built.
#pragma once

#include <cstddef>
#include <linux/filter.h>

namespace tare::runtime {

struct BuiltinFilter
{
    const char *profile; // linux.seccomp in the form in which Spec keeps it
    const sock_filter *program;
    std::size_t length;
    const char *conditional; // resources/seccomp/default.json, for containers with other capabilities
};
[[nodiscard]] BuiltinFilter builtinFilter();

} // namespace tare::runtime
