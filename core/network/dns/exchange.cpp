// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/dns/exchange.h"

#include <cerrno>
#include <sys/random.h>
#include <sys/socket.h>

namespace tare::network::dns {
namespace {

// A resolver in a container asks again after 5 s (resolv.conf(5)): by then a second server has been asked.
constexpr std::int64_t patience = 2000, lastPatience = 4000;
constexpr std::size_t longest = 65535;

} // namespace

Exchange::Exchange(Query query, std::string bytes, std::vector<Server> servers, bool datagram,
                   std::function<void(const std::string &)> done)
    : m_query(std::move(query)), m_bytes(std::move(bytes)), m_servers(std::move(servers)), m_datagram(datagram), m_done(std::move(done))
{
}

void Exchange::begin(std::int64_t now)
{
    next(now);
}

void Exchange::next(std::int64_t now)
{
    while (m_at < m_servers.size()) {
        const Server &server = m_servers[m_at++];
        m_deadline = now + (m_at < m_servers.size() ? patience : lastPatience);
        if (open(server))
            return;
    }
    m_socket = UniqueFd();
    finish(!m_refusal.empty() ? std::move(m_refusal) : makeAnswer(m_query, serverFailure, {}, m_query.limit));
}

bool Exchange::open(const Server &server)
{
    m_socket = UniqueFd(::socket(server.address.ss_family, (m_datagram ? SOCK_DGRAM : SOCK_STREAM) | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!m_socket || ::getrandom(&m_id, sizeof m_id, 0) != sizeof m_id)
        return false;
    const auto *to = reinterpret_cast<const sockaddr *>(&server.address); // NOLINT: the interface of connect(2)
    if (::connect(m_socket.get(), to, server.size) != 0 && (m_datagram || errno != EINPROGRESS))
        return false;
    m_in.clear();
    m_sent = 0;
    setId(m_bytes, m_id);
    if (m_datagram) {
        m_out.clear();
        return ::send(m_socket.get(), m_bytes.data(), m_bytes.size(), MSG_NOSIGNAL) >= 0;
    }
    m_out = {static_cast<char>(m_bytes.size() >> 8U), static_cast<char>(m_bytes.size() & 0xffU)};
    m_out += m_bytes;
    return true;
}

void Exchange::ready(std::int64_t now)
{
    if (m_over)
        return;
    if (m_datagram)
        readDatagram(now);
    else
        stream(now);
}

void Exchange::late(std::int64_t now)
{
    if (!m_over)
        next(now);
}

void Exchange::readDatagram(std::int64_t now)
{
    static char bytes[longest];
    while (!m_over) {
        const ssize_t n = ::recv(m_socket.get(), bytes, sizeof bytes, 0);
        if (n < 0) {
            if (errno != EAGAIN && errno != EINTR) // nobody listens there
                next(now);
            return;
        }
        const std::string_view got(bytes, static_cast<std::size_t>(n));
        if (isAnswerTo(got, m_id, m_query.question)) {
            take(std::string(got), now);
            return;
        }
        // Something else: the true answer may still come.
    }
}

void Exchange::stream(std::int64_t now)
{
    while (m_sent < m_out.size()) {
        const ssize_t n = ::send(m_socket.get(), m_out.data() + m_sent, m_out.size() - m_sent, MSG_NOSIGNAL);
        if (n < 0) {
            if (errno != EAGAIN && errno != EINTR)
                next(now);
            return;
        }
        m_sent += static_cast<std::size_t>(n);
    }
    while (true) {
        const std::size_t wanted =
            m_in.size() < 2 ? 2 : 2U + (std::size_t{static_cast<std::uint8_t>(m_in[0])} << 8U) + static_cast<std::uint8_t>(m_in[1]);
        if (m_in.size() >= 2 && m_in.size() == wanted) {
            std::string answer = m_in.substr(2);
            if (isAnswerTo(answer, m_id, m_query.question))
                take(std::move(answer), now);
            else
                next(now);
            return;
        }
        char bytes[4096];
        const ssize_t n = ::recv(m_socket.get(), bytes, std::min(sizeof bytes, wanted - m_in.size()), 0);
        if (n < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (n <= 0) {
            next(now);
            return;
        }
        m_in.append(bytes, static_cast<std::size_t>(n));
    }
}

void Exchange::take(std::string answer, std::int64_t now)
{
    const Rcode code = rcodeOf(answer);
    if ((code == serverFailure || code == refused) && m_at < m_servers.size()) {
        m_refusal = std::move(answer);
        next(now);
        return;
    }
    finish(m_datagram && answer.size() > m_query.limit ? makeTruncated(m_query) : std::move(answer));
}

void Exchange::finish(std::string answer)
{
    m_over = true;
    m_socket = UniqueFd();
    setId(answer, m_query.id);
    m_done(answer);
}

} // namespace tare::network::dns
