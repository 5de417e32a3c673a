// SPDX-License-Identifier: GPL-3.0-or-later
// A container's way into its networks, and out of them.
#include "core/network/program/helpers.h"
#include "core/network/program/operations.h"

#include "core/base/file.h"
#include "core/base/scope_exit.h"
#include "core/base/strings.h"
#include "core/network/kernel/firewall.h"
#include "core/network/kernel/namespaces.h"
#include "core/network/kernel/netlink.h"
#include "core/network/listeners.h"
#include "core/network/ports.h"

#include <algorithm>
#include <fcntl.h>
#include <unistd.h>

namespace tare::network {
namespace {

struct Place
{
    Network network;
    Bridge bridge;
};

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

Status plug(Netlink &host, int space, const std::string &container, const Place &place, const Endpoint &endpoint, bool first)
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
        if (first)
            TARE_CHECK(inside.setUp(1)); // loopback is always the first
        const int index = TARE_TRY(inside.find(endpoint.interface)).index;
        const bool v6 = !endpoint.address6.empty();
        [[maybe_unused]] const Status quiet = setNetworkValue("ipv6/conf/" + endpoint.interface + "/disable_ipv6", v6 ? "0" : "1");
        TARE_CHECK(inside.setUp(index));
        TARE_CHECK(inside.addAddress(index, *IpAddress::parse(endpoint.address), endpoint.prefix));
        if (v6)
            TARE_CHECK(inside.addAddress(index, *IpAddress::parse(endpoint.address6), endpoint.prefix6));
        // One way out is enough, and the first network gives it.
        if (!first)
            return {};
        if (!endpoint.gateway.empty())
            TARE_CHECK(inside.addDefaultRoute(index, *IpAddress::parse(endpoint.gateway)));
        if (!endpoint.gateway6.empty())
            TARE_CHECK(inside.addDefaultRoute(index, *IpAddress::parse(endpoint.gateway6)));
        return {};
    });
}

std::vector<Translation> translations(const Attachment &attachment)
{
    std::vector<Translation> out;
    if (attachment.endpoints.empty())
        return out;
    for (const PortMapping &port : attachment.ports) {
        const bool six = port.hostAddress.find(':') != std::string::npos;
        const std::string &address = six ? attachment.endpoints.front().address6 : attachment.endpoints.front().address;
        if (!address.empty())
            out.push_back({port, address});
    }
    return out;
}

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

// Commits what is gathered, or rebuilds. The caller does not hold the lock.
Status commitOrRebuild(const NetworkStore &store, Firewall &firewall)
{
    Status done = firewall.commit();
    if (done || done.error().code != Errc::NotFound)
        return done;
    const FileLock lock = TARE_TRY(store.lock());
    return rebuild(store, firewall);
}

// Under the lock, so that who takes it down meanwhile sees the helpers, or we see that it was taken down.
Status writeHelpers(const NetworkStore &store, const Attachment &attachment, const std::vector<Helper> &helpers)
{
    if (helpers.empty())
        return {};
    {
        const FileLock lock = TARE_TRY(store.lock());
        if (!store.attachment(attachment.id))
            return fail(Errc::NotFound, attachment.id, "its network was taken down meanwhile");
        TARE_CHECK(store.write(attachment));
    }
    for (const Helper &helper : helpers)
        TARE_CHECK(letGo(helper));
    return {};
}

} // namespace

Result<Attachment> bringUp(const NetworkStore &store, const UpRequest &request)
{
    Attachment out;
    out.id = request.id;
    out.name = request.name;
    out.hostname = request.hostname;
    out.dns = request.dns;
    out.ndots = request.ndots;
    const std::vector<Listener> listeners =
        TARE_TRY(bindPorts(request.ports, [&](std::uint16_t port, const std::string &protocol) {
            for (const Attachment &one : store.attachments()) {
                for (const PortMapping &taken : one.ports) {
                    if (taken.hostPort == port && taken.protocol == protocol && one.proxy.alive())
                        return "container " + one.name;
                }
            }
            return portHolder(port, protocol);
        }));
    for (const Listener &listener : listeners)
        out.ports.push_back(listener.port);
    Netlink host = TARE_TRY(Netlink::open());
    std::vector<Place> places;
    ScopeExit undo([&] {
        if (!store.attachment(request.id)) // it names what there is to take down
            [[maybe_unused]] const Status written = store.write(out);
        [[maybe_unused]] const Status down = takeDown(store, request.id);
    });
    bool newBridge = false;
    {
        const FileLock lock = TARE_TRY(store.lock());
        TARE_CHECK(makeDefaults(store));
        for (const EndpointSpec &spec : request.endpoints) {
            places.push_back({TARE_TRY(store.find(spec.network)), {}});
            Endpoint one;
            one.networkId = places.back().network.id;
            out.endpoints.push_back(std::move(one));
        }
        TARE_CHECK(store.write(out)); // from here on, whatever is taken can be found
        for (std::size_t i = 0; i < places.size(); ++i)
            out.endpoints[i] = TARE_TRY(leaseEndpoint(store, places[i].network, request.endpoints[i], request.id, static_cast<int>(i)));
        TARE_CHECK(store.write(out));
        for (Place &place : places) {
            place.bridge = TARE_TRY(ensureBridge(host, place.network));
            newBridge = newBridge || place.bridge.isNew;
        }
    }
    if (newBridge || !listeners.empty()) {
        Firewall firewall = TARE_TRY(Firewall::open());
        for (const Place &place : places) {
            if (place.bridge.isNew)
                firewall.add(place.network);
        }
        for (const Translation &translation : translations(out))
            firewall.add(translation);
        TARE_CHECK(commitOrRebuild(store, firewall));
    }
    const UniqueFd space = TARE_TRY(makeNamespace(store.namespacePath(request.id)));
    TARE_CHECK(inNamespace(space.get(), []() -> Status {
        [[maybe_unused]] const Status off = setNetworkValue("ipv6/conf/default/disable_ipv6", "1");
        [[maybe_unused]] const Status quiet = setNetworkValue("ipv6/conf/default/accept_ra", "0");
        return {};
    }));
    for (std::size_t i = 0; i < places.size(); ++i)
        TARE_CHECK(plug(host, space.get(), request.id, places[i], out.endpoints[i], i == 0));
    std::vector<Helper> helpers;
    if (!listeners.empty()) {
        helpers.push_back(TARE_TRY(startProxy(store, out, listeners)));
        out.proxy = helpers.back().process;
    }
    if (std::any_of(out.endpoints.begin(), out.endpoints.end(), hasNames)) {
        helpers.push_back(TARE_TRY(startResolver(store, out, space.get())));
        out.resolver = helpers.back().process;
    }
    TARE_CHECK(writeHelpers(store, out, helpers));
    undo.dismiss();
    return out;
}

