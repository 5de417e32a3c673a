// SPDX-License-Identifier: GPL-3.0-or-later
// tare-init -- COMMAND [ARG…]: the first process of a container with --init. Starts the command in a process group and, where
// there is a terminal, in its foreground; passes on every signal it gets; reaps whoever is left to it; ends as the command
// ended (128 + signal when one ended it), 127 or 126 when it cannot be started. What tini does for docker-init.
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

// Of the program's own mistakes; and those of a terminal, which would stop this process.
constexpr int kept[] = {SIGFPE, SIGILL, SIGSEGV, SIGBUS, SIGABRT, SIGTRAP, SIGSYS};

[[noreturn]] void becomeCommand(char **command, const sigset_t &before)
{
    ::setpgid(0, 0);
    // Not in the foreground yet: asking for it would stop us, were it not ignored (tcsetpgrp(3)).
    ::signal(SIGTTOU, SIG_IGN);
    ::signal(SIGTTIN, SIG_IGN);
    if (::isatty(STDIN_FILENO) != 0)
        ::tcsetpgrp(STDIN_FILENO, ::getpgrp());
    ::signal(SIGTTOU, SIG_DFL);
    ::signal(SIGTTIN, SIG_DFL);
    ::sigprocmask(SIG_SETMASK, &before, nullptr);
    ::execvp(command[0], command);
    const int error = errno;
    std::fprintf(stderr, "exec: \"%s\": %s\n", command[0], std::strerror(error)); // NOLINT(concurrency-mt-unsafe): the only thread
    ::_exit(error == ENOENT || error == ENOTDIR ? 127 : 126);
}

// Of the command; -1 while it runs.
int reap(pid_t command)
{
    int code = -1;
    while (true) {
        int status = 0;
        const pid_t pid = ::waitpid(-1, &status, WNOHANG);
        if (pid <= 0)
            return code;
        if (pid == command)
            code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    }
}

} // namespace

int main(int argc, char **argv)
{
    char **command = argv + 1;
    if (argc > 1 && std::strcmp(argv[1], "--") == 0)
        ++command;
    if (argc < 2 || *command == nullptr) {
        std::fputs("usage: tare-init -- COMMAND [ARG...]\n", stderr);
        return 2;
    }
    if (::getpid() != 1)
        ::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); // with --pid host: still the one whom orphans are left to
    sigset_t waited, before;
    ::sigfillset(&waited);
    for (const int signal : kept)
        ::sigdelset(&waited, signal);
    ::sigprocmask(SIG_SETMASK, &waited, &before);
    const pid_t pid = ::fork();
    if (pid < 0) {
        std::perror("tare-init: fork");
        return 126;
    }
    if (pid == 0)
        becomeCommand(command, before);
    while (true) {
        siginfo_t info{};
        const int signal = ::sigwaitinfo(&waited, &info);
        if (signal < 0)
            continue; // EINTR
        if (signal != SIGCHLD) {
            ::kill(pid, signal);
            continue;
        }
        const int code = reap(pid);
        if (code >= 0)
            return code;
    }
}
