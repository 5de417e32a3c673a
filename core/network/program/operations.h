// SPDX-License-Identifier: GPL-3.0-or-later
// What tare-network does. Each call takes the networks' lock for as long as it must, and undoes what it made when it fails.
#pragma once

#include "core/base/result.h"
#include "core/network/listeners.h"
#include "core/network/store.h"
#include "core/network/types.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tare::network {

class Netlink;

struct UpRequest
{
    std::string id, name; // of the container
    std::vector<EndpointSpec> endpoints;
    std::vector<PublishedPort> ports;
    std::string hostname;         // one more name of it
    std::vector<std::string> dns; // see Attachment
    bool ndots = false;
    std::string userPath;      // of the user namespace that its network belongs to, of root's containers; empty: the machine's
    std::uint32_t firstId = 0; // not 0: its network belongs to a user namespace in which this one is root (userns::mappingFrom())
};

// bridge, host and none, as they are written down with the first use of any.
[[nodiscard]] Status makeDefaults(const NetworkStore &store);
[[nodiscard]] Result<Network> createNetwork(const NetworkStore &store, const NetworkSpec &spec);
// Refused for networks that are pre-defined or have running containers.
[[nodiscard]] Result<Network> removeNetwork(const NetworkStore &store, const std::string &nameOrId);
// The bridge with its addresses, with the lock held. The rules for a new one are the caller's.
struct Bridge
{
    int index = 0, mtu = 0;
    bool isNew = false;
};
[[nodiscard]] Result<Bridge> ensureBridge(Netlink &netlink, const Network &network);

// A network namespace with all that was asked for in it. `listeners`: the request's ports, bound on the machine.
[[nodiscard]] Result<Attachment> bringUp(const NetworkStore &store, const UpRequest &request, const std::vector<Listener> &listeners);
// Nothing of it is left; nothing to do is success.
[[nodiscard]] Status takeDown(const NetworkStore &store, const std::string &container);
// Of a container whose networks are gone with the namespace that they were in.
void forgetContainer(const NetworkStore &store, const std::string &container);
// For a container that runs. `listeners` are for one that had no network.
[[nodiscard]] Result<Attachment> connect(const NetworkStore &store, const std::string &container, const EndpointSpec &spec,
                                         std::vector<Listener> listeners);
// Ports and the way out go over to the next network.
[[nodiscard]] Result<Attachment> disconnect(const NetworkStore &store, const std::string &container, const std::string &network);

// Lets packets through this machine, which networks need; says on standard error what it changed.
[[nodiscard]] Status allowForwarding(bool v6);
// Of the network namespace that the process is in.
[[nodiscard]] Status setNetworkValue(const std::string &name, const std::string &value); // "ipv4/ip_forward"

} // namespace tare::network
