// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/listeners.h"

#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/network/address.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>

namespace tare::network {
namespace {

// The port it was bound to. System errors are told by errno alone: the caller knows what they mean.
std::uint16_t bindOne(const IpAddress &address, std::uint16_t port, bool tcp, UniqueFd &out)
{
    out = UniqueFd(::socket(address.v6 ? AF_INET6 : AF_INET, (tcp ? SOCK_STREAM : SOCK_DGRAM) | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!out)
        return 0;
    const int on = 1;
    if (tcp) // connections of a former owner that linger do not matter
        ::setsockopt(out.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_storage where{};
    socklen_t size = 0;
    if (address.v6) {
        ::setsockopt(out.get(), IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
        if (!tcp)
            ::setsockopt(out.get(), IPPROTO_IPV6, IPV6_RECVPKTINFO, &on, sizeof on);
        sockaddr_in6 six{};
        six.sin6_family = AF_INET6;
        six.sin6_port = htons(port);
        std::memcpy(&six.sin6_addr, address.bytes.data(), 16);
        std::memcpy(&where, &six, size = sizeof six);
    } else {
        if (!tcp)
            ::setsockopt(out.get(), IPPROTO_IP, IP_PKTINFO, &on, sizeof on);
        sockaddr_in four{};
        four.sin_family = AF_INET;
        four.sin_port = htons(port);
        std::memcpy(&four.sin_addr, address.bytes.data(), 4);
        std::memcpy(&where, &four, size = sizeof four);
    }
    auto *const raw = reinterpret_cast<sockaddr *>(&where); // NOLINT: the interface of bind(2)
    if (::bind(out.get(), raw, size) != 0 || (tcp && ::listen(out.get(), SOMAXCONN) != 0))
        return 0;
    socklen_t length = sizeof where;
    if (::getsockname(out.get(), raw, &length) != 0)
        return 0;
    // The two structures have the port at the same place.
    sockaddr_in four{};
    std::memcpy(&four, &where, sizeof four);
    return ntohs(four.sin_port);
}

std::string firstFreePort()
{
    const auto text = readFile("/proc/sys/net/ipv4/ip_unprivileged_port_start", 64);
    return text ? std::string(trim(*text)) : "1024";
}

// All families of one port, at one number. Empty with errno when one of them is taken.
std::vector<Listener> bindAll(const PublishedPort &port, const std::vector<IpAddress> &addresses, std::uint16_t number)
{
    std::vector<Listener> out;
    for (const IpAddress &address : addresses) {
        Listener one;
        const std::uint16_t got = bindOne(address, number, port.protocol == "tcp", one.socket);
        if (got == 0 && address.v6 && port.hostAddress.empty() && errno != EADDRINUSE)
            continue; // a machine without IPv6
        if (got == 0)
            return {};
        number = got;
        one.port = {address.text(), got, port.containerPort, port.protocol};
        out.push_back(std::move(one));
    }
    return out;
}

} // namespace

Result<std::vector<Listener>> bindPorts(const std::vector<PublishedPort> &ports, const HolderName &holder)
{
    std::vector<Listener> out;
    for (const PublishedPort &port : ports) {
        std::vector<IpAddress> addresses;
        if (port.hostAddress.empty())
            addresses = {IpAddress{}, IpAddress{{}, true}};
        else if (const auto one = IpAddress::parse(port.hostAddress))
            addresses = {*one};
        else
            return fail(Errc::InvalidArgument, {}, "Invalid ip address: " + port.hostAddress);
        std::vector<Listener> bound;
        const int last = std::max<int>(port.hostPort, port.hostPortEnd);
        for (int number = port.hostPort; number <= last && bound.empty(); ++number) {
            // A number that the kernel chose for one family may be taken in the other.
            for (int attempt = 0; attempt < (number == 0 ? 16 : 1) && bound.empty(); ++attempt)
                bound = bindAll(port, addresses, static_cast<std::uint16_t>(number));
        }
        if (bound.empty()) {
            const int error = errno;
            const std::string where = (addresses.front().v6 ? "[" + addresses.front().text() + "]" : addresses.front().text()) +
                                      ":" + std::to_string(port.hostPort);
            if (error == EACCES && port.hostPort > 0)
                return fail(Errc::InvalidArgument, {},
                            "port " + std::to_string(port.hostPort) + " of this machine cannot be published: ports below " +
                                firstFreePort() + " are for root",
                            "Publish another one, or as root: sysctl net.ipv4.ip_unprivileged_port_start=" + std::to_string(port.hostPort));
            if (error != EADDRINUSE)
                return failSystem("bind port", where + "/" + port.protocol, error);
            const std::string who = holder ? holder(port.hostPort, port.protocol) : std::string();
            return fail(Errc::InvalidArgument, {},
                        "Bind for " + where + " failed: port is already allocated" + (who.empty() ? "" : ": " + who + " has it"),
                        "Publish another port, or end what has this one.");
        }
        for (Listener &one : bound)
            out.push_back(std::move(one));
    }
    return out;
}

} // namespace tare::network
