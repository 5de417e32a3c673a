// SPDX-License-Identifier: GPL-3.0-or-later
// Starts the image's program as an ordinary process of this machine: no namespace, no cgroup, no seccomp of
// its own, only another root folder. The overlay that is this folder is seen by this helper and its children
// alone. The program may be a stranger's: it runs as nobody, without capabilities, and cannot gain any.
#include "core/measure/host_protocol.h"
#include "core/measure/program/own_mounts.h"
#include "core/measure/program/private_commands.h"

#include "core/base/file.h"
#include "core/base/safe_path.h"
#include "core/base/time.h"
#include "core/vm/channel.h"
#include "core/vm/disk/merged_view.h"
#include "core/vm/guest/command.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tare::lab {

namespace {

using measure::HostReply;
using measure::HostRequest;

constexpr unsigned nobody = 65534;

bool readExactly(int fd, void *to, std::size_t length)
{
    auto *bytes = static_cast<char *>(to);
    while (length > 0) {
        const ssize_t n = ::read(fd, bytes, length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        bytes += n;
        length -= static_cast<std::size_t>(n);
    }
    return true;
}

bool reply(const HostReply &answer)
{
    return ::write(measure::hostSocketFd, &answer, sizeof answer) == static_cast<ssize_t>(sizeof answer);
}

// The few devices that programs take for granted, each the host's own.
Status addDevices(const std::string &merged)
{
    const UniqueFd root = TARE_TRY(openFile(merged, O_PATH | O_DIRECTORY));
    const UniqueFd dev = TARE_TRY(makeDirsInRoot(root.get(), "dev", 0755));
    const std::string at = "/proc/self/fd/" + std::to_string(dev.get());
    if (::mount("tmpfs", at.c_str(), "tmpfs", MS_NOSUID | MS_NOEXEC, "mode=0755") != 0)
        return failSystem("mount a tmpfs on", "/dev");
    const UniqueFd fresh = TARE_TRY(makeDirsInRoot(root.get(), "dev", 0755));
    for (const char *name : {"null", "zero", "full", "random", "urandom"}) {
        const UniqueFd file = TARE_TRY(openFileAt(fresh.get(), name, O_CREAT | O_WRONLY | O_CLOEXEC, 0666));
        const std::string source = std::string("/dev/") + name;
        const std::string target = "/proc/self/fd/" + std::to_string(file.get());
        if (::mount(source.c_str(), target.c_str(), nullptr, MS_BIND, nullptr) != 0)
            return failSystem("bind", source);
    }
    return {};
}

struct Start
{
    const char *root, *folder;
    pid_t parent;
    std::vector<std::string> candidates; // what execvp(3) would try
    std::vector<char *> argv, env;
    volatile int failure = 0;
};

// In the child, which shares this memory until it has executed: system calls only.
int inChild(void *data)
{
    auto *start = static_cast<Start *>(data);
    ::setsid();
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    const bool ready = ::dup2(measure::hostOutputFd, 1) == 1 && ::dup2(measure::hostOutputFd, 2) == 2 &&
                       ::chroot(start->root) == 0 && (::chdir(start->folder) == 0 || ::chdir("/") == 0);
    if (ready) {
        // The plain system calls: the C library's would tell every thread of the parent, whose memory this
        // is. A user with a single mapped id has no nobody and stays who it is.
        (void)::syscall(SYS_setgroups, 0, nullptr);
        (void)::syscall(SYS_setresgid, nobody, nobody, nobody);
        (void)::syscall(SYS_setresuid, nobody, nobody, nobody);
        __user_cap_header_struct head{_LINUX_CAPABILITY_VERSION_3, 0};
        __user_cap_data_struct none2[2] = {};
        ::syscall(SYS_capset, &head, none2);
        ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
        // After the change of user, which would clear it (prctl(2)).
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != start->parent)
            ::_exit(127); // it was killed before that
        ::close_range(3, ~0U, 0);
        errno = ENOENT;
        int failure = ENOENT;
        for (const std::string &candidate : start->candidates) {
            ::execve(candidate.c_str(), start->argv.data(), start->env.data());
            if (errno != ENOENT && errno != ENOTDIR)
                failure = errno;
        }
        errno = failure;
    }
    start->failure = errno;
    ::_exit(127);
}

std::string value(const std::vector<std::string> &env, const std::string &name, const std::string &otherwise)
{
    for (const std::string &entry : env)
        if (entry.rfind(name + "=", 0) == 0)
            return entry.substr(name.size() + 1);
    return otherwise;
}

HostReply startWorkload(const std::string &root, guest::Command &command)
{
    static char stack[256U << 10U];
    Start start{root.c_str(), command.workingDir.c_str(), ::getpid(), {}, {}, {}, 0};
    const std::string path =
        value(command.env, "PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    if (command.argv.at(0).find('/') != std::string::npos)
        start.candidates.push_back(command.argv[0]);
    else
        for (std::size_t at = 0; at <= path.size();) {
            const std::size_t end = std::min(path.find(':', at), path.size());
            start.candidates.push_back(path.substr(at, end - at) + "/" + command.argv[0]);
            at = end + 1;
        }
    for (auto [words, out] : {std::pair{&command.argv, &start.argv}, std::pair{&command.env, &start.env}}) {
        for (std::string &word : *words)
            out->push_back(word.data());
        out->push_back(nullptr);
    }
    HostReply answer;
    answer.go = monotonicNs();
    // As posix_spawn(3) does it: nothing of this process is copied, and it goes on when the child has
    // executed.
    answer.pid = ::clone(inChild, stack + sizeof stack, CLONE_VM | CLONE_VFORK | SIGCHLD, &start);
    answer.executed = monotonicNs();
    answer.failure = answer.pid < 0 ? errno : start.failure;
    return answer;
}

void endWorkload(pid_t &pid)
{
    if (pid <= 0)
        return;
    // Its session, that is, what it has started too; then whatever is left of our children.
    (void)::kill(-pid, SIGKILL);
    (void)::kill(pid, SIGKILL);
    (void)::waitpid(pid, nullptr, 0);
    while (::waitpid(-1, nullptr, WNOHANG) > 0)
        continue;
    pid = 0;
}

Status serve(const std::string &root)
{
    pid_t running = 0;
    if (!reply({}))
        return {};
    HostRequest request;
    while (readExactly(measure::hostSocketFd, &request, sizeof request)) {
        endWorkload(running);
        HostReply answer;
        if (request.length > vm::largestCommand)
            return fail(Errc::TooLarge, "command", "it is longer than 4 MiB");
        if (request.length > 0) {
            std::string body(request.length, '\0');
            if (!readExactly(measure::hostSocketFd, body.data(), body.size()))
                break;
            guest::Command command = guest::parseCommand(body);
            if (command.argv.empty())
                return fail(Errc::InvalidArgument, "command", "there is none");
            answer = startWorkload(root, command);
            running = answer.pid;
        }
        if (!reply(answer))
            break;
    }
    endWorkload(running);
    return {};
}

} // namespace

int hostSubject(int argc, char **argv, const std::string &work, const std::vector<std::string> &layers)
{
    const Status done = [&]() -> Status {
        TARE_CHECK(becomeRoot(argc, argv));
        ::prctl(PR_SET_CHILD_SUBREAPER, 1);
        TARE_CHECK(vm::enterPrivateMounts());
        const std::string root = TARE_TRY(vm::mountMerged(layers, work, true));
        TARE_CHECK(addDevices(root));
        return serve(root);
    }();
    if (!done) {
        std::fprintf(stderr, "tare-lab host-subject: %s\n", done.error().text().c_str());
        return 1;
    }
    return 0;
}

} // namespace tare::lab
