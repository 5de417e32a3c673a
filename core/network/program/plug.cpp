// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/program/plug.h"

#include "core/base/scope_exit.h"
#include "core/base/strings.h"
#include "core/network/kernel/namespaces.h"

#include <algorithm>

namespace tare::network {
namespace {

// Everything again from what is written down, for a table that somebody has flushed. The caller holds the store's lock.
Status rebuild(const NetworkStore &store, Firewall &firewall)
{
    firewall.addRules();
    Netlink netlink = TARE_TRY(Netlink::open());
    for (const Network &network : TARE_TRY(store.networks())) {
        if (network.driver == "bridge" && netlink.find(network.device))
            firewall.add(network);
    }
    for (const Attachment &one : store.attachments()) {
        for (const Translation &translation : translations(one))
            firewall.add(translation);
    }
    return firewall.commit();
}

} // namespace

// Its addresses are leased then.
Result<Endpoint> leaseEndpoint(const NetworkStore &store, const Network &network, const EndpointSpec &spec, const std::string &container,
                               int number)
{
    if (network.driver != "bridge")
        return fail(Errc::InvalidArgument, {}, "container cannot be connected to network endpoint: " + network.name);
    if (!spec.address6.empty() && network.subnet6.empty())
        return fail(Errc::InvalidArgument, {},
                    "invalid config for network " + network.name + ": user specified IP address is supported only when connecting to "
                    "networks with user configured subnets");
    Endpoint out;
    out.network = network.name;
    out.networkId = network.id;
    out.id = randomHex(32);
    out.interface = "eth" + std::to_string(number);
    out.aliases = spec.aliases;
    const IpAddress address = TARE_TRY(store.lease(network, false, spec.address, container));
    out.address = address.text();
    out.prefix = Subnet::parse(network.subnet)->prefix;
    out.gateway = network.internal ? "" : network.gateway;
    ScopeExit undo([&] { store.release(network.id, out.address); });
    if (!network.subnet6.empty()) {
        out.address6 = TARE_TRY(store.lease(network, true, spec.address6, container)).text();
        out.prefix6 = Subnet::parse(network.subnet6)->prefix;
        out.gateway6 = network.internal ? "" : network.gateway6;
    }
    out.mac = spec.mac.empty() ? macFor(address) : spec.mac;
    undo.dismiss();
    return out;
}

Status plug(Netlink &host, int space, const std::string &container, const Place &place, const Endpoint &endpoint)
{
    VethSpec veth;
    veth.device = Attachment::deviceFor(container, endpoint.networkId);
    veth.bridge = place.bridge.index;
    veth.mtu = place.bridge.mtu;
    veth.peer = endpoint.interface;
    veth.mac = endpoint.mac;
    veth.peerNamespace = space;
    const int port = TARE_TRY(host.addVeth(veth));
    const auto icc = place.network.options.find("com.docker.network.bridge.enable_icc");
    if (icc != place.network.options.end() && icc->second == "false")
        TARE_CHECK(host.isolate(port));
    return inNamespace(space, [&]() -> Status {
        Netlink inside = TARE_TRY(Netlink::open());
        const int index = TARE_TRY(inside.find(endpoint.interface)).index;
        const bool v6 = !endpoint.address6.empty();
        [[maybe_unused]] const Status quiet = setNetworkValue("ipv6/conf/" + endpoint.interface + "/disable_ipv6", v6 ? "0" : "1");
        TARE_CHECK(inside.setUp(index));
        TARE_CHECK(inside.addAddress(index, *IpAddress::parse(endpoint.address), endpoint.prefix));
        if (v6)
            TARE_CHECK(inside.addAddress(index, *IpAddress::parse(endpoint.address6), endpoint.prefix6));
        return {};
    });
}

const Endpoint *wayOut(const std::vector<Endpoint> &endpoints, bool v6)
{
    const auto at = std::find_if(endpoints.begin(), endpoints.end(), [&](const Endpoint &one) { return !(v6 ? one.gateway6 : one.gateway).empty(); });
    return at == endpoints.end() ? nullptr : &*at;
}

Status routeOut(int space, const std::vector<Endpoint> &before, const std::vector<Endpoint> &now)
{
    return inNamespace(space, [&]() -> Status {
        for (const bool v6 : {false, true}) {
            const Endpoint *old = wayOut(before, v6), *way = wayOut(now, v6);
            if (way == nullptr || (old != nullptr && old->id == way->id))
                continue;
            Netlink inside = TARE_TRY(Netlink::open());
            const int index = TARE_TRY(inside.find(way->interface)).index;
            TARE_CHECK(inside.setDefaultRoute(index, *IpAddress::parse(v6 ? way->gateway6 : way->gateway)));
        }
        return {};
    });
}

const Endpoint *portTarget(const Attachment &attachment)
{
    const Endpoint *out = wayOut(attachment.endpoints, false);
    return out != nullptr || attachment.endpoints.empty() ? out : &attachment.endpoints.front();
}

std::vector<Translation> translations(const Attachment &attachment)
{
    std::vector<Translation> out;
    const Endpoint *target = portTarget(attachment);
    for (const PortMapping &port : target != nullptr ? attachment.ports : std::vector<PortMapping>()) {
        const bool six = port.hostAddress.find(':') != std::string::npos;
        const std::string &address = six ? target->address6 : target->address;
        if (!address.empty())
            out.push_back({port, address});
    }
    return out;
}

Status commitLocked(const NetworkStore &store, Firewall &firewall)
{
    Status done = firewall.commit();
    return done || done.error().code != Errc::NotFound ? std::move(done) : rebuild(store, firewall);
}

Status commitOrRebuild(const NetworkStore &store, Firewall &firewall)
{
    Status done = firewall.commit();
    if (done || done.error().code != Errc::NotFound)
        return done;
    const FileLock lock = TARE_TRY(store.lock());
    return rebuild(store, firewall);
}

} // namespace tare::network
