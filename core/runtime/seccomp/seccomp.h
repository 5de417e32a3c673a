// SPDX-License-Identifier: GPL-3.0-or-later
// System call filters. The default profile is compiled when Tare is built: libseccomp takes longer for it
// than a container takes to start.
#pragma once

#include "core/base/result.h"
#include "core/runtime/spec/spec.h"

#include <linux/filter.h>
#include <string>
#include <vector>

namespace tare::runtime {

struct SeccompFilter
{
    std::vector<sock_filter> program; // empty: no filter
    unsigned flags = 0;               // SECCOMP_FILTER_FLAG_…
    // Set when some calls are answered by an agent: the socket that gets the listener, and what it is told.
    std::string listenerPath, listenerMetadata;
};

// From linux.seccomp as JSON (runtime-spec, config-linux.md, "Seccomp"). The default profile is known again
// and costs nothing; any other is compiled. Unsupported and InvalidArgument name what cannot be done.
[[nodiscard]] Result<SeccompFilter> compileSeccomp(const std::string &profile);
// The filter of a configuration: linux.seccomp, or the default one where the annotation org.tare.seccomp asks for it.
[[nodiscard]] Result<SeccompFilter> seccompOf(const Spec &spec);
// For the process that calls; it needs no_new_privs or CAP_SYS_ADMIN. Only a system call. Gives the number of the listener
// (closed by exec), or -1 when there is none.
[[nodiscard]] Result<int> installSeccomp(const SeccompFilter &filter);

// The default profile for the default capabilities on this machine's architecture, ready to be put into
// config.json as linux.seccomp.
[[nodiscard]] const char *defaultSeccompProfile();

} // namespace tare::runtime
