// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/exec_session.h"

#include "core/base/error_json.h"
#include "core/base/file.h"
#include "core/base/scope_exit.h"
#include "core/base/strings.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

namespace tare::local {
namespace {

class ExecSession final : public Session
{
public:
    ExecSession(Child child, UniqueFd in, UniqueFd out, UniqueFd err, bool tty)
        : m_child(std::move(child)), m_in(std::move(in)), m_out(std::move(out)), m_err(std::move(err)),
          m_tty(tty)
    {
    }
    ~ExecSession() override
    {
        // Whoever lets go of the streams lets the process run on; a finished one is reaped.
        if (!m_exitCode)
            ::waitpid(m_child.pid(), nullptr, WNOHANG);
    }

    Status prepare()
    {
        m_epoll = UniqueFd(::epoll_create1(EPOLL_CLOEXEC));
        for (const int fd : {m_out.get(), m_err.get(), m_child.pidFd()}) {
            epoll_event event{EPOLLIN, {.fd = fd}};
            if (fd >= 0 && ::epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, fd, &event) != 0)
                return failSystem("watch", "exec");
            if (fd >= 0 && fd != m_child.pidFd())
                ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK);
        }
        return {};
    }

    int pollFd() const override { return m_epoll.get(); }

    Result<Chunk> read() override
    {
        for (UniqueFd *fd : {&m_out, &m_err}) {
            if (!*fd)
                continue;
            ssize_t n = 0;
            do {
                n = ::read(fd->get(), m_buffer, sizeof m_buffer);
            } while (n < 0 && errno == EINTR);
            if (n > 0)
                return Chunk{fd == &m_out ? Stream::Stdout : Stream::Stderr,
                             std::string_view(m_buffer, static_cast<std::size_t>(n))};
            if (n == 0 || errno != EAGAIN)
                endOf(*fd);
        }
        pollfd over{m_child.pidFd(), POLLIN, 0};
        if (::poll(&over, 1, 0) <= 0)
            return Chunk{Stream::Stdout, {}};
        // The process is gone; a pipe that something it left behind still holds does not keep us.
        if (!m_exitCode) {
            m_exitCode = TARE_TRY(m_child.wait());
            return read(); // what it said between the reads above and its end
        }
        return Chunk{Stream::Ended, {}};
    }

    Status write(std::string_view bytes) override
    {
        while (!bytes.empty()) {
            const int to = m_tty ? m_out.get() : m_in.get();
            if (to < 0)
                return fail(Errc::NotRunning, {});
            const ssize_t n = ::write(to, bytes.data(), bytes.size());
            if (n > 0) {
                bytes.remove_prefix(static_cast<std::size_t>(n));
            } else if (errno == EAGAIN) {
                pollfd wait[2] = {{to, POLLOUT, 0}, {m_child.pidFd(), POLLIN, 0}};
                ::poll(wait, 2, -1);
                if (wait[1].revents != 0)
                    return fail(Errc::NotRunning, {});
            } else if (errno != EINTR) {
                return fail(Errc::NotRunning, {});
            }
        }
        return {};
    }

    void closeStdin() override { m_in.reset(); }

    void resize(unsigned short rows, unsigned short columns) override
    {
        winsize size{};
        size.ws_row = rows;
        size.ws_col = columns;
        if (m_tty && m_out)
            ::ioctl(m_out.get(), TIOCSWINSZ, &size);
    }

    std::optional<int> exitCode() const override { return m_exitCode; }

private:
    void endOf(UniqueFd &fd)
    {
        ::epoll_ctl(m_epoll.get(), EPOLL_CTL_DEL, fd.get(), nullptr);
        fd.reset();
    }

    Child m_child;
    UniqueFd m_in, m_out, m_err, m_epoll;
    bool m_tty;
    std::optional<int> m_exitCode;
    char m_buffer[65536];
};

struct Console
{
    UniqueFd listener;
    std::string path;
};

