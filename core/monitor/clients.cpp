// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/clients.h"

#include "core/monitor/io.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

namespace tare::monitor {
namespace {

constexpr off_t maxSpill = 256L << 20U;

} // namespace

void Clients::addFirst(int fd, bool inputEndsWithIt)
{
    add(fd);
    m_clients[0].reads = true;
    m_clients[0].first = true;
    m_clients[0].greeted = true;
    m_clients[0].inputEndsWithIt = inputEndsWithIt;
}

void Clients::add(int fd)
{
    for (Client &client : m_clients) {
        if (client.fd >= 0)
            continue;
        setNonBlocking(fd);
        client.fd = fd;
        client.reads = client.writes = client.ending = client.first = client.inputEndsWithIt = client.greeted = client.forLast = false;
        client.headUsed = client.bodyUsed = 0;
        client.bodyLeft = 0;
        return;
    }
    ::close(fd);
}

std::size_t Clients::poll(pollfd *fds, bool inputBlocked) const
{
    for (std::size_t i = 0; i < maxClients; ++i) {
        const Client &client = m_clients[i];
        short events = 0;
        if (!client.ending && !(inputBlocked && client.writes))
            events = POLLIN;
        if (client.spillHead != client.spillTail)
            events = static_cast<short>(events | POLLOUT);
        // A hang-up is always reported; a writer that went while the container does not read is heard of
        // later.
        fds[i] = {events == 0 ? -1 : client.fd, events, 0};
    }
    return maxClients;
}

void Clients::handle(const pollfd *fds, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i) {
        Client &client = m_clients[i];
        if (client.fd < 0 || fds[i].fd != client.fd || fds[i].revents == 0)
            continue;
        if ((fds[i].revents & POLLOUT) != 0)
            unspill(client);
        if (client.fd >= 0 && (fds[i].revents & (POLLIN | POLLHUP | POLLERR)) != 0)
            client.ending ? drop(client) : receive(client);
    }
}

void Clients::resume()
{
    for (Client &client : m_clients) {
        if (client.fd >= 0 && !client.ending && client.writes && m_stdinAt < m_stdinUsed)
            receive(client);
    }
}

void Clients::drop(Client &client)
{
    if (client.writes) {
        m_stdinAt = m_stdinUsed = 0;
        if (client.inputEndsWithIt)
            m_input->close();
        client.writes = false;
    }
    ::close(client.fd);
    client.fd = -1;
    if (client.spill >= 0)
        ::close(client.spill);
    client.spill = -1;
    client.spillHead = client.spillTail = 0;
}

