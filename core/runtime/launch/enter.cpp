// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/launch/enter.h"

#include "core/base/error_json.h"
#include "core/base/file.h"
#include "core/base/scope_exit.h"
#include "core/base/strings.h"
#include "core/runtime/cgroup/cgroup.h"
#include "core/runtime/launch/console.h"
#include "core/runtime/launch/kernel.h"
#include "core/runtime/launch/listener.h"
#include "core/runtime/launch/log.h"
#include "core/runtime/launch/validate.h"
#include "core/runtime/process/command.h"
#include "core/runtime/process/credentials.h"
#include "core/runtime/process/finish.h"
#include "core/runtime/state/state.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <linux/keyctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tare::runtime {
namespace {

// The namespaces in which the container's first process is not where we are. Asked of the kernel: what the
// configuration says may have been joined by path. The mount namespace comes with the user namespace in one
// setns(2).
Result<int> namespacesToJoin(pid_t pid)
{
    int flags = 0;
    for (std::size_t k = 0; k < namespaceKinds; ++k) {
        const auto kind = static_cast<NamespaceKind>(k);
        const std::string name = std::string("/ns/") + namespaceFile(kind);
        struct stat ours
        {
        }, theirs{};
        if (::stat(("/proc/self" + name).c_str(), &ours) != 0)
            continue; // the kernel has no such kind
        if (::stat(("/proc/" + std::to_string(pid) + name).c_str(), &theirs) != 0)
            return failSystem("look at", "the container's namespaces");
        if (ours.st_ino != theirs.st_ino || ours.st_dev != theirs.st_dev)
            flags |= static_cast<int>(namespaceFlag(kind));
    }
    return flags;
}

struct EnterPlan
{
    EnterOptions &options;
    const SeccompFilter &seccomp;
    const Spec &spec;
    bool userNamespace = false, groupsDenied = false;
    UniqueFd root; // of a container that shares our mount namespace: entering that does not change the root
};

Result<Ready> prepare(EnterPlan &plan, const Announce &announce)
{
    const Process &process = plan.options.process;
    if (plan.userNamespace &&
        (::syscall(SYS_setresgid, 0, 0, 0) != 0 || ::syscall(SYS_setresuid, 0, 0, 0) != 0))
        return failSystem("become root of", "the user namespace");
    if (plan.root && (::fchdir(plan.root.get()) != 0 || ::chroot(".") != 0))
        return failSystem("enter", "the container's root");
    plan.root.reset();
    if (::setsid() < 0 && errno != EPERM)
        return failSystem("create session", "");
    (void)::syscall(SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, ("_ses." + plan.options.id).c_str());
    const KernelFiles kernel = TARE_TRY(KernelFiles::open(!process.apparmorProfile.empty()));
    if (process.terminal) {
        const UniqueFd root = TARE_TRY(openFile("/", O_PATH | O_DIRECTORY));
        TARE_CHECK(openConsole(root.get(), plan.options.console.get(), process.rows, process.columns,
                               process.uid, false));
        plan.options.console.reset();
    }
    // Those of the container's that a process has by itself, and does not get with the namespaces.
    if (plan.spec.personality)
        TARE_CHECK(setPersonality(*plan.spec.personality));
    if (plan.spec.memoryPolicy)
        TARE_CHECK(setMemoryPolicy(*plan.spec.memoryPolicy));
    return finishProcess(process, plan.seccomp, kernel, plan.groupsDenied, announce);
}

[[noreturn]] void runEntered(EnterPlan &plan, Channel &channel)
{
    ::prctl(PR_SET_DUMPABLE, 0);
    resetSignals();
    const auto giveUp = [&](const Error &error) {
        channel.say(Said::Failed, errorToJson(error));
        ::_exit(error.exitCode());
    };
    const Announce announce = [&](int listener) -> Status {
        channel.say(Said::Listener, std::to_string(listener));
        channel.wait();
        return {};
    };
    Result<Ready> ready = prepare(plan, announce);
    if (!ready)
        giveUp(ready.error());
    if (Status closed = closeOnExecFrom(3 + plan.options.preserveFds); !closed)
        giveUp(closed.error());
    if (Status filtered = filterLast(plan.options.process, plan.seccomp, announce); !filtered)
        giveUp(filtered.error());
    channel.say(Said::Ready);
    channel.wait();
    giveUp(execReady(plan.options.process, *ready));
    ::_exit(1);
}

Result<SpawnedProcess> converse(const EnterOptions &options, const State &state, const SeccompFilter &seccomp,
                                const Channel &channel, SpawnedProcess process)
{
    ScopeExit undo([&] {
        (void)::syscall(SYS_pidfd_send_signal, process.pidFd.get(), SIGKILL, nullptr, 0);
        while (::waitpid(process.pid, nullptr, 0) < 0 && errno == EINTR) {
        }
    });
    bool ready = false;
    while (true) {
        const Message m = channel.receive();
        if (m.said == Said::Failed)
            return tl::unexpected<Error>(errorFromJson(m.body));
        if (m.said == Said::Ended && !ready)
            return fail(Errc::Internal, options.id, "the process ended before it was ready");
        if (m.said == Said::Ended)
            break;
        if (m.said == Said::Listener) {
            TARE_CHECK(sendListener(seccomp, process.pidFd.get(), process.pid, m.body, state, ContainerStatus::Running));
            channel.go();
            continue;
        }
        ready = true;
        debug("child process in init(): " + std::to_string(process.pid) + " is ready");
        debug("setns_init: about to exec");
        if (!options.pidFile.empty())
            TARE_CHECK(writePidFile(options.pidFile, process.pid));
        if (!options.pidFdSocket.empty()) {
            const UniqueFd socket = TARE_TRY(connectSocket(options.pidFdSocket));
            TARE_CHECK(sendFd(socket.get(), process.pidFd.get(), "pidfd"));
        }
        channel.go();
    }
    undo.dismiss();
    return process;
}

} // namespace

