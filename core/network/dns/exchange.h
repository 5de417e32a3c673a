// SPDX-License-Identifier: GPL-3.0-or-later
// One query on its way to upstream servers, one after the other until one answers. Each attempt has a socket of its own, connected,
// so with a port of the kernel's choice, and a random id: only the server that was asked can answer, and only this question.
#pragma once

#include "core/base/unique_fd.h"
#include "core/network/dns/message.h"
#include "core/network/dns/upstreams.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tare::network::dns {

class Exchange
{
public:
    // `done` gets the answer with the asker's id; it is called once, by ready() or late().
    Exchange(Query query, std::string bytes, std::vector<Server> servers, bool datagram, std::function<void(const std::string &)> done);

    void begin(std::int64_t now); // milliseconds, CLOCK_MONOTONIC
    void ready(std::int64_t now); // its descriptor has something
    void late(std::int64_t now);  // its deadline has passed
    [[nodiscard]] int fd() const { return m_socket.get(); } // it changes from server to server
    [[nodiscard]] bool wantsWrite() const { return m_sent < m_out.size(); }
    [[nodiscard]] std::int64_t deadline() const { return m_deadline; }
    [[nodiscard]] bool over() const { return m_over; }

private:
    void next(std::int64_t now);
    bool open(const Server &server);
    void readDatagram(std::int64_t now);
    void stream(std::int64_t now);
    void take(std::string answer, std::int64_t now);
    void finish(std::string answer);

    Query m_query;
    std::string m_bytes;
    std::vector<Server> m_servers;
    bool m_datagram;
    std::function<void(const std::string &)> m_done;
    std::size_t m_at = 0; // of the servers: the next one
    std::uint16_t m_id = 0;
    UniqueFd m_socket;
    std::string m_out, m_in;
    std::size_t m_sent = 0;
    std::string m_refusal; // the last answer that was none
    std::int64_t m_deadline = 0;
    bool m_over = false;
};

} // namespace tare::network::dns
