// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/launch/console.h"

#include "core/base/file.h"
#include "core/base/safe_path.h"
#include "core/runtime/rootfs/attach.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/vfs.h>
#include <termios.h>

namespace tare::runtime {

Result<UniqueFd> connectSocket(const std::string &path)
{
    const std::size_t slash = path.rfind('/');
    const std::string dir = slash == std::string::npos ? "." : path.substr(0, slash + 1);
    const UniqueFd folder = TARE_TRY(openFile(dir, O_PATH | O_DIRECTORY));
    const std::string name = "/proc/self/fd/" + std::to_string(folder.get()) + "/" +
                             path.substr(slash == std::string::npos ? 0 : slash + 1);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string &shorter = path.size() < name.size() ? path : name;
    if (shorter.size() >= sizeof address.sun_path)
        return fail(Errc::InvalidArgument, path, "the name of the socket is too long");
    std::memcpy(address.sun_path, shorter.data(), shorter.size());
    UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!socket || ::connect(socket.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        return failSystem("connect to", path);
    return socket;
}

Status sendFd(int socket, int fd, const std::string &text)
{
    std::string bytes = text;
    iovec part{bytes.data(), bytes.size()};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))]{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    cmsghdr *head = CMSG_FIRSTHDR(&message);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(head), &fd, sizeof fd);
    ssize_t n = 0;
    do {
        n = ::sendmsg(socket, &message, MSG_NOSIGNAL);
    } while (n < 0 && errno == EINTR);
    if (n < 0)
        return failSystem("send", "the terminal");
    return {};
}

Result<UniqueFd> receiveFd(int socket)
{
    char bytes[4096];
    iovec part{bytes, sizeof bytes};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))]{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    ssize_t n = 0;
    do {
        n = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    } while (n < 0 && errno == EINTR);
    if (n < 0)
        return failSystem("receive", "the terminal");
    const cmsghdr *head = CMSG_FIRSTHDR(&message);
    if (head == nullptr || head->cmsg_type != SCM_RIGHTS || head->cmsg_len != CMSG_LEN(sizeof(int)))
        return fail(Errc::Internal, "terminal", "none was sent");
    int fd = -1;
    std::memcpy(&fd, CMSG_DATA(head), sizeof fd);
    return UniqueFd(fd);
}

Status openConsole(int root, int socket, std::uint16_t rows, std::uint16_t columns, std::uint32_t uid,
                   bool bindConsole)
{
    // "/dev/ptmx" would follow what the image or a volume put there: the devpts instance itself is asked.
    const UniqueFd pts = TARE_TRY(openInRoot(root, "/dev/pts", O_PATH | O_DIRECTORY | O_NOFOLLOW));
    struct statfs fs
    {
    };
    if (::fstatfs(pts.get(), &fs) != 0 || fs.f_type != DEVPTS_SUPER_MAGIC)
        return fail(Errc::InvalidArgument, "/dev/pts", "a terminal needs devpts mounted there");
    const UniqueFd master = TARE_TRY(openFileAt(pts.get(), "ptmx", O_RDWR | O_NOCTTY));
    int locked = 0;
    if (::ioctl(master.get(), TIOCSPTLCK, &locked) != 0)
        return failSystem("unlock", "the terminal");
    // The slave from the master itself, not by a name that somebody may have changed (CVE-2025-52565).
    const UniqueFd slave(::ioctl(master.get(), TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC));
    if (!slave)
        return failSystem("open", "the terminal");
    if (rows != 0 || columns != 0) {
        const winsize size{rows, columns, 0, 0};
        if (::ioctl(slave.get(), TIOCSWINSZ, &size) != 0)
            return failSystem("set the size of", "the terminal");
    }
    TARE_CHECK(sendFd(socket, master.get(), "/dev/pts/ptmx"));
    if (uid != 0 && ::fchown(slave.get(), uid, static_cast<gid_t>(-1)) != 0)
        return failSystem("change the owner of", "the terminal");
    if (bindConsole) {
        const UniqueFd dev = TARE_TRY(openInRoot(root, "/dev", O_PATH | O_DIRECTORY | O_NOFOLLOW));
        const UniqueFd made(::openat(
            dev.get(), "console", O_RDONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0600));
        const UniqueFd target = TARE_TRY(openFileAt(dev.get(), "console", O_PATH | O_NOFOLLOW));
        const UniqueFd copy = TARE_TRY(copyMount(slave.get(), false, "/dev/console"));
        TARE_CHECK(attach(copy.get(), target.get(), "/dev/console"));
    }
    if (::ioctl(slave.get(), TIOCSCTTY, 0) != 0)
        return failSystem("make controlling", "the terminal");
    for (int fd = 0; fd < 3; ++fd) {
        if (::dup2(slave.get(), fd) < 0)
            return failSystem("attach", "the terminal");
    }
    return {};
}

} // namespace tare::runtime
