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

// A time namespace is for the children of its maker, and its clocks are set before anyone is in it (time_namespaces(7)).
Status makeTimeNamespace(const Spec &spec, const UniqueFd &clocks)
{
    if (!spec.makes(NamespaceKind::Time))
        return {};
    constexpr int newTime = 0x80; // CLONE_NEWTIME
    if (::unshare(newTime) != 0)
        return failSystem("create namespace", "time");
    std::string offsets;
    for (const TimeOffset &o : spec.timeOffsets)
        offsets += std::string(o.clock) + " " + std::to_string(o.seconds) + " " + std::to_string(o.nanoseconds) + "\n";
    if (!offsets.empty() && ::write(clocks.get(), offsets.data(), offsets.size()) < 0)
        return failSystem("set", "the clocks of the time namespace");
    const UniqueFd children = TARE_TRY(openFile("/proc/self/ns/time_for_children", O_RDONLY));
    if (::setns(children.get(), newTime) != 0)
        return failSystem("enter namespace", "time");
    return {};
}

// Everything up to the moment at which only the command is missing.
Result<Ready> prepare(InitPlan &plan, const Channel &channel, const Announce &announce)
{
    const Spec &spec = plan.spec;
    const Process &process = *spec.process;
    if (plan.waitForMapping) {
        channel.say(Said::Mapped);
        channel.wait();
    }
    // These files belong to the machine's root as soon as we cannot be looked at.
    if (process.oomScoreAdj)
        TARE_CHECK(setOomScore(*process.oomScoreAdj));
    UniqueFd clocks;
    if (!spec.timeOffsets.empty())
        clocks = TARE_TRY(openFile("/proc/self/timens_offsets", O_WRONLY));
    ::prctl(PR_SET_DUMPABLE, 0);
    TARE_CHECK(cgroup::Group::joinSelf(plan.groupFds));
    plan.groupFds.clear();
    resetAffinity();
    // A cgroup namespace takes the group of its maker as its top.
    if (spec.makes(NamespaceKind::Cgroup) && ::unshare(CLONE_NEWCGROUP) != 0)
        return failSystem("create namespace", "cgroup");
    if (::setsid() < 0 && errno != EPERM)
        return failSystem("create session", "");
    // The host's session keyring would be readable otherwise.
    if (!plan.noNewKeyring)
        (void)::syscall(SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, ("_ses." + plan.state.id).c_str());
    ::umask(0);

    std::optional<Rootfs> rootfs;
    rootfs.emplace(TARE_TRY(Rootfs::mount(plan.rootfs)));
    if (plan.rootfs.userNamespace) {
        rootfs->openSources();
        TARE_CHECK(becomeRootInside());
    }
    TARE_CHECK(setNames(spec));
    TARE_CHECK(makeTimeNamespace(spec, clocks)); // while the host's /proc is there
    if (spec.makes(NamespaceKind::Network))
        TARE_CHECK(raiseLoopback());
    ::umask(0022);
    TARE_CHECK(rootfs->mountAll());
    ::umask(0);
    TARE_CHECK(rootfs->populateDev());
    ::umask(0022);
    TARE_CHECK(rootfs->makeWorkingDir(process.cwd));
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
        runHooks(spec.hooks.createContainer, "createContainer", plan.state, ContainerStatus::Created, plan.rootfs.rootfs));
    if (plan.consoleSocket) {
        TARE_CHECK(openConsole(rootfs->fd(), plan.consoleSocket.get(), process.rows, process.columns, process.uid, true));
        plan.consoleSocket.reset();
    }
    TARE_CHECK(rootfs->seal());
    TARE_CHECK(rootfs->pivot(plan.noPivot));
    rootfs.reset();
    if (spec.personality)
        TARE_CHECK(setPersonality(*spec.personality));
    if (spec.memoryPolicy)
        TARE_CHECK(setMemoryPolicy(*spec.memoryPolicy));
    return finishProcess(process, plan.seccomp, kernel, plan.groupsDenied, announce);
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
    return execReady(*plan.spec.process, ready);
}

} // namespace

void runInit(InitPlan &plan, Channel &channel)
{
    channel.keepChild();
    ::prctl(PR_SET_DUMPABLE,
            plan.waitForMapping ? 1 : 0); // the mapping is written through /proc/PID, by its owner
    resetSignals();
    const auto giveUp = [&](const Error &error) {
        channel.say(Said::Failed, errorToJson(error));
        ::_exit(1);
    };
    const Announce announce = [&](int listener) -> Status {
        channel.say(Said::Listener, std::to_string(listener));
        channel.wait();
        return {};
    };
    Result<Ready> ready = prepare(plan, channel, announce);
    if (!ready)
        giveUp(ready.error());
    if (Status closed = closeOnExecFrom(3 + plan.preserveFds); !closed)
        giveUp(closed.error());
    if (Status filtered = filterLast(*plan.spec.process, plan.seccomp, announce); !filtered)
        giveUp(filtered.error());
    channel.say(Said::Ready);
    channel.wait();
    const bool later = static_cast<bool>(plan.fifo);
    const Error failed = startAndExec(plan, *ready);
    if (later)
        (void)writeAll(plan.startError.get(), errorToJson(failed));
    else
        channel.say(Said::Failed, errorToJson(failed));
    ::_exit(failed.exitCode());
}

} // namespace tare::runtime
