// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/runtime.h"

#include "core/monitor/io.h"
#include "core/monitor/protocol.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <initializer_list>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tare::monitor {

pid_t startProgram(const char *const *argv, const int stdio[3], int errorFd)
{
    const pid_t parent = ::getpid();
    // The child shares our memory until it executes: it only makes system calls.
    const pid_t pid = ::vfork();
    if (pid != 0)
        return pid;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent)
        ::_exit(125);
    // Sources that are themselves 0 to 3 are moved up first.
    int high[4];
    const int source[4] = {stdio[0], stdio[1], stdio[2], errorFd};
    for (int i = 0; i < 4; ++i)
        high[i] = source[i] >= 0 ? ::fcntl(source[i], F_DUPFD_CLOEXEC, 10) : -1;
    for (int i = 0; i < 4; ++i) {
        if (high[i] >= 0)
            ::dup2(high[i], i);
    }
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::signal(SIGPIPE, SIG_DFL);
    ::execv(argv[0], const_cast<char *const *>(argv)); // NOLINT: the interface of execv(3)
    ::_exit(errno == ENOENT ? 127 : 126);
}

pid_t startContainer(const Options &options, const int stdio[3], int errorFd)
{
    const char *argv[Options::maxRuntimeArgs + 20];
    std::size_t n = 0;
    for (const char *word : {options.runtime, "--root", options.runtimeRoot, "run", "--detach", "--bundle",
                             options.bundle, "--pid-file", pidName, "--error-fd", "3"})
        argv[n++] = word;
    if (options.tty) {
        argv[n++] = "--console-socket";
        argv[n++] = consoleName;
    }
    for (std::size_t i = 0; i < options.runtimeArgCount; ++i)
        argv[n++] = options.runtimeArgs[i];
    argv[n++] = options.id;
    argv[n] = nullptr;
    return startProgram(argv, stdio, errorFd);
}

void deleteContainer(const Options &options, bool force)
{
    const char *argv[] = {options.runtime, "--root", options.runtimeRoot, "delete", options.id,
                          nullptr,         nullptr};
    if (force) {
        argv[4] = "--force";
        argv[5] = options.id;
    }
    const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    const int stdio[3] = {null, null, null};
    const pid_t pid = startProgram(argv, stdio, -1);
    ::close(null);
    int status = 0;
    while (pid > 0 && ::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
}

int exitCodeOf(int status)
{
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int listenAt(const char *name)
{
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return -1;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, name, sizeof address.sun_path - 1);
    ::unlink(name);
    const mode_t before = ::umask(0177);
    const bool bound = ::bind(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
    ::umask(before);
    if (!bound || ::listen(fd, 16) != 0) {
        ::close(fd);
        return -1;
    }
    return fd;
}

int receiveConsole(int listener)
{
    // The runtime has ended: what it sent waits in the queue already.
    const int connection = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (connection < 0)
        return -1;
    char bytes[4096];
    iovec part{bytes, sizeof bytes};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))];
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    int master = -1;
    if (::recvmsg(connection, &message, MSG_CMSG_CLOEXEC) >= 0) {
        const cmsghdr *head = CMSG_FIRSTHDR(&message);
        if (head != nullptr && head->cmsg_level == SOL_SOCKET && head->cmsg_type == SCM_RIGHTS &&
            head->cmsg_len == CMSG_LEN(sizeof(int)))
            std::memcpy(&master, CMSG_DATA(head), sizeof master);
    }
    ::close(connection);
    return master;
}

} // namespace tare::monitor
