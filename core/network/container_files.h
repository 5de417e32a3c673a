// SPDX-License-Identifier: GPL-3.0-or-later
// The texts of a container's /etc/hosts and /etc/resolv.conf (hosts(5), resolv.conf(5)), as Docker makes them.
#pragma once

#include "core/network/types.h"

#include <string>
#include <string_view>
#include <vector>

namespace tare::network {

// `addresses`: of the container, each with `hostname`. `extraHosts`: "name:address"; the address may be "host-gateway".
[[nodiscard]] std::string hostsText(const std::vector<std::string> &addresses, const std::string &hostname,
                                    const std::string &domainname, const std::vector<std::string> &extraHosts,
                                    const std::string &hostGateway);

// The host's text with what the container's options replace. `filterLoopback`: resolvers on the host's own loopback cannot be
// reached from another network namespace; when none is left, Google's are named, as Docker does. IPv6 ones go, too, unless
// `ipv6`.
[[nodiscard]] std::string resolvText(std::string_view host, const NetworkingSpec &spec, bool filterLoopback, bool ipv6);
// The text to start from: that of systemd-resolved's real resolvers when /etc/resolv.conf names only its stub.
[[nodiscard]] std::string hostResolvText();

} // namespace tare::network