Result<Console> listenFor(const std::string &dir)
{
    Console out;
    out.path = dir + "/x" + randomHex(4);
    out.listener = UniqueFd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (out.path.size() >= sizeof address.sun_path)
        return fail(Errc::InvalidArgument, out.path, "the state folder's path is too long for a socket",
                    "Choose a shorter folder with --state.");
    std::memcpy(address.sun_path, out.path.c_str(), out.path.size() + 1);
    if (!out.listener ||
        ::bind(out.listener.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0 ||
        ::listen(out.listener.get(), 1) != 0)
        return failSystem("listen on", out.path);
    return out;
}

Result<UniqueFd> receiveMaster(int listener, const Child &child)
{
    pollfd wait[2] = {{listener, POLLIN, 0}, {child.pidFd(), POLLIN, 0}};
    while (::poll(wait, 2, -1) < 0 && errno == EINTR) {
    }
    const UniqueFd connection(::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC));
    if (!connection)
        return fail(Errc::Internal, "exec", "the runtime sent no terminal");
    char bytes[4096];
    iovec part{bytes, sizeof bytes};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))];
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    int master = -1;
    if (::recvmsg(connection.get(), &message, MSG_CMSG_CLOEXEC) >= 0) {
        const cmsghdr *head = CMSG_FIRSTHDR(&message);
        if (head != nullptr && head->cmsg_type == SCM_RIGHTS && head->cmsg_len == CMSG_LEN(sizeof(int)))
            std::memcpy(&master, CMSG_DATA(head), sizeof master);
    }
    if (master < 0)
        return fail(Errc::Internal, "exec", "the runtime sent no terminal");
    return UniqueFd(master);
}

// What the runtime says on --error-fd: nothing once the command runs (the descriptor is closed then).
Result<std::string> readErrors(int fd)
{
    std::string out;
    char buffer[4096];
    while (true) {
        const ssize_t n = ::read(fd, buffer, sizeof buffer);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return out;
        out.append(buffer, static_cast<std::size_t>(n));
    }
}

} // namespace

Result<std::unique_ptr<Session>> startExec(ExecStart start)
{
    SpawnOptions options;
    options.argv = std::move(start.argv);
    Pipe errors = TARE_TRY(makePipe());
    options.argv.insert(options.argv.end(), {"--error-fd", "3"});
    options.fds.emplace_back(errors.write.get(), 3);
    Console console;
    const ScopeExit unlinkSocket([&] {
        if (!console.path.empty())
            ::unlink(console.path.c_str());
    });
    Pipe in, out, err;
    if (start.tty) {
        console = TARE_TRY(listenFor(start.socketDir));
        options.argv.insert(options.argv.end(), {"--console-socket", console.path});
    } else {
        out = TARE_TRY(makePipe());
        err = TARE_TRY(makePipe());
        options.fds.emplace_back(out.write.get(), 1);
        options.fds.emplace_back(err.write.get(), 2);
        if (start.openStdin) {
            in = TARE_TRY(makePipe());
            options.fds.emplace_back(in.read.get(), 0);
        }
    }
    options.argv.push_back(start.id);
    Child child = TARE_TRY(spawn(options));
    errors.write.reset();
    in.read.reset();
    out.write.reset();
    err.write.reset();
    UniqueFd master;
    Error noTerminal;
    if (start.tty) {
        auto received = receiveMaster(console.listener.get(), child);
        if (received)
            master = std::move(*received);
        else
            noTerminal = received.error();
    }
    const std::string error = TARE_TRY(readErrors(errors.read.get()));
    if (!error.empty() || (start.tty && !master)) {
        [[maybe_unused]] const auto code = child.wait();
        return tl::unexpected<Error>(error.empty() ? noTerminal : errorFromJson(trim(error)));
    }
    if (in.write)
        ::fcntl(in.write.get(), F_SETFL, O_NONBLOCK);
    auto session = std::make_unique<ExecSession>(std::move(child), std::move(in.write),
                                                 start.tty ? std::move(master) : std::move(out.read),
                                                 std::move(err.read), start.tty);
    TARE_CHECK(session->prepare());
    return std::unique_ptr<Session>(std::move(session));
}

} // namespace tare::local
