// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/launch/init.h"

#include "core/base/error_json.h"
#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/runtime/cgroup/cgroup.h"
#include "core/runtime/launch/console.h"
#include "core/runtime/launch/hooks.h"
#include "core/runtime/launch/kernel.h"
#include "core/runtime/process/command.h"
#include "core/runtime/process/credentials.h"
#include "core/runtime/process/finish.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <linux/keyctl.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace tare::runtime {
namespace {

Status becomeRootInside()
{
    if (::syscall(SYS_setresgid, 0, 0, 0) != 0 || ::syscall(SYS_setresuid, 0, 0, 0) != 0)
        return failSystem("become root of", "the user namespace");
    return {};
}

Status setNames(const Spec &spec)
{
    if (!spec.hostname.empty() && ::sethostname(spec.hostname.data(), spec.hostname.size()) != 0)
        return failSystem("set hostname", spec.hostname);
    if (!spec.domainname.empty() && ::setdomainname(spec.domainname.data(), spec.domainname.size()) != 0)
        return failSystem("set domainname", spec.domainname);
    return {};
}

// getpid() says 1 in a new pid namespace; the host's /proc, which is still there, says what the host calls
// us.
pid_t ownPidOnHost()
{
    char buffer[32];
    const ssize_t n = ::readlink("/proc/self", buffer, sizeof buffer);
    return n > 0 ? static_cast<pid_t>(
                       parseInt(std::string_view(buffer, static_cast<std::size_t>(n))).value_or(0))
                 : 0;
}

// Everything up to the moment at which only the command is missing.
Result<Ready> prepare(InitPlan &plan, Channel &channel)
{
    const Spec &spec = plan.spec;
    const Process &process = *spec.process;
    if (plan.waitForMapping) {
        channel.say(Said::Mapped);
        channel.wait();
        ::prctl(PR_SET_DUMPABLE, 0);
    }
    TARE_CHECK(cgroup::Group::joinSelf(plan.groupFds));
    plan.groupFds.clear();
    // A cgroup namespace takes the group of its maker as its top.
    if (spec.makes(NamespaceKind::Cgroup) && ::unshare(CLONE_NEWCGROUP) != 0)
        return failSystem("create namespace", "cgroup");
    if (::setsid() < 0 && errno != EPERM)
        return failSystem("create session", "");
    // The host's session keyring would be readable otherwise.
    (void)::syscall(SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, ("_ses." + plan.state.id).c_str());
    if (process.oomScoreAdj)
        TARE_CHECK(setOomScore(*process.oomScoreAdj));
    ::umask(0);

    const bool ownMounts = spec.find(NamespaceKind::Mount) != nullptr;
    std::optional<Rootfs> rootfs;
    if (ownMounts)
        rootfs.emplace(TARE_TRY(Rootfs::mount(plan.rootfs)));
    if (plan.rootfs.userNamespace)
        TARE_CHECK(becomeRootInside());
    TARE_CHECK(setNames(spec));
    if (spec.makes(NamespaceKind::Network))
        TARE_CHECK(raiseLoopback());
    if (rootfs) {
        ::umask(0022);
        TARE_CHECK(rootfs->mountAll());
        ::umask(0);
        TARE_CHECK(rootfs->populateDev());
        ::umask(0022);
        TARE_CHECK(rootfs->makeWorkingDir(process.cwd));
    }
    const KernelFiles kernel =
        TARE_TRY(KernelFiles::open(!spec.sysctl.empty() || !process.apparmorProfile.empty()));
    TARE_CHECK(kernel.setSysctls(spec));
    if (plan.waitForHooks) {
        channel.say(Said::Hooks);
        channel.wait();
    }
    if (!spec.hooks.createContainer.empty() || !spec.hooks.startContainer.empty())
        plan.state.process.pid = ownPidOnHost();
    TARE_CHECK(
        runHooks(spec.hooks.createContainer, "createContainer", plan.state, ContainerStatus::Creating));
    if (plan.consoleSocket) {
        TARE_CHECK(openConsole(rootfs ? rootfs->fd() : AT_FDCWD, plan.consoleSocket.get(), process.rows,
                               process.columns, process.uid, ownMounts));
        plan.consoleSocket.reset();
    }
    if (rootfs) {
        TARE_CHECK(rootfs->seal());
        TARE_CHECK(rootfs->pivot(plan.noPivot));
        rootfs.reset();
    }
    if (spec.personality)
        TARE_CHECK(setPersonality(*spec.personality));
    return finishProcess(process, plan.seccomp, kernel, plan.groupsDenied);
}

// After `start` nobody reads the channel: what goes wrong is left in a file for it.
Error startAndExec(InitPlan &plan, const Ready &ready)
{
    if (plan.fifo) {
        char byte = 0;
        ssize_t n = 0;
        do {
            n = ::read(plan.fifo.get(), &byte, 1);
        } while (n < 0 && errno == EINTR);
    }
    if (Status hooked =
            runHooks(plan.spec.hooks.startContainer, "startContainer", plan.state, ContainerStatus::Created);
        !hooked)
        return std::move(hooked.error());
    return filterAndExec(*plan.spec.process, plan.seccomp, ready);
}

} // namespace

void runInit(InitPlan &plan, Channel &channel)
{
    channel.keepChild();
    ::prctl(PR_SET_DUMPABLE,
            plan.waitForMapping ? 1 : 0); // the mapping is written through /proc/PID, by its owner
    resetSignals();
    Result<Ready> ready = prepare(plan, channel);
    if (!ready) {
        channel.say(Said::Failed, errorToJson(ready.error()));
        ::_exit(1);
    }
    if (Status closed = closeOnExecFrom(3 + plan.preserveFds); !closed) {
        channel.say(Said::Failed, errorToJson(closed.error()));
        ::_exit(1);
    }
    channel.say(Said::Ready);
    channel.wait();
    const bool later = static_cast<bool>(plan.fifo);
    if (later)
        channel = Channel();
    const Error failed = startAndExec(plan, *ready);
    if (later)
        (void)writeAll(plan.startError.get(), errorToJson(failed));
    else
        channel.say(Said::Failed, errorToJson(failed));
    ::_exit(failed.exitCode());
}

} // namespace tare::runtime
