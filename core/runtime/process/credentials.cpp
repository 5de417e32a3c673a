// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/process/credentials.h"

#include <cerrno>
#include <grp.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace tare::runtime {

Status becomeUser(const Process &p, bool groupsDenied)
{
    const Capabilities caps = p.capabilities.value_or(Capabilities());
    for (unsigned c = 0; c < 64; ++c) {
        if ((caps.bounding >> c & 1U) != 0)
            continue;
        if (::prctl(PR_CAPBSET_DROP, c, 0, 0, 0) != 0) {
            if (errno == EINVAL)
                break; // the kernel has no more
            return failSystem("drop capability", std::to_string(c));
        }
    }
    if (::prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) != 0)
        return failSystem("keep capabilities", "");
    // Exactly these groups: what the caller was a member of is no business of the container's. System calls,
    // not libc's functions, which would look for threads.
    std::vector<gid_t> groups = p.additionalGids;
    if (!groupsDenied && ::syscall(SYS_setgroups, groups.size(), groups.data()) != 0)
        return failSystem("set groups of user", std::to_string(p.uid));
    if (::syscall(SYS_setresgid, p.gid, p.gid, p.gid) != 0)
        return failSystem("become group", std::to_string(p.gid));
    if (::syscall(SYS_setresuid, p.uid, p.uid, p.uid) != 0)
        return failSystem("become user", std::to_string(p.uid));
    return {};
}

Status applyCapabilities(const Process &p)
{
    const Capabilities caps = p.capabilities.value_or(Capabilities());
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct have[2]{};
    if (::syscall(SYS_capget, &header, have) != 0)
        return failSystem("read capabilities", "");
    // What the runtime does not have itself it cannot give; runc leaves that out in the same way.
    const std::uint64_t own = have[0].permitted | static_cast<std::uint64_t>(have[1].permitted) << 32U;
    const std::uint64_t permitted = caps.permitted & own;
    const std::uint64_t effective = caps.effective & permitted;
    // An ambient capability lives only as long as it is inheritable. An inheritable one need not be permitted (capset(2)).
    const std::uint64_t ambient = caps.ambient & permitted;
    const std::uint64_t inherited = caps.inheritable & own & (caps.bounding | permitted);
    const auto set = [&](std::uint64_t inheritable) {
        __user_cap_data_struct data[2]{};
        for (unsigned i = 0; i < 2; ++i) {
            data[i].effective = static_cast<std::uint32_t>(effective >> (32U * i));
            data[i].permitted = static_cast<std::uint32_t>(permitted >> (32U * i));
            data[i].inheritable = static_cast<std::uint32_t>(inheritable >> (32U * i));
        }
        return ::syscall(SYS_capset, &header, data) == 0;
    };
    if (::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) != 0 || !set(inherited | ambient))
        return failSystem("set capabilities", "");
    for (unsigned c = 0; c < 64; ++c) {
        if ((ambient >> c & 1U) != 0 && ::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, c, 0, 0) != 0)
            return failSystem("set ambient capability", std::to_string(c));
    }
    return {};
}

void ownStdio(std::uint32_t uid)
{
    for (int fd = 0; fd < 3; ++fd) {
        struct stat st
        {
        };
        if (::fstat(fd, &st) != 0 || st.st_uid == uid ||
            (S_ISCHR(st.st_mode) && st.st_rdev == ::makedev(1, 3)))
            continue;
        if (S_ISFIFO(st.st_mode) || S_ISCHR(st.st_mode) || S_ISSOCK(st.st_mode)) [[maybe_unused]]
            const int done = ::fchown(fd, uid, static_cast<gid_t>(-1)); // a read-only or foreign one stays
    }
}

} // namespace tare::runtime
