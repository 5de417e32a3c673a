// SPDX-License-Identifier: GPL-3.0-or-later
// Whom a query is forwarded to.
#pragma once

#include <string>
#include <string_view>
#include <sys/socket.h>
#include <vector>

namespace tare::network::dns {

struct Server
{
    sockaddr_storage address{};
    socklen_t size = 0;
};

// Of numeric addresses, IPv6 ones perhaps with a zone; others are left out. At most three, as resolv.conf(5).
[[nodiscard]] std::vector<Server> serversOf(const std::vector<std::string> &addresses);
// The nameserver lines of a resolv.conf; without any, Docker's choice.
[[nodiscard]] std::vector<std::string> nameservers(std::string_view resolvConf);

// The host's servers as they are now: a machine may be carried from one network to another. Looked at once a second at most.
class HostServers
{
public:
    [[nodiscard]] const std::vector<Server> &now();

private:
    std::vector<Server> m_servers;
    long m_looked = -1;
};

} // namespace tare::network::dns
