// SPDX-License-Identifier: GPL-3.0-or-later
// Networks, as an engine that has them gives them out (Engine::networks()). Every call may block; thread-safe.
#pragma once

#include "core/base/result.h"
#include "core/engine/store_types.h"
#include "core/network/types.h"

#include <string>
#include <vector>

namespace tare {

class NetworkEngine
{
public:
    virtual ~NetworkEngine() = default;

    // bridge, host and none are always there.
    [[nodiscard]] virtual Result<std::vector<Network>> list() = 0;
    [[nodiscard]] virtual Result<Network> find(const std::string &nameOrId) = 0; // NotFound, AmbiguousId
    // Docker's JSON shape of `docker network inspect`: one object.
    [[nodiscard]] virtual Result<std::string> inspect(const std::string &nameOrId) = 0;
    [[nodiscard]] virtual Result<Network> create(const NetworkSpec &spec) = 0; // NameInUse
    // Refused for the three that are always there and for those that have running containers.
    [[nodiscard]] virtual Result<Network> remove(const std::string &nameOrId) = 0;
    // Of a container that runs, or will: the choice is kept.
    [[nodiscard]] virtual Status connect(const std::string &container, const EndpointSpec &endpoint) = 0;
    [[nodiscard]] virtual Status disconnect(const std::string &container, const std::string &network, bool force) = 0;
    // Those that people made and no container has: their names.
    [[nodiscard]] virtual Result<std::vector<std::string>> prune(const PruneOptions &options) = 0;
};

} // namespace tare
