// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/launch/spawn.h"

#include "core/base/error_json.h"
#include "core/base/file.h"
#include "core/base/strings.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <linux/sched.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tare::runtime {
namespace {

pid_t clone(std::uint64_t flags, int cgroupFd, int *pidFd)
{
    clone_args args{};
    args.flags = flags | CLONE_PIDFD;
    args.pidfd = reinterpret_cast<std::uintptr_t>(pidFd);
    args.exit_signal = (flags & CLONE_PARENT) != 0 ? 0 : SIGCHLD;
    if (cgroupFd >= 0) {
        args.flags |= CLONE_INTO_CGROUP;
        args.cgroup = static_cast<std::uint64_t>(cgroupFd);
    }
    return static_cast<pid_t>(::syscall(SYS_clone3, &args, sizeof args));
}

tl::unexpected<Error> failClone(std::uint64_t flags)
{
    const int os = errno;
    auto failed = failSystem("create", "the container's process", os);
    if ((flags & CLONE_NEWUSER) != 0 && (os == EPERM || os == ENOSPC || os == EACCES))
        failed = fail(Errc::NotOnThisMachine, "user namespaces", strerrorText(os),
                      "Allow them: sudo sysctl user.max_user_namespaces=15000.");
    else if (os == EPERM)
        failed = fail(Errc::PermissionDenied, "namespaces", "they need root or a user namespace",
                      "Add a user namespace to config.json.");
    failed.value().osError = os;
    return failed;
}

// In the helper: says what went wrong, and ends.
[[noreturn]] void giveUp(const Channel &channel, const Error &error)
{
    channel.say(Said::Failed, errorToJson(error));
    ::_exit(1);
}

// A process that `enter`s namespaces and then clones the one that matters as its own sibling, so that it is
// the caller's child. Needed because a pid namespace is entered only by what is cloned afterwards.
Result<SpawnedProcess> spawnThroughHelper(std::uint64_t flags, int cgroupFd, Channel &channel,
                                          const std::function<Status()> &enter,
                                          const std::function<void()> &body)
{
    int helperFd = -1;
    const pid_t helper = clone(0, -1, &helperFd);
    if (helper < 0)
        return failClone(0);
    if (helper == 0) {
        channel.keepChild();
        ::prctl(PR_SET_DUMPABLE, 0); // before anything of the container can see us (CVE-2016-9962)
        if (const Status entered = enter(); !entered)
            giveUp(channel, entered.error());
        int unused = -1;
        const pid_t pid = clone(flags | CLONE_PARENT, cgroupFd, &unused);
        if (pid == 0) {
            channel.wait(); // until the helper's word is read: the two share a pipe
            body();
        }
        if (pid < 0)
            giveUp(channel, failClone(flags).value());
        channel.say(Said::Pid, std::to_string(pid));
        ::_exit(0);
    }
    const UniqueFd held(helperFd);
    channel.keepParent(); // or its end would never show
    const Message m = channel.receive();
    while (::waitpid(helper, nullptr, 0) < 0 && errno == EINTR) {
    }
    if (m.said == Said::Failed)
        return tl::unexpected<Error>(errorFromJson(m.body));
    const auto pid = static_cast<pid_t>(parseInt(m.body).value_or(0));
    if (m.said != Said::Pid || pid <= 0)
        return fail(Errc::Internal, "container", "the process that makes its first one ended");
    // It is our child: its number is its own until we wait for it.
    UniqueFd pidFd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    channel.go();
    return SpawnedProcess{pid, std::move(pidFd)};
}

} // namespace

Result<SpawnedProcess> spawnInNamespaces(const Spec &spec, int cgroupFd, Channel &channel,
                                         const std::function<void()> &body)
{
    std::uint64_t fresh = 0;
    std::vector<std::pair<NamespaceKind, UniqueFd>> joined;
    for (const Namespace &n : spec.namespaces) {
        if (!n.path.empty())
            joined.emplace_back(n.kind, TARE_TRY(openFile(n.path, O_RDONLY)));
        else if (n.kind != NamespaceKind::Cgroup && n.kind != NamespaceKind::Time) // see init.cpp
            fresh |= namespaceFlag(n.kind);
    }
    if (joined.empty()) {
        int pidFd = -1;
        const pid_t pid = clone(fresh, cgroupFd, &pidFd);
        if (pid == 0)
            body();
        if (pid < 0)
            return failClone(fresh);
        return SpawnedProcess{pid, UniqueFd(pidFd)};
    }
    // The user namespace first: it owns the others.
    std::stable_partition(joined.begin(), joined.end(),
                          [](const auto &j) { return j.first == NamespaceKind::User; });
    const auto enter = [&]() -> Status {
        for (const auto &[kind, fd] : joined) {
            if (::setns(fd.get(), static_cast<int>(namespaceFlag(kind))) != 0)
                return failSystem("join namespace", spec.find(kind)->path);
        }
        return {};
    };
    return spawnThroughHelper(fresh, cgroupFd, channel, enter, body);
}

Result<SpawnedProcess> spawnInside(int pidFd, int flags, const std::function<Status()> &join, Channel &channel,
                                   const std::function<void()> &body)
{
    const auto enter = [&]() -> Status {
        TARE_CHECK(join());
        if (flags != 0 && ::setns(pidFd, flags) != 0) // 0: it shares all of ours
            return failSystem("enter", "the container's namespaces");
        return {};
    };
    return spawnThroughHelper(0, -1, channel, enter, body);
}

} // namespace tare::runtime
