// SPDX-License-Identifier: GPL-3.0-or-later
// Running a program as root of a mapping.
#include "core/runtime/userns/userns.h"

#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"
#include "core/base/unique_fd.h"

#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <linux/sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tare::userns {
namespace {

std::vector<char *> pointers(const std::vector<std::string> &words)
{
    std::vector<char *> out;
    out.reserve(words.size() + 1);
    for (const auto &w : words)
        out.push_back(const_cast<char *>(w.c_str())); // NOLINT: the interface of execve(2)
    out.push_back(nullptr);
    return out;
}

// What the child says on its pipe when it cannot go on.
struct Report
{
    int stage = 0; // 1 mapping, 2 mount namespace, 3 exec
    int osError = 0;
};

// Only system calls from here to the exec: the parent may have threads.
[[noreturn]] void child(int goFd, int reportFd, const char *file, char *const *argv, char *const *env,
                        bool mounts)
{
    Report report;
    char go = 0;
    ssize_t n = 0;
    do {
        n = ::read(goFd, &go, 1);
    } while (n < 0 && errno == EINTR);
    if (n == 1) { // else the parent is gone or could not map
        report.stage = 1;
        if (::syscall(SYS_setresgid, 0, 0, 0) == 0 && ::syscall(SYS_setresuid, 0, 0, 0) == 0) {
            report.stage = 2;
            if (!mounts || ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0) {
                report.stage = 3;
                ::prctl(PR_SET_PDEATHSIG, SIGKILL);
                sigset_t none;
                sigemptyset(&none);
                ::sigprocmask(SIG_SETMASK, &none, nullptr);
                ::execve(file, argv, env);
            }
        }
        report.osError = errno;
        [[maybe_unused]] const ssize_t told = ::write(reportFd, &report, sizeof report);
    }
    ::_exit(127);
}

std::string resolve(const std::string &program)
{
    if (program.find('/') != std::string::npos)
        return program;
    const char *path = std::getenv("PATH"); // NOLINT(concurrency-mt-unsafe)
    for (const std::string_view dir : split(path != nullptr ? path : "/usr/bin:/bin", ':')) {
        std::string file = std::string(dir.empty() ? "." : dir) + "/" + program;
        if (::access(file.c_str(), X_OK) == 0)
            return file;
    }
    return {};
}

tl::unexpected<Error> failNoNamespace(int os)
{
    const auto restricted = readFile("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", 16);
    const auto most = readFile("/proc/sys/user/max_user_namespaces", 32);
    std::string advice;
    if (restricted && trim(*restricted) == "1")
        advice =
            "AppArmor restricts user namespaces here: install Tare's profile (installer/data/tare.apparmor).";
    else if (most && trim(*most) == "0")
        advice = "Allow them: sudo sysctl user.max_user_namespaces=15000.";
    return fail(Errc::NotOnThisMachine, "user namespaces", strerrorText(os), advice);
}

} // namespace

Result<int> run(const Mapping &mapping, const RunOptions &options)
{
    if (options.argv.empty())
        return fail(Errc::InvalidArgument, {}, "no program to run");
    std::string file = resolve(options.argv[0]);
    if (file.empty())
        return fail(Errc::CommandNotFound, options.argv[0]);
    if (file == "/proc/self/exe") {
        char self[PATH_MAX];
        const ssize_t n = ::readlink("/proc/self/exe", self, sizeof self);
        if (n > 0)
            file.assign(self, static_cast<std::size_t>(n));
    }
    Pipe go = TARE_TRY(makePipe());
    Pipe report = TARE_TRY(makePipe());
    const auto argv = pointers(options.argv);
    const auto env = pointers(options.env);

    clone_args args{};
    args.flags = CLONE_NEWUSER | (options.mountNamespace ? CLONE_NEWNS : 0U);
    args.exit_signal = SIGCHLD;
    sigset_t all, before;
    sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before); // no handler of the caller's runs in the child
    const auto pid = static_cast<pid_t>(::syscall(SYS_clone3, &args, sizeof args));
    if (pid == 0)
        child(go.read.get(), report.write.get(), file.c_str(), argv.data(),
              options.env.empty() ? environ : env.data(), options.mountNamespace);
    const int cloneError = errno;
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    if (pid < 0)
        return failNoNamespace(cloneError);
    UniqueFd pidFd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    Child running(pid, std::move(pidFd));
    go.read.reset();
    report.write.reset();

    if (Status mapped = apply(pid, mapping); !mapped) {
        go.write.reset(); // the child ends by itself
        (void)running.wait();
        return tl::unexpected<Error>(std::move(mapped.error()).while_("map ids"));
    }
    if (::write(go.write.get(), "g", 1) != 1)
        return failSystem("start", options.argv[0]);
    Report said;
    ssize_t n = 0;
    do {
        n = ::read(report.read.get(), &said, sizeof said);
    } while (n < 0 && errno == EINTR);
    const int code = TARE_TRY(running.wait());
    if (n != static_cast<ssize_t>(sizeof said))
        return code;
    if (said.stage != 3)
        return failNoNamespace(said.osError);
    if (said.osError == ENOENT)
        return fail(Errc::CommandNotFound, options.argv[0]);
    return fail(Errc::CommandNotRunnable, options.argv[0], strerrorText(said.osError));
}

Error exec(const Mapping &mapping, const RunOptions &options)
{
    Result<int> code = run(mapping, options);
    if (!code)
        return std::move(code.error());
    ::_exit(*code);
}

} // namespace tare::userns
