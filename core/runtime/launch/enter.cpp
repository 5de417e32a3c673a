// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/launch/enter.h"

#include "core/base/error_json.h"
#include "core/base/file.h"
#include "core/base/scope_exit.h"
#include "core/runtime/cgroup/cgroup.h"
#include "core/runtime/launch/console.h"
#include "core/runtime/launch/kernel.h"
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
    bool userNamespace = false, groupsDenied = false;
};

Result<Ready> prepare(EnterPlan &plan)
{
    const Process &process = plan.options.process;
    if (plan.userNamespace &&
        (::syscall(SYS_setresgid, 0, 0, 0) != 0 || ::syscall(SYS_setresuid, 0, 0, 0) != 0))
        return failSystem("become root of", "the user namespace");
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
    return finishProcess(process, plan.seccomp, kernel, plan.groupsDenied);
}

[[noreturn]] void runEntered(EnterPlan &plan, Channel &channel)
{
    ::prctl(PR_SET_DUMPABLE, 0);
    resetSignals();
    const auto giveUp = [&](const Error &error) {
        channel.say(Said::Failed, errorToJson(error));
        ::_exit(error.exitCode());
    };
    Result<Ready> ready = prepare(plan);
    if (!ready)
        giveUp(ready.error());
    if (Status closed = closeOnExecFrom(3 + plan.options.preserveFds); !closed)
        giveUp(closed.error());
    channel.say(Said::Ready);
    channel.wait();
    giveUp(filterAndExec(plan.options.process, plan.seccomp, *ready));
    ::_exit(1);
}

Result<SpawnedProcess> converse(const EnterOptions &options, const Channel &channel, SpawnedProcess process)
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
        ready = true;
        if (!options.pidFile.empty())
            TARE_CHECK(writePidFile(options.pidFile, process.pid));
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
        return fail(Errc::Paused, options.id);
    case ContainerStatus::Stopped:
    case ContainerStatus::Creating:
        return fail(Errc::NotRunning, options.id);
    case ContainerStatus::Created:
    case ContainerStatus::Running:
        break;
    }
    const Spec spec = TARE_TRY(Spec::load(state.bundle));
    if (options.process.args.empty() || options.process.args[0].empty())
        return fail(Errc::InvalidArgument, "exec", "there is no command");
    const SeccompFilter seccomp = TARE_TRY(compileSeccomp(spec.seccomp));
    const UniqueFd first = TARE_TRY(state.process.open());
    const int flags = TARE_TRY(namespacesToJoin(state.process.pid));
    std::vector<UniqueFd> cgroupFds;
    if (!state.cgroupPath.empty()) {
        const auto hierarchy = TARE_TRY(cgroup::Hierarchy::detect());
        cgroupFds = TARE_TRY(cgroup::Group::open(hierarchy, state.cgroupPath).joinFds(true));
    }
    EnterPlan plan{options, seccomp};
    plan.userNamespace = (flags & static_cast<int>(namespaceFlag(NamespaceKind::User))) != 0;
    const auto setgroups = readFile("/proc/" + std::to_string(state.process.pid) + "/setgroups", 16);
    plan.groupsDenied = setgroups && setgroups->compare(0, 4, "deny") == 0;
    Channel channel = TARE_TRY(Channel::create());
    auto process =
        TARE_TRY(spawnInside(first.get(), flags, cgroupFds, -1, channel, [&] { runEntered(plan, channel); }));
    return converse(options, channel, std::move(process));
}

} // namespace tare::runtime
