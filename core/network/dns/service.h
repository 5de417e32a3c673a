// SPDX-License-Identifier: GPL-3.0-or-later
// The loop of tare-resolver: two sockets in a container's network namespace, upstream sockets in the host's.
#pragma once

#include "core/network/dns/exchange.h"
#include "core/network/dns/responder.h"

#include <list>
#include <map>
#include <memory>
#include <sys/socket.h>

namespace tare::network::dns {

class Service
{
public:
    // Bound sockets, of UDP and (listening) of TCP.
    Service(Names &names, UniqueFd datagrams, UniqueFd listener);
    ~Service();
    Service(const Service &) = delete;
    Service &operator=(const Service &) = delete;
    int run(); // until it is killed, or its container has no network any more

private:
    struct Client // by TCP
    {
        UniqueFd socket;
        std::string in, out;
        int waiting = 0; // answers that are still to come
        std::int64_t deadline = 0;
        bool ended = false;
    };
    struct Ask
    {
        std::unique_ptr<Exchange> exchange;
        int watched = -1;
    };
    void readDatagrams(std::int64_t now);
    void accept(std::int64_t now);
    void serve(std::uint64_t number, std::int64_t now);
    void pump(std::uint64_t number, std::int64_t now);
    void forward(Decision decision, std::string bytes, bool datagram, std::int64_t now, std::function<void(const std::string &)> done);
    void watch(int fd, std::uint32_t events, std::uint64_t number) const;
    void watch(std::uint64_t number, Ask &ask) const;
    void settle(std::uint64_t number, Client &client);
    void expire(std::int64_t now);
    [[nodiscard]] int patience(std::int64_t now) const;

    Names &m_names;
    UniqueFd m_datagrams, m_listener, m_epoll;
    HostServers m_host;
    std::uint64_t m_next = 2; // 0 and 1 are the two sockets
    std::map<std::uint64_t, Client> m_clients;
    std::map<std::uint64_t, Ask> m_asks;
};

} // namespace tare::network::dns
