// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/seccomp/seccomp.h"

#include "core/runtime/seccomp/builtin.h"
#include "core/runtime/seccomp/compile.h"
#include "core/runtime/seccomp/resolve.h"

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
        out.flags = SECCOMP_FILTER_FLAG_SPEC_ALLOW; // as compileProfile() does it
        return out;
    }
    return compileProfile(profile);
}

Result<SeccompFilter> seccompOf(const Spec &spec)
{
    const auto asked = spec.annotations.find("org.tare.seccomp");
    if (asked == spec.annotations.end() || !spec.seccomp.empty())
        return compileSeccomp(spec.seccomp);
    if (asked->second != "default")
        return fail(Errc::InvalidArgument, "annotation org.tare.seccomp", "its only value is default");
    // As Docker's: what a capability is for may be called by who has it, and not by who has it not.
    std::uint64_t mask = 0;
    if (spec.process && spec.process->capabilities)
        mask = spec.process->capabilities->bounding;
    if (mask == defaultCapabilities())
        return compileSeccomp(builtinFilter().profile);
    return compileProfile(TARE_TRY(resolveProfile(builtinFilter().conditional, thisArchitecture(), mask)));
}

Result<int> installSeccomp(const SeccompFilter &filter)
{
    sock_fprog program{};
    program.len = static_cast<unsigned short>(filter.program.size());
    program.filter = const_cast<sock_filter *>(filter.program.data()); // NOLINT: the kernel only reads it
    const bool listens = !filter.listenerPath.empty();
    const long done = ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
                                filter.flags | (listens ? SECCOMP_FILTER_FLAG_NEW_LISTENER : 0U), &program);
    if (done < 0)
        return failSystem("install", "the seccomp filter");
    return listens ? static_cast<int>(done) : -1;
}

const char *defaultSeccompProfile()
{
    return builtinFilter().profile;
}

} // namespace tare::runtime
