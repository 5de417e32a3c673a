// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/free_ports.h"

#include "core/network/listeners.h"
#include "core/network/ports.h"

namespace tare {

PortHolder portHolder(Engine &engine, std::uint16_t port, const std::string &protocol)
{
    const auto containers = engine.containers();
    for (const Container &c : containers ? *containers : std::vector<Container>()) {
        for (const PortMapping &mapping : c.ports) {
            if (mapping.hostPort == port && mapping.protocol == protocol)
                return {c.name, {}};
        }
    }
    return {{}, network::portHolder(port, protocol)};
}

Status checkPortsFree(Engine &engine, const CreateSpec &spec)
{
    if (spec.network == "none" || spec.network == "host" || spec.networking.ports.empty())
        return {};
    const auto bound = network::bindPorts(spec.networking.ports, [&](std::uint16_t port, const std::string &protocol) {
        const PortHolder holder = portHolder(engine, port, protocol);
        return holder.container.empty() ? holder.process : "container " + holder.container;
    });
    return bound ? Status() : Status(tl::unexpected<Error>(bound.error()));
}

} // namespace tare
