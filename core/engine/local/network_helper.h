// SPDX-License-Identifier: GPL-3.0-or-later
// Calls of tare-network (docs/processes.md), and what a container's networks are at its start.
#pragma once

#include "core/base/paths.h"
#include "core/base/result.h"
#include "core/engine/local/record.h"
#include "core/network/store.h"

#include <string>
#include <vector>

namespace tare::local {

// The program with its folders and `words`: for callNetworkHelper() and the monitor's --at-end.
[[nodiscard]] Result<std::vector<std::string>> networkCommand(const Paths &paths, std::vector<std::string> words);
// Its result as JSON, or its error. What it says of changes to the machine goes to our standard error.
[[nodiscard]] Result<std::string> callNetworkHelper(const Paths &paths, std::vector<std::string> words, const std::string &input = {});

// "none", "host" and "container:X" need nothing of tare-network.
// What a user without root lacks for networks, as an error; the same in fewer words would be a surprise later.
[[nodiscard]] Status networksWork();
[[nodiscard]] bool isPlugged(const std::string &network);
// The X of "container:X"; empty when it is none.
[[nodiscard]] std::string joinedContainer(const std::string &network);

// The networks that a container is to be in, in its order; "host" and the like are among them.
[[nodiscard]] std::vector<EndpointSpec> wantedEndpoints(const Record &record);
// Of -p and -P.
[[nodiscard]] std::vector<PublishedPort> wantedPorts(const Record &record);
void nameNetworks(const Record &record, Container &out); // its networks and wanted ports
// Of an answer of up, connect and disconnect: where the container is plugged in now.
[[nodiscard]] Result<std::vector<Endpoint>> endpointsOf(const std::string &answer);
struct NetworkUp
{
    std::vector<Endpoint> endpoints;
    std::string path;     // of the network namespace
    std::string userPath; // of the user namespace that it belongs to, for users without root; else empty
};
// Namespace, devices, addresses, ports: all that the record asks for. `userPath`: of the user namespace that root's container joins.
[[nodiscard]] Result<NetworkUp> networkUp(const Paths &paths, const Record &record, const std::string &name,
                                          const std::string &userPath = {});
// Takes back whatever a container holds; nothing, most of the time.
[[nodiscard]] Status networkDown(const Paths &paths, const std::string &container);
// Of containers that are no more. Only to be called when no start can be under way.
void sweepNetworks(const Paths &paths);

} // namespace tare::local
