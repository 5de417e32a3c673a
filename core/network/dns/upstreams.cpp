// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/dns/upstreams.h"

#include "core/base/strings.h"
#include "core/network/address.h"
#include "core/network/container_files.h"

#include <cstring>
#include <ctime>
#include <net/if.h>
#include <netinet/in.h>

namespace tare::network::dns {
namespace {

constexpr std::size_t most = 3;
constexpr std::uint16_t port = 53;

} // namespace

std::vector<Server> serversOf(const std::vector<std::string> &addresses)
{
    std::vector<Server> out;
    for (const std::string &text : addresses) {
        const std::size_t percent = text.find('%');
        const auto address = IpAddress::parse(text.substr(0, percent));
        if (!address || out.size() == most)
            continue;
        Server one;
        if (address->v6) {
            sockaddr_in6 six{};
            six.sin6_family = AF_INET6;
            six.sin6_port = htons(port);
            std::memcpy(&six.sin6_addr, address->bytes.data(), 16);
            if (percent != std::string::npos)
                six.sin6_scope_id = ::if_nametoindex(text.substr(percent + 1).c_str());
            std::memcpy(&one.address, &six, one.size = sizeof six);
        } else {
            sockaddr_in four{};
            four.sin_family = AF_INET;
            four.sin_port = htons(port);
            std::memcpy(&four.sin_addr, address->bytes.data(), 4);
            std::memcpy(&one.address, &four, one.size = sizeof four);
        }
        out.push_back(one);
    }
    return out;
}

std::vector<std::string> nameservers(std::string_view resolvConf)
{
    std::vector<std::string> out;
    const std::string text(resolvConf);
    for (const std::string_view line : split(text, '\n')) {
        if (!line.starts_with("nameserver") || line.size() < 11 || (line[10] != ' ' && line[10] != '\t'))
            continue;
        const std::string_view rest = trim(line.substr(10));
        out.emplace_back(rest.substr(0, rest.find_first_of(" \t#;")));
    }
    return out.empty() ? std::vector<std::string>{"8.8.8.8", "8.8.4.4"} : out;
}

const std::vector<Server> &HostServers::now()
{
    timespec time{};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    if (m_looked != time.tv_sec)
        m_servers = serversOf(nameservers(hostResolvText()));
    m_looked = time.tv_sec;
    return m_servers;
}

} // namespace tare::network::dns
