// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/process/finish.h"

#include "core/runtime/process/command.h"
#include "core/runtime/process/credentials.h"
#include "core/runtime/process/environment.h"

#include <cerrno>
#include <csignal>
#include <sys/prctl.h>
#include <sys/stat.h>

namespace tare::runtime {
namespace {

Status install(const SeccompFilter &seccomp, const Announce &announce)
{
    const int listener = TARE_TRY(installSeccomp(seccomp));
    return listener < 0 ? Status() : announce(listener);
}

} // namespace

Result<Ready> finishProcess(const Process &process, const SeccompFilter &seccomp, const KernelFiles &kernel,
                            bool groupsDenied, const Announce &announce)
{
    Ready ready;
    ready.env = environmentOf(process); // while there are descriptors, and the rights to read what the image has
    TARE_CHECK(setScheduling(process));
    TARE_CHECK(setRlimits(process.rlimits));
    ownStdio(process.uid);
    ::umask(process.umask);
    // As root first, then as the user: each may be the only one who can (a folder of mode 0700, a folder on
    // NFS).
    Status inside = enterWorkingDir(process.cwd);
    if (!inside && inside.error().osError != EACCES)
        return tl::unexpected<Error>(std::move(inside.error()));
    TARE_CHECK(kernel.setApparmor(process.apparmorProfile));
    if (!seccomp.program.empty() && !process.noNewPrivileges)
        TARE_CHECK(install(seccomp, announce)); // while CAP_SYS_ADMIN is still there
    TARE_CHECK(becomeUser(process, groupsDenied));
    if (!inside)
        TARE_CHECK(enterWorkingDir(process.cwd));
    TARE_CHECK(applyCapabilities(process));
    if (process.noNewPrivileges && ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return failSystem("set", "no_new_privs");
    if (!process.args.empty())
        ready.file = TARE_TRY(findCommand(process.args[0], ready.env));
    return ready;
}

Status filterLast(const Process &process, const SeccompFilter &seccomp, const Announce &announce)
{
    return !seccomp.program.empty() && process.noNewPrivileges ? install(seccomp, announce) : Status();
}

Error execReady(const Process &process, const Ready &ready)
{
    if (process.args.empty()) // a container may be created without it (config.md, "process")
        return std::move(fail(Errc::InvalidArgument, "start", "process was not set in config.json").value());
    return execCommand(ready.file, process.args, ready.env);
}

void resetSignals()
{
    for (int n = 1; n < NSIG; ++n)
        ::signal(n, SIG_DFL); // those that cannot be changed stay
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

} // namespace tare::runtime
