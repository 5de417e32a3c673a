// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/attach_session.h"

#include "core/base/file.h"
#include "core/base/time.h"
#include "core/monitor/protocol.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

namespace tare::local {

Result<UniqueFd> AttachSession::connectTo(const std::string &live)
{
    // Through a descriptor, since a socket's path holds 107 bytes at most and a state folder may be deeper.
    const UniqueFd folder(::open(live.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!folder || !socket)
        return fail(Errc::NotRunning, live);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::snprintf(address.sun_path, sizeof address.sun_path, "/proc/self/fd/%d/%s", folder.get(),
                  monitor::attachName);
    while (::connect(socket.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
        if (errno == EINTR)
            continue;
        if (errno == ENOENT || errno == ECONNREFUSED)
            return fail(Errc::NotRunning, live);
        return failSystem("connect to", live);
    }
    return socket;
}

Result<std::unique_ptr<AttachSession>> AttachSession::connect(const std::string &live, Mode mode)
{
    return greet(TARE_TRY(connectTo(live)), mode);
}

Status AttachSession::tellPolicy(const std::string &live, const RestartPolicy &policy)
{
    AttachSession session(TARE_TRY(connectTo(live)));
    std::string body = "pn1234";
    using When = RestartPolicy::When;
    body[1] = policy.when == When::Always          ? 'a'
              : policy.when == When::OnFailure     ? 'f'
              : policy.when == When::UnlessStopped ? 'u'
                                                   : 'n';
    for (unsigned i = 0; i < 4; ++i)
        body[2 + i] = static_cast<char>(static_cast<unsigned>(policy.most) >> (24 - 8 * i));
    TARE_CHECK(session.frame(monitor::Attach, body));
    return session.mayWrite().map([](bool) {});
}

Result<std::unique_ptr<AttachSession>> AttachSession::greet(UniqueFd socket, Mode mode)
{
    std::unique_ptr<AttachSession> out(new AttachSession(std::move(socket)));
    const char body = static_cast<char>(mode);
    TARE_CHECK(out->frame(monitor::Attach, std::string_view(&body, mode == Mode::Read ? 0 : 1)));
    return out;
}

Status AttachSession::frame(char type, std::string_view body)
{
    unsigned char head[monitor::headSize];
    monitor::putHead(head, static_cast<monitor::FrameType>(type), static_cast<std::uint32_t>(body.size()));
    std::string bytes(reinterpret_cast<const char *>(head), sizeof head);
    bytes += body;
    std::string_view left = bytes;
    while (!left.empty()) {
        const ssize_t n = ::send(m_socket.get(), left.data(), left.size(), MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return errno == EPIPE || errno == ECONNRESET ? Status(fail(Errc::NotRunning, {}))
                                                         : Status(failSystem("write to", "container"));
        left.remove_prefix(static_cast<std::size_t>(n));
    }
    return {};
}

Result<Session::Chunk> AttachSession::read()
{
    // Never more than one frame is taken from the socket, so that pollFd() tells whether there is more.
    constexpr std::size_t chunkSize = 65536;
    while (!m_ended) {
        const bool inHead = m_headUsed < sizeof m_head;
        char *to = nullptr;
        std::size_t want = 0;
        if (inHead) {
            to = reinterpret_cast<char *>(m_head) + m_headUsed;
            want = sizeof m_head - m_headUsed;
        } else {
            m_buffer.resize(chunkSize);
            to = m_buffer.data();
            want = std::min<std::size_t>(m_bodyLeft, chunkSize);
        }
        const ssize_t n = ::recv(m_socket.get(), to, want, MSG_DONTWAIT);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EAGAIN)
            return Chunk{Stream::Stdout, {}};
        if (n <= 0)
            break;
        if (inHead) {
            m_headUsed += static_cast<std::size_t>(n);
            if (m_headUsed < sizeof m_head)
                continue;
            m_bodyLeft = monitor::getLength(m_head);
            m_control.clear();
            const bool output = m_head[0] == monitor::Stdout || m_head[0] == monitor::Stderr;
            if (!output && m_bodyLeft > monitor::maxControlBody)
                break;
            if (m_bodyLeft == 0)
                m_headUsed = 0;
            continue;
        }
        m_bodyLeft -= static_cast<std::uint32_t>(n);
        if (m_bodyLeft == 0)
            m_headUsed = 0;
        const std::string_view bytes(m_buffer.data(), static_cast<std::size_t>(n));
        if (m_head[0] == monitor::Stdout)
            return Chunk{Stream::Stdout, bytes};
        if (m_head[0] == monitor::Stderr)
            return Chunk{Stream::Stderr, bytes};
        m_control += bytes;
        if (m_bodyLeft > 0)
            continue;
        if (m_head[0] == monitor::Attach && m_control.size() == 1) {
            m_mayWrite = m_control[0] == 'i';
        } else if (m_head[0] == monitor::Exit && m_control.size() == 4) {
            unsigned code = 0;
            for (const char c : m_control)
                code = code << 8U | static_cast<unsigned char>(c);
            m_exitCode = static_cast<int>(code);
            break;
        }
    }
    m_ended = true;
    return Chunk{Stream::Ended, {}};
}

Result<bool> AttachSession::mayWrite()
{
    // The answer is the first thing the monitor says on a connection of our own.
    while (!m_mayWrite && !m_ended) {
        pollfd wake{m_socket.get(), POLLIN, 0};
        if (::poll(&wake, 1, 10'000) == 0)
            return fail(Errc::Timeout, "the container's monitor");
        const Chunk chunk = TARE_TRY(read());
        if (!chunk.bytes.empty())
            break;
    }
    return m_mayWrite.value_or(false);
}

Result<std::optional<int>> AttachSession::wait(const CancelToken &cancel, int milliseconds)
{
    const std::int64_t deadline = monotonicNs() + milliseconds * 1'000'000LL;
    while (true) {
        const Chunk chunk = TARE_TRY(read());
        if (chunk.stream == Stream::Ended)
            return m_exitCode;
        if (!chunk.bytes.empty())
            continue;
        int left = -1;
        if (milliseconds >= 0)
            left =
                static_cast<int>(std::max<std::int64_t>(0, (deadline - monotonicNs() + 999'999) / 1'000'000));
        pollfd wake[2] = {{m_socket.get(), POLLIN, 0}, {cancel.pollFd(), POLLIN, 0}};
        const int ready = ::poll(wake, 2, left);
        TARE_CHECK(cancel.check());
        if (ready == 0)
            return fail(Errc::Timeout, "container");
    }
}

Status AttachSession::write(std::string_view bytes)
{
    constexpr std::size_t part = 32768;
    while (!bytes.empty()) {
        TARE_CHECK(frame(monitor::Stdin, bytes.substr(0, part)));
        bytes.remove_prefix(std::min(part, bytes.size()));
    }
    return {};
}

void AttachSession::closeStdin()
{
    [[maybe_unused]] const Status sent = frame(monitor::CloseStdin, {});
}

void AttachSession::resize(unsigned short rows, unsigned short columns)
{
    const char body[4] = {static_cast<char>(rows >> 8), static_cast<char>(rows),
                          static_cast<char>(columns >> 8), static_cast<char>(columns)};
    [[maybe_unused]] const Status sent = frame(monitor::Window, std::string_view(body, sizeof body));
}

} // namespace tare::local
