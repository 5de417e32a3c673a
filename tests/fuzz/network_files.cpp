// SPDX-License-Identifier: GPL-3.0-or-later
// Words of -p and --expose, resolv.conf and hosts files, addresses, and the documents of networks after a disk went bad.
#include "core/base/strings.h"
#include "core/network/container_files.h"
#include "core/network/dns/upstreams.h"
#include "core/network/json.h"
#include "core/network/ports.h"
#include "core/network/store.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace tare;
    using namespace tare::network;
    const std::string text(reinterpret_cast<const char *>(data), size);
    if (const auto ports = parsePublished(text)) {
        std::vector<PortMapping> mappings;
        for (const PublishedPort &port : *ports) {
            if (port.containerPort == 0 || (port.hostPortEnd != 0 && port.hostPortEnd < port.hostPort))
                std::abort();
            if (!port.hostAddress.empty() && !IpAddress::parse(port.hostAddress))
                std::abort();
            mappings.push_back({port.hostAddress.empty() ? "0.0.0.0" : port.hostAddress, port.hostPort, port.containerPort, port.protocol});
        }
        (void)portsText(mappings, {"80/tcp", text});
    }
    if (const auto ports = parseExposed(text)) {
        if (std::any_of(ports->begin(), ports->end(), [](const std::string &port) { return splitPort(port).first == 0; }))
            std::abort();
    }
    if (const auto address = IpAddress::parse(text); address && IpAddress::parse(address->text()) != address)
        std::abort();
    if (const auto subnet = Subnet::parse(text); subnet && !subnet->contains(subnet->base))
        std::abort();
    if (const auto mac = parseMac(text); mac && mac->size() != 17)
        std::abort();
    NetworkingSpec spec;
    for (const bool filter : {false, true})
        (void)resolvText(text, spec, filter, filter);
    const std::string own = ownResolvText(text, spec);
    if (own.find("nameserver 127.0.0.11\n") != 0 || own.find("ndots:") == std::string::npos || own.back() != '\n')
        std::abort();
    (void)dns::serversOf(dns::nameservers(text));
    if (withoutHosts(text, {}) != text || withoutHosts(text, {"10.0.0.1"}).size() > text.size())
        std::abort();
    if (const auto attachment = Attachment::parse(text)) {
        const auto again = Attachment::parse(attachment->toJson());
        if (!again || again->endpoints.size() != attachment->endpoints.size())
            std::abort();
    }
    try {
        (void)nlohmann::json::parse(text).get<Network>();
    } catch (const std::exception &) { // what NetworkStore catches
    }
    return 0;
}
