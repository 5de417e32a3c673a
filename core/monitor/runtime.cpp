// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/runtime.h"

#include "core/monitor/io.h"
#include "core/monitor/protocol.h"
#include "core/monitor/text.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <initializer_list>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

namespace tare::monitor {

namespace {

// The runtime shows in the container, which must not write to it (CVE-2019-5736). From a read-only mount it need not start
// itself once more to be safe. -1: not allowed here; then it cares for itself.
int readOnlyProgram(const char *path)
{
    const int fd = ::open_tree(AT_FDCWD, path, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC);
    mount_attr attr{};
    attr.attr_set = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NODEV;
    if (fd >= 0 && ::mount_setattr(fd, "", AT_EMPTY_PATH, &attr, sizeof attr) == 0)
        return fd;
    if (fd >= 0)
        ::close(fd);
    return -1;
}

void runQuietly(const char *const *argv)
{
    const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    const int stdio[3] = {null, null, null};
    const pid_t pid = startProgram(argv, stdio, -1);
    ::close(null);
    int status = 0;
    while (pid > 0 && ::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
}

} // namespace

pid_t startProgram(const char *const *argv, const int stdio[3], int errorFd, int programFd)
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
    auto *const *words = const_cast<char *const *>(argv); // NOLINT: the interface of execve(2)
    if (programFd >= 0)
        ::syscall(SYS_execveat, programFd, "", words, environ, AT_EMPTY_PATH);
    ::execv(argv[0], words);
    ::_exit(errno == ENOENT ? 127 : 126);
}

pid_t startContainer(const Options &options, const int stdio[3], int errorFd)
{
    const char *argv[Options::maxRuntimeArgs + 20];
    std::size_t n = 0;
    for (const char *word : {options.runtime, "--root", options.runtimeRoot, "run", "--detach", "--bundle",
                             options.bundle, "--pid-file", pidName, "--leavings", leavingsName, "--error-fd", "3"})
        argv[n++] = word;
    if (options.tty) {
        argv[n++] = "--console-socket";
        argv[n++] = consoleName;
    }
    for (std::size_t i = 0; i < options.runtimeArgCount; ++i)
        argv[n++] = options.runtimeArgs[i];
    argv[n++] = options.id;
    argv[n] = nullptr;
    const int program = readOnlyProgram(options.runtime);
    const pid_t pid = startProgram(argv, stdio, errorFd, program);
    if (program >= 0)
        ::close(program);
    return pid;
}

bool removeLeavings(const Options &options)
{
    char folders[8192];
    const int list = ::open(leavingsName, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    const ssize_t size = list < 0 ? -1 : readSome(list, folders, sizeof folders);
    if (list >= 0)
        ::close(list);
    if (size < 0 || static_cast<std::size_t>(size) == sizeof folders)
        return false;
    // As the runtime does it: with the lock, and the state last, so that whoever is killed here has a successor.
    Text<4096> state;
    state.add(options.runtimeRoot).add("/").add(options.id);
    const int lock = ::open(state.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    bool good = lock >= 0 && ::flock(lock, LOCK_EX) == 0;
    for (char *at = folders, *const end = folders + size; good && at < end;) {
        auto *const line = static_cast<char *>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
        good = line != nullptr && *at == '/';
        if (!good)
            break;
        *line = '\0';
        // A process that was waited for may be counted a moment longer. Any other that is left is the runtime's work.
        for (int attempt = 0; ::rmdir(at) != 0 && errno != ENOENT; ++attempt) {
            const timespec moment{0, 50'000};
            good = errno == EBUSY && attempt < 8;
            if (!good)
                break;
            ::nanosleep(&moment, nullptr);
        }
        at = line + 1;
    }
    if (good) {
        state.add("/state.json");
        good = ::unlink(state.c_str()) == 0;
        state.cut(std::strlen("/state.json"));
        good = good && ::rmdir(state.c_str()) == 0;
    }
    if (lock >= 0)
        ::close(lock);
    return good;
}

void deleteContainer(const Options &options, bool force)
{
    if (!force && removeLeavings(options))
        return;
    const char *argv[] = {options.runtime, "--root", options.runtimeRoot, "delete", options.id,
                          nullptr,         nullptr};
    if (force) {
        argv[4] = "--force";
        argv[5] = options.id;
    }
    runQuietly(argv);
}

void runAtEnd(const Options &options)
{
    if (options.endArgCount > 0)
        runQuietly(options.endArgs);
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