Result<SpawnedProcess> enterContainer(EnterOptions options)
{
    const State state = TARE_TRY(StateDir::read(options.root, options.id));
    switch (currentStatus(options.root, state)) {
    case ContainerStatus::Paused:
        if (!options.ignorePaused)
            return fail(Errc::Paused, options.id);
        break;
    case ContainerStatus::Stopped:
    case ContainerStatus::Creating:
        return fail(Errc::NotRunning, options.id);
    case ContainerStatus::Created:
    case ContainerStatus::Running:
        break;
    }
    const Spec spec = TARE_TRY(StateDir::spec(options.root + "/" + state.id, state));
    if (options.process.args.empty() || options.process.args[0].empty())
        return fail(Errc::InvalidArgument, "exec", "there is no command");
    const SeccompFilter seccomp = TARE_TRY(seccompOf(spec));
    const UniqueFd first = TARE_TRY(state.process.open());
    const int flags = TARE_TRY(namespacesToJoin(state.process.pid));
    std::vector<UniqueFd> cgroupFds;
    if (!state.cgroupPath.empty()) {
        const auto hierarchy = TARE_TRY(cgroup::Hierarchy::detect());
        const auto group = cgroup::Group::open(hierarchy, state.cgroupPath);
        cgroupFds = TARE_TRY(options.subgroups.empty() ? group.joinFds(true) : group.joinFds(options.subgroups));
    }
    const auto join = [&]() -> Status {
        if (options.process.oomScoreAdj) {
            // The file is the machine's root's while we cannot be looked at. Nobody of the container can yet.
            ::prctl(PR_SET_DUMPABLE, 1);
            const Status scored = setOomScore(*options.process.oomScoreAdj);
            ::prctl(PR_SET_DUMPABLE, 0);
            TARE_CHECK(scored);
        }
        if (!options.process.initialAffinity.empty())
            TARE_CHECK(setAffinity(options.process.initialAffinity));
        for (const UniqueFd &fd : cgroupFds) {
            if (::write(fd.get(), "0", 1) == 1)
                continue;
            const int os = errno;
            const std::string what = "error adding pid " + std::to_string(::getpid()) + " to cgroups";
            if (os != EBUSY || !options.subgroups.empty())
                return fail(Errc::InvalidArgument, what, "cgroup.procs: " + toLower(strerrorText(os)));
            const UniqueFd actual = TARE_TRY(cgroup::Group::joinFdOf(state.process.pid));
            if (::write(actual.get(), "0", 1) != 1)
                return failSystem("join", "the control group of the container's first process");
        }
        if (options.process.initialAffinity.empty())
            resetAffinity();
        return {};
    };
    EnterPlan plan{options, seccomp, spec};
    plan.userNamespace = (flags & static_cast<int>(namespaceFlag(NamespaceKind::User))) != 0;
    if ((flags & static_cast<int>(namespaceFlag(NamespaceKind::Mount))) == 0)
        plan.root = TARE_TRY(openFile("/proc/" + std::to_string(state.process.pid) + "/root", O_PATH | O_DIRECTORY));
    const auto setgroups = readFile("/proc/" + std::to_string(state.process.pid) + "/setgroups", 16);
    plan.groupsDenied = setgroups && setgroups->compare(0, 4, "deny") == 0;
    debug("nsexec started: nsexec container setup");
    Channel channel = TARE_TRY(Channel::create());
    auto process =
        TARE_TRY(spawnInside(first.get(), flags, join, channel, [&] { runEntered(plan, channel); }));
    return converse(options, state, seccomp, channel, std::move(process));
}

} // namespace tare::runtime
