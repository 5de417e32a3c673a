// SPDX-License-Identifier: GPL-3.0-or-later
// The steps of which a container's way into networks, between them, and out of them is made.
#pragma once

#include "core/network/kernel/firewall.h"
#include "core/network/kernel/netlink.h"
#include "core/network/program/operations.h"

#include <string>
#include <vector>

namespace tare::network {

struct Place
{
    Network network;
    Bridge bridge;
};

// Its addresses are leased then. `number` is the interface's.
[[nodiscard]] Result<Endpoint> leaseEndpoint(const NetworkStore &store, const Network &network, const EndpointSpec &spec,
                                             const std::string &container, int number);
// The pair of devices, with addresses, both ends up.
[[nodiscard]] Status plug(Netlink &host, int space, const std::string &container, const Place &place, const Endpoint &endpoint);

// The endpoint by which a container gets out of its networks, in its order of them; null: by none.
[[nodiscard]] const Endpoint *wayOut(const std::vector<Endpoint> &endpoints, bool v6);
// The default routes as they follow from `now`, where that is another than before.
[[nodiscard]] Status routeOut(int space, const std::vector<Endpoint> &before, const std::vector<Endpoint> &now);
// The endpoint that published ports lead to; null: none.
[[nodiscard]] const Endpoint *portTarget(const Attachment &attachment);
[[nodiscard]] std::vector<Translation> translations(const Attachment &attachment);

// Commits what is gathered. When somebody has flushed the table, all of it is made again from what is written down.
[[nodiscard]] Status commitLocked(const NetworkStore &store, Firewall &firewall);    // the caller holds the lock,
[[nodiscard]] Status commitOrRebuild(const NetworkStore &store, Firewall &firewall); // and here it does not

} // namespace tare::network
