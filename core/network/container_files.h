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

// Whom containers of a user without root ask, when no --dns says otherwise: what leads out of their networks hands it to the host's.
inline constexpr const char *worldResolver = "10.0.2.3";

// --dns, or that one; empty: the host's.
[[nodiscard]] std::vector<std::string> serversFor(const NetworkingSpec &spec);

// The lines of `addresses` alone.
[[nodiscard]] std::string ownHosts(const std::vector<std::string> &addresses, const std::string &hostname,
                                   const std::string &domainname);

// The host's text with what the container's options replace. `filterLoopback`: resolvers on the host's own loopback cannot be
// reached from another network namespace; when none is left, Google's are named, as Docker does. IPv6 ones go, too, unless
// `ipv6`.
[[nodiscard]] std::string resolvText(std::string_view host, const NetworkingSpec &spec, bool filterLoopback, bool ipv6);
// Of a container that has a resolver of its own: its address in place of all others, and a name without a dot is asked for as it
// is, unless the user or the host chose an ndots.
[[nodiscard]] std::string ownResolvText(std::string_view host, const NetworkingSpec &spec);
// Of "ndots:N"; 0 without one.
[[nodiscard]] int ndotsOf(const std::vector<std::string> &options);
// The text to start from: that of systemd-resolved's real resolvers when /etc/resolv.conf names only its stub.
[[nodiscard]] std::string hostResolvText();

// A hosts file without the lines of these addresses, which the container has no more.
[[nodiscard]] std::string withoutHosts(std::string_view hosts, const std::vector<std::string> &addresses);

} // namespace tare::network
