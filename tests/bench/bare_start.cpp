// SPDX-License-Identifier: GPL-3.0-or-later
// The floor under every container start: clone3 with the namespaces, an overlay, pivot_root, exec, wait. No control
// group, no /dev, no filter, no error worth reading: what is left is the kernel's part.
//
//   bench_bare_start LOWER SCRATCH COMMAND…             once; the command's exit code
//   bench_bare_start --repeat N LOWER SCRATCH COMMAND…  prints the times in milliseconds, one a line
//
// LOWER is a root file system, SCRATCH an empty folder on the same kind of file system as a container's.
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <linux/sched.h>
#include <sched.h>
#include <string>
#include <csignal>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

[[noreturn]] void die(const char *what)
{
    std::perror(what);
    std::exit(1);
}

struct Folders
{
    std::string upper, work, root, options;
};

Folders makeFolders(const std::string &lower, const std::string &scratch, int n)
{
    const std::string base = scratch + "/" + std::to_string(n);
    Folders f{base + "/upper", base + "/work", base + "/root", {}};
    for (const std::string &dir : {base, f.upper, f.work, f.root}) {
        if (::mkdir(dir.c_str(), 0755) != 0)
            die(dir.c_str());
    }
    f.options = "lowerdir=" + lower + ",upperdir=" + f.upper + ",workdir=" + f.work + ",volatile";
    return f;
}

[[noreturn]] void child(const Folders &f, char **command)
{
    if (::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::mount("overlay", f.root.c_str(), "overlay", 0, f.options.c_str()) != 0)
        die("mount");
    if (::chdir(f.root.c_str()) != 0 || ::syscall(SYS_pivot_root, ".", ".") != 0 || ::umount2(".", MNT_DETACH) != 0)
        die("pivot_root");
    ::execv(command[0], command);
    die(command[0]);
}

int startOnce(const Folders &f, char **command)
{
    clone_args args{};
    args.flags = CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP;
    args.exit_signal = SIGCHLD;
    const auto pid = static_cast<pid_t>(::syscall(SYS_clone3, &args, sizeof args));
    if (pid < 0)
        die("clone3");
    if (pid == 0)
        child(f, command);
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

double nowMs()
{
    timespec t{};
    ::clock_gettime(CLOCK_MONOTONIC, &t);
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
}

} // namespace

int main(int argc, char **argv)
{
    int repeat = 0;
    int at = 1;
    if (argc > 2 && std::strcmp(argv[1], "--repeat") == 0) {
        repeat = std::atoi(argv[2]); // NOLINT(cert-err34-c): 0 shows below
        at = 3;
    }
    if (argc - at < 3 || (at == 3 && repeat < 1)) {
        std::fputs("usage: bench_bare_start [--repeat N] LOWER SCRATCH COMMAND…\n", stderr);
        return 2;
    }
    if (repeat == 0)
        return startOnce(makeFolders(argv[at], argv[at + 1], static_cast<int>(::getpid())), argv + at + 2);
    for (int n = 0; n < repeat; ++n) {
        const double start = nowMs();
        const int code = startOnce(makeFolders(argv[at], argv[at + 1], n), argv + at + 2);
        std::printf("%.3f\n", nowMs() - start);
        if (code != 0)
            return code;
    }
    return 0;
}
