// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/local/container_store.h"
#include "core/engine/networks.h"
#include "core/network/store.h"

namespace tare::local {

class LocalNetworks final : public NetworkEngine
{
public:
    explicit LocalNetworks(const ContainerStore &containers) : m_containers(containers), m_store(containers.paths()) {}

    Result<std::vector<Network>> list() override;
    Result<Network> find(const std::string &nameOrId) override;
    Result<std::string> inspect(const std::string &nameOrId) override;
    Result<Network> create(const NetworkSpec &spec) override;
    Result<Network> remove(const std::string &nameOrId) override;
    Status connect(const std::string &container, const EndpointSpec &endpoint) override;
    Status disconnect(const std::string &container, const std::string &network, bool force) override;
    Result<std::vector<std::string>> prune(const PruneOptions &options) override;

private:
    Status changeRunning(const Record &record, const std::vector<std::string> &words, const std::string &input);
    void event(const std::string &action, const Network &network);

    const ContainerStore &m_containers; // the engine's, which outlives this
    network::NetworkStore m_store;
};

} // namespace tare::local
