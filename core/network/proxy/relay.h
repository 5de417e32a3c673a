// SPDX-License-Identifier: GPL-3.0-or-later
// TCP connections and UDP conversations between listeners and a container.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <sys/socket.h>
#include <vector>

namespace tare::network::proxy {

struct Target
{
    int listener = -1;
    bool tcp = true;
    sockaddr_storage address{};
    socklen_t size = 0;
};

// Something that the loop waits for.
class Source
{
public:
    virtual ~Source() = default;
    virtual void ready() = 0; // some descriptor of its own has something, whichever
    // Nothing came for a minute and a half: true when it may go.
    [[nodiscard]] virtual bool idle(std::int64_t now) const = 0;
    [[nodiscard]] bool over() const { return m_over; }

protected:
    bool m_over = false;
};

class Relay
{
public:
    Relay();
    ~Relay();
    Relay(const Relay &) = delete;
    Relay &operator=(const Relay &) = delete;
    // "LISTENER/PROTOCOL/ADDRESS/PORT". False when it is none.
    bool add(const char *text);
    int run(); // until it is killed

    // For sources: `events` as epoll_ctl(2)'s; 0 takes the descriptor out.
    void watch(int fd, std::uint32_t events, Source *source) const;
    void keep(std::unique_ptr<Source> source);

private:
    void sweep(std::int64_t now);
    int m_epoll;
    std::vector<Target> m_targets;
    std::list<std::unique_ptr<Source>> m_sources;
};

[[nodiscard]] std::unique_ptr<Source> makeTcpListener(Relay &relay, const Target &target);
[[nodiscard]] std::unique_ptr<Source> makeUdpListener(Relay &relay, const Target &target);
[[nodiscard]] std::int64_t seconds(); // CLOCK_MONOTONIC

} // namespace tare::network::proxy
