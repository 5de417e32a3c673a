// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/dns/service.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <ctime>
#include <sys/epoll.h>

namespace tare::network::dns {
namespace {

constexpr std::size_t mostAsks = 1024, mostClients = 128, longestQuery = 4096, longestOut = 256U << 10U;
constexpr int mostWaiting = 16;
constexpr std::int64_t clientPatience = 10'000; // of a silent connection, in milliseconds
constexpr std::uint64_t datagramsNumber = 0, listenerNumber = 1;

std::int64_t milliseconds()
{
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1'000'000;
}

} // namespace

Service::Service(Names &names, UniqueFd datagrams, UniqueFd listener)
    : m_names(names), m_datagrams(std::move(datagrams)), m_listener(std::move(listener)),
      m_epoll(::epoll_create1(EPOLL_CLOEXEC))
{
    watch(m_datagrams.get(), EPOLLIN, datagramsNumber);
    watch(m_listener.get(), EPOLLIN, listenerNumber);
}

Service::~Service() = default;

void Service::watch(int fd, std::uint32_t events, std::uint64_t number) const
{
    epoll_event event{};
    event.events = events;
    event.data.u64 = number;
    if (::epoll_ctl(m_epoll.get(), EPOLL_CTL_MOD, fd, &event) != 0 && errno == ENOENT)
        ::epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, fd, &event);
}

// A descriptor that was closed has left the epoll by itself.
void Service::watch(std::uint64_t number, Ask &ask) const
{
    ask.watched = ask.exchange->fd();
    if (ask.watched >= 0)
        watch(ask.watched, ask.exchange->wantsWrite() ? EPOLLOUT : EPOLLIN, number);
}

int Service::run()
{
    while (true) {
        epoll_event events[64];
        const int n = ::epoll_wait(m_epoll.get(), events, 64, patience(milliseconds()));
        if (n < 0 && errno != EINTR)
            return 1;
        const std::int64_t now = milliseconds();
        for (int i = 0; i < n; ++i) {
            const std::uint64_t number = events[i].data.u64;
            if (number == datagramsNumber) {
                readDatagrams(now);
            } else if (number == listenerNumber) {
                accept(now);
            } else if (m_clients.count(number) > 0) {
                if ((events[i].events & (EPOLLERR | EPOLLHUP)) != 0)
                    m_clients.erase(number);
                else
                    serve(number, now);
            } else if (const auto ask = m_asks.find(number); ask != m_asks.end()) {
                ask->second.exchange->ready(now);
                if (ask->second.exchange->over())
                    m_asks.erase(ask);
                else
                    watch(number, ask->second);
            }
        }
        expire(now);
    }
}

void Service::readDatagrams(std::int64_t now)
{
    for (int i = 0; i < 64; ++i) {
        static char bytes[longestQuery];
        sockaddr_storage from{};
        socklen_t size = sizeof from;
        auto *const raw = reinterpret_cast<sockaddr *>(&from); // NOLINT: the interface of recvfrom(2)
        const ssize_t n = ::recvfrom(m_datagrams.get(), bytes, sizeof bytes, MSG_TRUNC, raw, &size);
        if (n < 0)
            return;
        if (n > static_cast<ssize_t>(sizeof bytes))
            continue;
        if (!m_names.refresh())
            std::exit(0); // NOLINT(concurrency-mt-unsafe): one thread
        const std::string_view query(bytes, static_cast<std::size_t>(n));
        Decision decision = decide(m_names, query, true);
        const auto reply = [this, from, size](const std::string &answer) {
            (void)::sendto(m_datagrams.get(), answer.data(), answer.size(), MSG_NOSIGNAL | MSG_DONTWAIT,
                           reinterpret_cast<const sockaddr *>(&from), size); // NOLINT
        };
        if (decision.kind == Decision::Kind::Answer)
            reply(decision.bytes);
        else if (decision.kind == Decision::Kind::Forward)
            forward(std::move(decision), std::string(query), true, now, reply);
    }
}

void Service::forward(Decision decision, std::string bytes, bool datagram, std::int64_t now,
                       std::function<void(const std::string &)> done)
{
    if (m_asks.size() >= mostAsks) {
        done(makeAnswer(decision.query, refused, {}, decision.query.limit));
        return;
    }
    const std::vector<Server> servers = m_names.servers().empty() ? m_host.now() : serversOf(m_names.servers());
    const std::uint64_t number = m_next++;
    Ask ask{std::make_unique<Exchange>(std::move(decision.query), std::move(bytes), servers, datagram, std::move(done)), -1};
    ask.exchange->begin(now);
    if (ask.exchange->over())
        return;
    watch(number, ask);
    m_asks.emplace(number, std::move(ask));
}