void Clients::receive(Client &client)
{
    while (client.fd >= 0) {
        if (client.writes && m_stdinAt < m_stdinUsed && !feed())
            return;
        ssize_t got = 0;
        const bool streaming = client.headUsed == headSize && client.head[0] == Stdin;
        if (client.headUsed < headSize) {
            got = ::recv(client.fd, client.head + client.headUsed, headSize - client.headUsed, 0);
            if (got > 0 && (client.headUsed += static_cast<std::size_t>(got)) == headSize)
                client.bodyLeft = getLength(client.head);
        } else if (streaming && client.bodyLeft > 0) {
            char ignored[256];
            char *to = client.writes ? m_stdin : ignored;
            const std::size_t room = client.writes ? sizeof m_stdin : sizeof ignored;
            got = ::recv(client.fd, to, client.bodyLeft < room ? client.bodyLeft : room, 0);
            if (got > 0) {
                client.bodyLeft -= static_cast<std::uint32_t>(got);
                if (client.writes)
                    m_stdinUsed = static_cast<std::size_t>(got);
            }
        } else if (client.bodyLeft > 0) {
            if (client.bodyUsed + client.bodyLeft > maxControlBody)
                return drop(client);
            got = ::recv(client.fd, client.body + client.bodyUsed, client.bodyLeft, 0);
            if (got > 0) {
                client.bodyUsed += static_cast<std::size_t>(got);
                client.bodyLeft -= static_cast<std::uint32_t>(got);
            }
        } else {
            if (!streaming)
                control(client);
            client.headUsed = client.bodyUsed = 0;
            continue;
        }
        if (got < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (got <= 0)
            return drop(client);
    }
}

bool Clients::feed()
{
    while (m_stdinAt < m_stdinUsed) {
        const std::size_t taken = m_input->write(m_stdin + m_stdinAt, m_stdinUsed - m_stdinAt);
        if (taken == 0)
            return false;
        m_stdinAt += taken;
    }
    m_stdinAt = m_stdinUsed = 0;
    return true;
}

void Clients::control(Client &client)
{
    bool taken = false;
    for (const Client &other : m_clients)
        taken = taken || (other.fd >= 0 && other.writes);
    if (client.head[0] == Attach) {
        const char mode = client.bodyUsed > 0 ? static_cast<char>(client.body[0]) : 'r';
        client.writes = mode == 'i' && !taken && m_input->writable();
        unsigned char head[headSize];
        putHead(head, Attach, 1);
        send(client, head, client.writes ? "i" : "r", 1);
        client.reads = mode != 'w' && mode != 'q' && mode != 'p';
        client.greeted = true;
        client.forLast = mode == 'q';
        if (client.forLast && m_life != nullptr)
            m_life->quit();
        const unsigned char *body = client.body;
        if (mode == 'p' && client.bodyUsed == 6 && m_life != nullptr)
            m_life->setPolicy(static_cast<char>(body[1]), static_cast<std::uint32_t>(body[2]) << 24U | static_cast<std::uint32_t>(body[3]) << 16U |
                                                              static_cast<std::uint32_t>(body[4]) << 8U | body[5]);
    } else if (client.head[0] == CloseStdin && client.writes) {
        m_input->close();
    } else if (client.head[0] == Window && client.bodyUsed == 4 && (client.writes || !taken)) {
        m_input->resize(static_cast<unsigned short>(client.body[0] << 8U | client.body[1]),
                        static_cast<unsigned short>(client.body[2] << 8U | client.body[3]));
    }
}

void Clients::output(bool isStderr, const char *bytes, std::size_t n)
{
    unsigned char head[headSize];
    putHead(head, isStderr ? Stderr : Stdout, static_cast<std::uint32_t>(n));
    for (Client &client : m_clients) {
        if (client.fd >= 0 && client.reads)
            send(client, head, bytes, n);
    }
}

void Clients::exit(int code, bool last)
{
    unsigned char head[headSize];
    putHead(head, Exit, 4);
    char body[4];
    for (int i = 0; i < 4; ++i)
        body[i] = static_cast<char>(static_cast<unsigned>(code) >> (24 - 8 * i));
    for (Client &client : m_clients) {
        if (client.fd < 0 || client.ending || (!last && (client.forLast || !client.greeted)))
            continue;
        client.writes = false;
        send(client, head, body, 4);
        if (client.fd < 0)
            continue;
        client.ending = true;
        if (client.spillHead == client.spillTail)
            drop(client);
    }
}

void Clients::send(Client &client, const unsigned char *head, const char *bytes, std::size_t n)
{
    std::size_t sent = 0;
    if (client.spillHead == client.spillTail) {
        iovec parts[2] = {{const_cast<unsigned char *>(head), headSize},
                          {const_cast<char *>(bytes), n}}; // NOLINT
        msghdr message{};
        message.msg_iov = parts;
        message.msg_iovlen = 2;
        const ssize_t done = ::sendmsg(client.fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (done < 0 && errno != EAGAIN && errno != EINTR)
            return drop(client);
        sent = done > 0 ? static_cast<std::size_t>(done) : 0;
    }
    if (sent < headSize) {
        spill(client, reinterpret_cast<const char *>(head) + sent, headSize - sent);
        sent = headSize;
    }
    if (client.fd >= 0 && sent < headSize + n)
        spill(client, bytes + (sent - headSize), n - (sent - headSize));
}

void Clients::spill(Client &client, const char *bytes, std::size_t n)
{
    if (client.spill < 0)
        client.spill = ::open(m_spillDir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (client.spill < 0 || client.spillTail > maxSpill ||
        ::pwrite(client.spill, bytes, n, client.spillTail) != static_cast<ssize_t>(n))
        return drop(client);
    client.spillTail += static_cast<off_t>(n);
}

void Clients::unspill(Client &client)
{
    char buffer[8192];
    while (client.spillHead < client.spillTail) {
        const off_t left = client.spillTail - client.spillHead;
        const std::size_t want =
            left < static_cast<off_t>(sizeof buffer) ? static_cast<std::size_t>(left) : sizeof buffer;
        const ssize_t got = ::pread(client.spill, buffer, want, client.spillHead);
        if (got <= 0)
            return drop(client);
        const ssize_t sent =
            ::send(client.fd, buffer, static_cast<std::size_t>(got), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (sent <= 0)
            return drop(client);
        client.spillHead += sent;
    }
    client.spillHead = client.spillTail = 0;
    if (::ftruncate(client.spill, 0) != 0 || client.ending)
        drop(client);
}

bool Clients::pending() const
{
    for (const Client &client : m_clients) {
        if (client.fd >= 0 && client.spillHead != client.spillTail)
            return true;
    }
    return false;
}

void Clients::closeAll()
{
    for (Client &client : m_clients) {
        if (client.fd >= 0)
            drop(client);
    }
}

} // namespace tare::monitor
