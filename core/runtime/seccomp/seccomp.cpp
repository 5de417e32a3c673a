// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/seccomp/seccomp.h"

#include "core/runtime/seccomp/builtin.h"
#include "core/runtime/seccomp/compile.h"

#include <linux/seccomp.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace tare::runtime {

Result<SeccompFilter> compileSeccomp(const std::string &profile)
{
    if (profile.empty())
        return SeccompFilter();
    const BuiltinFilter builtin = builtinFilter();
    if (profile == builtin.profile) {
        SeccompFilter out;
        out.program.assign(builtin.program, builtin.program + builtin.length);
        return out;
    }
    return compileProfile(profile);
}

Status installSeccomp(const SeccompFilter &filter)
{
    sock_fprog program{};
    program.len = static_cast<unsigned short>(filter.program.size());
    program.filter = const_cast<sock_filter *>(filter.program.data()); // NOLINT: the kernel only reads it
    if (::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, filter.flags, &program) != 0)
        return failSystem("install", "the seccomp filter");
    return {};
}

const char *defaultSeccompProfile()
{
    return builtinFilter().profile;
}

} // namespace tare::runtime
