// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/proxy/relay.h"

#include "core/base/strings.h"
#include "core/network/address.h"

#include <cerrno>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <unistd.h>

namespace tare::network::proxy {

std::int64_t seconds()
{
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

Relay::Relay() : m_epoll(::epoll_create1(EPOLL_CLOEXEC)) {}

Relay::~Relay()
{
    ::close(m_epoll);
}

bool Relay::add(const char *text)
{
    const std::string whole(text);
    const auto parts = split(whole, '/');
    if (parts.size() != 4 || (parts[1] != "tcp" && parts[1] != "udp"))
        return false;
    const auto fd = parseInt(parts[0]), port = parseInt(parts[3]);
    const auto address = IpAddress::parse(parts[2]);
    if (!fd || !address || !port || *port < 1 || *port > 65535)
        return false;
    Target out;
    out.listener = static_cast<int>(*fd);
    out.tcp = parts[1] == "tcp";
    if (address->v6) {
        sockaddr_in6 six{};
        six.sin6_family = AF_INET6;
        six.sin6_port = htons(static_cast<std::uint16_t>(*port));
        std::memcpy(&six.sin6_addr, address->bytes.data(), 16);
        std::memcpy(&out.address, &six, out.size = sizeof six);
    } else {
        sockaddr_in four{};
        four.sin_family = AF_INET;
        four.sin_port = htons(static_cast<std::uint16_t>(*port));
        std::memcpy(&four.sin_addr, address->bytes.data(), 4);
        std::memcpy(&out.address, &four, out.size = sizeof four);
    }
    ::fcntl(out.listener, F_SETFL, O_NONBLOCK);
    m_targets.push_back(out);
    return true;
}

void Relay::watch(int fd, std::uint32_t events, Source *source) const
{
    epoll_event event{};
    event.events = events;
    event.data.ptr = source;
    if (events == 0)
        ::epoll_ctl(m_epoll, EPOLL_CTL_DEL, fd, nullptr);
    else if (::epoll_ctl(m_epoll, EPOLL_CTL_MOD, fd, &event) != 0 && errno == ENOENT)
        ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, fd, &event);
}

void Relay::keep(std::unique_ptr<Source> source)
{
    m_sources.push_back(std::move(source));
}

void Relay::sweep(std::int64_t now)
{
    for (auto it = m_sources.begin(); it != m_sources.end();)
        it = (*it)->over() || (*it)->idle(now) ? m_sources.erase(it) : std::next(it);
}

int Relay::run()
{
    for (const Target &target : m_targets)
        keep(target.tcp ? makeTcpListener(*this, target) : makeUdpListener(*this, target));
    while (true) {
        epoll_event events[64];
        const int n = ::epoll_wait(m_epoll, events, 64, 30'000);
        if (n < 0 && errno != EINTR)
            return 1;
        // Nothing is destroyed before all that was told of it has been looked at.
        for (int i = 0; i < n; ++i) {
            auto *source = static_cast<Source *>(events[i].data.ptr);
            if (!source->over())
                source->ready();
        }
        sweep(seconds());
    }
}

} // namespace tare::network::proxy
