// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vm/guest/run.h"

#include "core/vm/guest/system.h"
#include "core/vm/guest/user.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tare::guest {

namespace {

constexpr const char *defaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
constexpr std::size_t piece = 32U << 10U; // of a stream, in one frame

std::string value(const std::vector<std::string> &env, const std::string &name)
{
    for (auto entry = env.rbegin(); entry != env.rend(); ++entry)
        if (entry->rfind(name + "=", 0) == 0)
            return entry->substr(name.size() + 1);
    return {};
}

std::vector<char *> pointers(std::vector<std::string> &words)
{
    std::vector<char *> out;
    out.reserve(words.size() + 1);
    for (std::string &word : words)
        out.push_back(word.data());
    out.push_back(nullptr);
    return out;
}

// In the child. Only returns when the command cannot be executed; errno says why.
void execute(std::vector<std::string> argv, std::vector<std::string> env)
{
    const std::vector<char *> args = pointers(argv);
    const std::vector<char *> environment = pointers(env);
    if (argv[0].find('/') != std::string::npos) {
        ::execve(argv[0].c_str(), args.data(), environment.data());
        return;
    }
    int failure = ENOENT;
    std::string path = value(env, "PATH");
    for (char *folder = ::strtok(path.data(), ":"); folder != nullptr; folder = ::strtok(nullptr, ":")) {
        ::execve((std::string(folder) + "/" + argv[0]).c_str(), args.data(), environment.data());
        if (errno != ENOENT && errno != ENOTDIR)
            failure = errno;
    }
    errno = failure;
}

struct Pipe
{
    int read = -1, write = -1;
};

Pipe makePipe()
{
    int fds[2];
    if (::pipe2(fds, O_CLOEXEC) != 0)
        die("make a pipe");
    return {fds[0], fds[1]};
}

[[noreturn]] void child(const Command &command, const User &user, std::vector<std::string> env, int out,
                        int err, int failure)
{
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    ::setsid();
    const int null = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    const char *stage = "chdir to the working folder";
    if (null >= 0 && ::dup2(null, 0) == 0 && ::dup2(out, 1) == 1 && ::dup2(err, 2) == 2 &&
        ::chdir(command.workingDir.c_str()) == 0) {
        stage = "change the user";
        if (::setgroups(user.groups.size(), user.groups.data()) == 0 && ::setgid(user.gid) == 0 &&
            ::setuid(user.uid) == 0) {
            stage = "";
            execute(command.argv, std::move(env));
        }
    }
    const int reason = errno;
    (void)!::write(failure, &reason, sizeof reason);
    ::dprintf(err, "tare: %s%s%s: %s\n", stage, *stage != '\0' ? " for " : "", command.argv[0].c_str(),
              std::strerror(reason));
    ::_exit(reason == ENOENT || reason == ENOTDIR ? 127 : 126);
}

// False at the end of the stream.
bool relay(int fd, char type)
{
    static char buffer[piece];
    const ssize_t n = ::read(fd, buffer, sizeof buffer);
    if (n > 0)
        send(type, std::string_view(buffer, static_cast<std::size_t>(n)));
    return n > 0 || (n < 0 && (errno == EINTR || errno == EAGAIN));
}

// Reaps everybody; true when `first` was among them.
bool reap(pid_t first, int &code)
{
    bool ended = false;
    int status = 0;
    pid_t pid = 0;
    while ((pid = ::waitpid(-1, &status, WNOHANG)) > 0)
        if (pid == first) {
            code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
            ended = true;
        }
    return ended;
}

void drain(int fd, char type)
{
    if (fd < 0)
        return;
    (void)::fcntl(fd, F_SETFL, O_NONBLOCK);
    char buffer[4096];
    ssize_t n = 0;
    while ((n = ::read(fd, buffer, sizeof buffer)) > 0)
        send(type, std::string_view(buffer, static_cast<std::size_t>(n)));
}

} // namespace

int runCommand(const Command &command)
{
    const auto user =
        resolveUser(command.user, readSmall("/etc/passwd", 1U << 20U), readSmall("/etc/group", 1U << 20U));
    if (!user) {
        send('E', "tare: no such user in the image: " + command.user + "\n");
        return 126;
    }
    std::vector<std::string> env = command.env;
    if (value(env, "PATH").empty())
        env.push_back(std::string("PATH=") + defaultPath);
    if (value(env, "HOME").empty())
        env.push_back("HOME=" + user->home);
    (void)::mkdir(command.workingDir.c_str(), 0755); // as a container's working folder is made

    sigset_t chld;
    sigemptyset(&chld);
    sigaddset(&chld, SIGCHLD);
    sigprocmask(SIG_BLOCK, &chld, nullptr);
    const int signals = ::signalfd(-1, &chld, SFD_CLOEXEC | SFD_NONBLOCK);
    const Pipe out = makePipe();
    const Pipe err = makePipe();
    const Pipe failure = makePipe();
    const pid_t pid = ::fork();
    if (pid < 0 || signals < 0)
        die("start the command");
    if (pid == 0)
        child(command, *user, std::move(env), out.write, err.write, failure.write);
    for (const Pipe &pipe : {out, err, failure})
        ::close(pipe.write);
    int reason = 0;
    if (::read(failure.read, &reason, sizeof reason) == 0)
        send('S', "exec"); // closed by execve(2)
    ::close(failure.read);

    int code = 0;
    pollfd watched[3] = {{out.read, POLLIN, 0}, {err.read, POLLIN, 0}, {signals, POLLIN, 0}};
    for (;;) {
        if (::poll(watched, 3, -1) < 0 && errno != EINTR)
            die("wait for the command");
        for (int i = 0; i < 2; ++i)
            if (watched[i].revents != 0 && !relay(watched[i].fd, i == 0 ? 'O' : 'E'))
                watched[i].fd = -1;
        if (watched[2].revents == 0)
            continue;
        signalfd_siginfo info[16];
        (void)!::read(signals, info, sizeof info);
        if (reap(pid, code))
            break;
    }
    drain(watched[0].fd, 'O');
    drain(watched[1].fd, 'E');
    return code;
}

} // namespace tare::guest
