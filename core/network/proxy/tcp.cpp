// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/unique_fd.h"
#include "core/network/proxy/relay.h"

#include <array>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <unistd.h>

namespace tare::network::proxy {
namespace {

// Bytes on their way from one socket to the other.
struct Way
{
    std::array<char, 32U << 10U> bytes;
    std::size_t from = 0, to = 0; // what is still to be written
    bool ended = false, told = false; // nothing more comes; the other side knows

    // False when a side is broken.
    bool move(int in, int out)
    {
        while (true) {
            if (from < to) {
                const ssize_t n = ::send(out, bytes.data() + from, to - from, MSG_NOSIGNAL);
                if (n < 0)
                    return errno == EAGAIN || errno == EINTR;
                from += static_cast<std::size_t>(n);
                continue;
            }
            if (ended) {
                if (!told)
                    ::shutdown(out, SHUT_WR);
                told = true;
                return true;
            }
            const ssize_t n = ::recv(in, bytes.data(), bytes.size(), 0);
            if (n < 0)
                return errno == EAGAIN || errno == EINTR;
            from = 0;
            to = static_cast<std::size_t>(n);
            ended = n == 0;
        }
    }
    [[nodiscard]] bool wantsInput() const { return from == to && !ended; }
    [[nodiscard]] bool wantsOutput() const { return from < to; }
};

class Connection final : public Source
{
public:
    Connection(Relay &relay, UniqueFd client, UniqueFd server) : m_relay(relay), m_client(std::move(client)), m_server(std::move(server))
    {
        m_relay.watch(m_server.get(), EPOLLOUT, this);
    }
    ~Connection() override
    {
        m_relay.watch(m_client.get(), 0, this);
        m_relay.watch(m_server.get(), 0, this);
    }
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    void ready() override
    {
        if (!m_connected) {
            int error = 0;
            socklen_t size = sizeof error;
            ::getsockopt(m_server.get(), SOL_SOCKET, SO_ERROR, &error, &size);
            if (error != 0) {
                refuse();
                return;
            }
            m_connected = true;
        }
        m_over = !m_up.move(m_client.get(), m_server.get()) || !m_down.move(m_server.get(), m_client.get()) || (m_up.told && m_down.told);
        if (m_over)
            return;
        const auto interest = [](const Way &in, const Way &out) {
            return (in.wantsInput() ? std::uint32_t{EPOLLIN} : 0U) | (out.wantsOutput() ? std::uint32_t{EPOLLOUT} : 0U);
        };
        m_relay.watch(m_client.get(), interest(m_up, m_down), this);
        m_relay.watch(m_server.get(), interest(m_down, m_up), this);
    }
    [[nodiscard]] bool idle(std::int64_t /*now*/) const override { return false; } // a connection may be silent for days

private:
    // The client sees a reset, as it would without us.
    void refuse()
    {
        const linger now{1, 0};
        ::setsockopt(m_client.get(), SOL_SOCKET, SO_LINGER, &now, sizeof now);
        m_over = true;
    }

    Relay &m_relay;
    UniqueFd m_client, m_server;
    bool m_connected = false;
    Way m_up, m_down;
};

class Listener final : public Source
{
public:
    Listener(Relay &relay, const Target &target) : m_relay(relay), m_target(target) { m_relay.watch(target.listener, EPOLLIN, this); }

    void ready() override
    {
        UniqueFd client(::accept4(m_target.listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
        if (!client)
            return;
        UniqueFd server(::socket(m_target.address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        const int on = 1;
        ::setsockopt(client.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        ::setsockopt(server.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        const auto *to = reinterpret_cast<const sockaddr *>(&m_target.address); // NOLINT: the interface of connect(2)
        if (!server || (::connect(server.get(), to, m_target.size) != 0 && errno != EINPROGRESS)) {
            const linger now{1, 0};
            ::setsockopt(client.get(), SOL_SOCKET, SO_LINGER, &now, sizeof now);
            return;
        }
        m_relay.keep(std::make_unique<Connection>(m_relay, std::move(client), std::move(server)));
    }
    [[nodiscard]] bool idle(std::int64_t /*now*/) const override { return false; }

private:
    Relay &m_relay;
    Target m_target;
};

} // namespace

std::unique_ptr<Source> makeTcpListener(Relay &relay, const Target &target)
{
    return std::make_unique<Listener>(relay, target);
}

} // namespace tare::network::proxy
