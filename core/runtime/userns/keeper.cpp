// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/userns/userns.h"

#include "core/base/subprocess.h"

#include <cerrno>
#include <csignal>
#include <linux/sched.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tare::userns {

Result<Keeper> Keeper::make(const Mapping &mapping, std::uint64_t others)
{
    const pid_t parent = ::getpid();
    clone_args args{};
    args.flags = CLONE_NEWUSER | others;
    args.exit_signal = SIGCHLD;
    const auto pid = static_cast<pid_t>(::syscall(SYS_clone3, &args, sizeof args));
    if (pid == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        while (::getppid() == parent)
            ::pause();
        ::_exit(0);
    }
    if (pid < 0)
        return failSystem("create namespace", "user");
    Keeper out(pid);
    TARE_CHECK(apply(pid, mapping));
    return out;
}

Result<Keeper> Keeper::in(int userNamespace, int others)
{
    Pipe ready = TARE_TRY(makePipe());
    const pid_t parent = ::getpid(), pid = ::fork();
    if (pid < 0)
        return failSystem("create", "process");
    if (pid == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        const bool done = ::setns(userNamespace, CLONE_NEWUSER) == 0 && ::unshare(others) == 0;
        const int why = done ? 0 : errno;
        [[maybe_unused]] const ssize_t told = ::write(ready.write.get(), &why, sizeof why);
        while (done && ::getppid() == parent)
            ::pause();
        ::_exit(0);
    }
    Keeper out(pid);
    ready.write.reset();
    int why = ECHILD;
    if (::read(ready.read.get(), &why, sizeof why) != sizeof why || why != 0)
        return failSystem("create namespaces in", "user namespace", why);
    return out;
}

Keeper::~Keeper()
{
    if (m_pid < 0)
        return;
    ::kill(m_pid, SIGKILL); // our child, not waited for yet: the number is its own
    while (::waitpid(m_pid, nullptr, 0) < 0 && errno == EINTR) {
    }
}

std::string Keeper::path(std::string_view kind) const
{
    return "/proc/" + std::to_string(m_pid) + "/ns/" + std::string(kind);
}

} // namespace tare::userns