Status takeDown(const NetworkStore &store, const std::string &container)
{
    const auto record = store.attachment(container);
    if (record) {
        const auto ways = translations(*record);
        if (!ways.empty()) {
            Firewall firewall = TARE_TRY(Firewall::open());
            for (const Translation &translation : ways)
                firewall.remove(translation);
            if (const Status gone = firewall.commit(); !gone && gone.error().code != Errc::NotFound)
                return gone;
        }
        endHelper(record->proxy);
        endHelper(record->resolver);
        Netlink netlink = TARE_TRY(Netlink::open());
        for (const Endpoint &endpoint : record->endpoints)
            TARE_CHECK(netlink.remove(Attachment::deviceFor(container, endpoint.networkId)));
    }
    TARE_CHECK(removeNamespace(store.namespacePath(container)));
    const FileLock lock = TARE_TRY(store.lock());
    if (const auto last = store.attachment(container)) { // one that was just being brought up got them meanwhile
        endHelper(last->proxy);
        endHelper(last->resolver);
    }
    store.forget(container);
    return {};
}

Result<Attachment> connect(const NetworkStore &store, const std::string &container, const EndpointSpec &spec)
{
    const FileLock lock = TARE_TRY(store.lock());
    Attachment out = TARE_TRY(store.attachment(container));
    Place place{TARE_TRY(store.find(spec.network)), {}};
    int number = 0;
    for (const Endpoint &endpoint : out.endpoints) {
        if (endpoint.networkId == place.network.id)
            return fail(Errc::InvalidArgument, {},
                        "endpoint with name " + out.name + " already exists in network " + place.network.name);
        number = std::max(number, 1 + static_cast<int>(parseInt(std::string_view(endpoint.interface).substr(3)).value_or(0)));
    }
    out.endpoints.emplace_back().networkId = place.network.id;
    TARE_CHECK(store.write(out));
    const std::string device = Attachment::deviceFor(container, place.network.id);
    Netlink host = TARE_TRY(Netlink::open());
    ScopeExit undo([&] {
        [[maybe_unused]] const Status removed = host.remove(device);
        store.release(place.network.id, out.endpoints.back().address);
        store.release(place.network.id, out.endpoints.back().address6);
        out.endpoints.pop_back();
        [[maybe_unused]] const Status written = store.write(out);
    });
    out.endpoints.back() = TARE_TRY(leaseEndpoint(store, place.network, spec, container, number));
    TARE_CHECK(store.write(out));
    place.bridge = TARE_TRY(ensureBridge(host, place.network));
    const UniqueFd space = TARE_TRY(openFile(store.namespacePath(container), O_RDONLY));
    TARE_CHECK(plug(host, space.get(), container, place, out.endpoints.back(), out.endpoints.size() == 1));
    if (hasNames(out.endpoints.back()) && !out.resolver.alive()) {
        const Helper helper = TARE_TRY(startResolver(store, out, space.get()));
        out.resolver = helper.process;
        TARE_CHECK(store.write(out));
        TARE_CHECK(letGo(helper));
    }
    undo.dismiss();
    if (place.bridge.isNew) {
        Firewall firewall = TARE_TRY(Firewall::open());
        firewall.add(place.network);
        Status done = firewall.commit();
        if (!done && done.error().code == Errc::NotFound)
            done = rebuild(store, firewall);
        TARE_CHECK(std::move(done));
    }
    return out;
}

Result<Attachment> disconnect(const NetworkStore &store, const std::string &container, const std::string &network)
{
    const FileLock lock = TARE_TRY(store.lock());
    Attachment record = TARE_TRY(store.attachment(container));
    const Network one = TARE_TRY(store.find(network));
    const auto at = std::find_if(record.endpoints.begin(), record.endpoints.end(),
                                 [&](const Endpoint &endpoint) { return endpoint.networkId == one.id; });
    if (at == record.endpoints.end())
        return fail(Errc::InvalidArgument, {}, "container " + container + " is not connected to network " + one.name);
    Netlink netlink = TARE_TRY(Netlink::open());
    TARE_CHECK(netlink.remove(Attachment::deviceFor(container, one.id)));
    const Endpoint gone = *at;
    record.endpoints.erase(at);
    TARE_CHECK(store.write(record));
    store.release(gone.networkId, gone.address);
    store.release(gone.networkId, gone.address6);
    return record;
}

} // namespace tare::network