void Service::accept(std::int64_t now)
{
    UniqueFd socket(::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (!socket || m_clients.size() >= mostClients)
        return;
    const std::uint64_t number = m_next++;
    watch(socket.get(), EPOLLIN, number);
    Client client;
    client.socket = std::move(socket);
    client.deadline = now + clientPatience;
    m_clients.emplace(number, std::move(client));
}

void Service::serve(std::uint64_t number, std::int64_t now)
{
    Client &client = m_clients.at(number);
    if (!client.ended && client.in.size() <= longestQuery) {
        char bytes[4096];
        const ssize_t n = ::recv(client.socket.get(), bytes, sizeof bytes, 0);
        if (n > 0) {
            client.in.append(bytes, static_cast<std::size_t>(n));
            client.deadline = now + clientPatience;
        }
        client.ended = n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR);
    }
    pump(number, now);
}

// Queries that are whole, as many as may be on their way at a time.
void Service::pump(std::uint64_t number, std::int64_t now)
{
    Client &client = m_clients.at(number);
    while (client.in.size() >= 2 && client.waiting < mostWaiting && client.out.size() < longestOut) {
        const std::size_t length = (std::size_t{static_cast<std::uint8_t>(client.in[0])} << 8U) + static_cast<std::uint8_t>(client.in[1]);
        if (length > longestQuery) { // nobody asks at such length
            client.in.clear();
            client.ended = true;
            break;
        }
        if (client.in.size() < 2 + length)
            break;
        const std::string query = client.in.substr(2, length);
        client.in.erase(0, 2 + length);
        if (!m_names.refresh())
            std::exit(0); // NOLINT(concurrency-mt-unsafe): one thread
        Decision decision = decide(m_names, query, false);
        const auto reply = [this, number](const std::string &answer) {
            const auto at = m_clients.find(number);
            if (at == m_clients.end())
                return;
            --at->second.waiting;
            at->second.deadline = milliseconds() + clientPatience;
            at->second.out += {static_cast<char>(answer.size() >> 8U), static_cast<char>(answer.size() & 0xffU)};
            at->second.out += answer;
            settle(number, at->second);
        };
        if (decision.kind == Decision::Kind::Nothing)
            continue;
        ++client.waiting;
        if (decision.kind == Decision::Kind::Answer)
            reply(decision.bytes);
        else
            forward(std::move(decision), query, false, now, reply);
    }
    settle(number, client);
}

// What can be written is; what is waited for follows from the rest.
void Service::settle(std::uint64_t number, Client &client)
{
    while (!client.out.empty()) {
        const ssize_t n = ::send(client.socket.get(), client.out.data(), client.out.size(), MSG_NOSIGNAL);
        if (n <= 0) {
            if (n < 0 && errno != EAGAIN && errno != EINTR) {
                client.out.clear();
                client.ended = true;
            }
            break;
        }
        client.out.erase(0, static_cast<std::size_t>(n));
    }
    const bool reads = !client.ended && client.waiting < mostWaiting && client.out.size() < longestOut;
    watch(client.socket.get(), (reads ? std::uint32_t{EPOLLIN} : 0U) | (client.out.empty() ? 0U : std::uint32_t{EPOLLOUT}), number);
}

void Service::expire(std::int64_t now)
{
    for (auto it = m_asks.begin(); it != m_asks.end();) {
        Exchange &exchange = *it->second.exchange;
        if (exchange.deadline() <= now) {
            exchange.late(now);
            if (!exchange.over())
                watch(it->first, it->second);
        }
        it = exchange.over() ? m_asks.erase(it) : std::next(it);
    }
    std::vector<std::uint64_t> numbers; // of those that had too much on its way
    for (const auto &[number, client] : m_clients) {
        if (client.in.size() >= 2)
            numbers.push_back(number);
    }
    for (const std::uint64_t number : numbers)
        pump(number, now);
    std::erase_if(m_clients, [&](const auto &one) {
        const Client &client = one.second;
        return (client.deadline <= now && client.waiting == 0) || (client.ended && client.waiting == 0 && client.out.empty());
    });
}

int Service::patience(std::int64_t now) const
{
    std::int64_t first = now + 3'600'000;
    for (const auto &[number, ask] : m_asks)
        first = std::min(first, ask.exchange->deadline());
    for (const auto &[number, client] : m_clients) {
        if (client.waiting == 0)
            first = std::min(first, client.deadline);
    }
    return m_asks.empty() && m_clients.empty() ? -1 : static_cast<int>(std::max<std::int64_t>(first - now, 0));
}

} // namespace tare::network::dns
