// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preflight/probes.h"

#include "core/base/strings.h"

#include <cerrno>
#include <linux/seccomp.h>
#include <sys/syscall.h>
#include <sys/utsname.h>

namespace tare::preflight {

namespace {

// A call that the kernel has refuses these arguments for another reason than that it does not know the call.
bool hasCall(long number)
{
    errno = 0;
    return ::syscall(number, -1L, 0L, 0L, 0L, 0L) >= 0 || errno != ENOSYS;
}

} // namespace

void checkKernel(const Report &report)
{
    const struct
    {
        const char *name;
        long number;
        bool needed; // without the others it runs, with less
    } calls[] = {{"clone3", SYS_clone3, true},         {"openat2", SYS_openat2, true},
                 {"pidfd_open", SYS_pidfd_open, true}, {"open_tree", SYS_open_tree, true},
                 {"move_mount", SYS_move_mount, true}, {"mount_setattr", SYS_mount_setattr, false},
                 {"close_range", SYS_close_range, false}};
    std::vector<std::string> needed, useful;
    for (const auto &call : calls) {
        if (!hasCall(call.number))
            (call.needed ? needed : useful).emplace_back(call.name);
    }
    utsname host{};
    ::uname(&host);
    const std::string name = std::string("Linux ") + host.release;
    Check kernel{"kernel", State::Works, name + " has every system call that containers are made with.", {}};
    if (!needed.empty())
        kernel = {"kernel", State::Missing, name + " does not have: " + join(needed, ", ") + ".", {}};
    else if (!useful.empty())
        kernel = {"kernel", State::Limited, name + " does not have: " + join(useful, ", ") + ".", {}};
    report(kernel);

    unsigned action = SECCOMP_RET_ERRNO;
    if (::syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0)
        report({"seccomp", State::Works, "The kernel filters system calls.", {}});
    else
        report({"seccomp", State::Missing, "The kernel does not filter system calls: " + strerrorText(errno) + ".", {}});
}

} // namespace tare::preflight
