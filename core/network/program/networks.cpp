// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/program/operations.h"

#include "core/base/strings.h"
#include "core/base/time.h"
#include "core/network/container_files.h"
#include "core/network/kernel/firewall.h"
#include "core/network/kernel/netlink.h"

#include <algorithm>
#include <unistd.h>

namespace tare::network {
namespace {

constexpr const char *bridgeOption = "com.docker.network.bridge.name";
constexpr const char *mtuOption = "com.docker.network.driver.mtu";

// A device's name as the kernel takes it (dev_valid_name()), and without what a rule's text could trip over.
bool validDevice(const std::string &name)
{
    return !name.empty() && name.size() <= 15 && name != "." && name != ".." &&
           std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
           });
}

bool validNetworkName(const std::string &name)
{
    const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
    return !name.empty() && name.size() <= 255 && plain(name[0]) && std::all_of(name.begin(), name.end(), [&](char c) {
        return plain(c) || c == '_' || c == '.' || c == '-';
    });
}

std::string ownerOf(const Network &network)
{
    return "tare " + network.id;
}

// What no new network may overlap: the host's routes and resolvers, and networks whose bridge is not there now.
Result<std::vector<Subnet>> taken(const NetworkStore &store, Netlink &netlink, bool withRoutes)
{
    std::vector<Subnet> out;
    if (withRoutes) {
        out = TARE_TRY(netlink.routes());
        const std::string text = hostResolvText();
        for (const std::string_view line : split(text, '\n')) {
            const std::string_view word = line.starts_with("nameserver ") ? trim(line.substr(11)) : std::string_view();
            if (const auto address = IpAddress::parse(word); address && !address->isLoopback())
                out.push_back(Subnet::of(*address, address->bits()));
        }
    }
    for (const Network &network : TARE_TRY(store.networks())) {
        for (const std::string &text : {network.subnet, network.subnet6}) {
            if (const auto subnet = Subnet::parse(text))
                out.push_back(*subnet);
        }
    }
    return out;
}

Result<Subnet> freeSubnet(const std::vector<Subnet> &others)
{
    const auto isFree = [&](const Subnet &one) {
        return std::none_of(others.begin(), others.end(), [&](const Subnet &other) { return one.overlaps(other); });
    };
    // Docker's own pools, in its order.
    for (unsigned second = 17; second < 32; ++second) {
        const Subnet one{{{172, static_cast<std::uint8_t>(second)}}, 16};
        if (isFree(one))
            return one;
    }
    for (unsigned third = 0; third < 256; third += 16) {
        const Subnet one{{{192, 168, static_cast<std::uint8_t>(third)}}, 20};
        if (isFree(one))
            return one;
    }
    return fail(Errc::NoSpace, {}, "could not find an available, non-overlapping IPv4 address pool among the defaults to assign to the network",
                "Choose one: --subnet 10.99.0.0/24");
}

// RFC 4193: fd, 40 random bits, and the first of its subnets.
Subnet uniqueLocal()
{
    const std::string digits = randomHex(5);
    return *Subnet::parse("fd" + digits.substr(0, 2) + ":" + digits.substr(2, 4) + ":" + digits.substr(6, 4) + ":1::/64");
}

Status chooseAddresses(const NetworkSpec &spec, const std::vector<Subnet> &routes, const std::vector<Subnet> &networks, Network &out)
{
    for (const std::string &text : spec.subnets) {
        const auto subnet = Subnet::parse(text);
        if (!subnet)
            return fail(Errc::InvalidArgument, {}, "invalid subnet " + escapeControl(text) + ": it is written as 172.28.0.0/16");
        if (subnet->prefix > subnet->base.bits() - 2)
            return fail(Errc::InvalidArgument, {}, "invalid subnet " + escapeControl(text) + ": it has no room for a container");
        std::string &target = subnet->base.v6 ? out.subnet6 : out.subnet;
        if (!target.empty())
            return fail(Errc::InvalidArgument, {}, "a network has at most one subnet of each family");
        // A network that was made by hand may lie where a route is, but not where another network is.
        if (std::any_of(networks.begin(), networks.end(), [&](const Subnet &other) { return subnet->overlaps(other); }))
            return fail(Errc::InvalidArgument, {}, "Pool overlaps with other one on this address space");
        target = subnet->text();
    }
    if (!spec.ipv6 && !out.subnet6.empty())
        return fail(Errc::InvalidArgument, {}, "an IPv6 subnet needs --ipv6");
    if (out.subnet.empty())
        out.subnet = TARE_TRY(freeSubnet(routes)).text();
    if (spec.ipv6 && out.subnet6.empty())
        out.subnet6 = uniqueLocal().text();
    const auto place = [&](const std::string &text, const IpAddress &address, const char *what, std::string &four, std::string &six) -> Status {
        const std::string &within = address.v6 ? out.subnet6 : out.subnet;
        std::string &target = address.v6 ? six : four;
        const auto subnet = Subnet::parse(within);
        if (!subnet || !subnet->contains(address))
            return fail(Errc::InvalidArgument, {}, std::string("no matching subnet for ") + what + " " + escapeControl(text));
        target = text;
        return {};
    };
    for (const std::string &text : spec.gateways) {
        const auto address = IpAddress::parse(text);
        if (!address)
            return fail(Errc::InvalidArgument, {}, "invalid gateway " + escapeControl(text));
        TARE_CHECK(place(address->text(), *address, "gateway", out.gateway, out.gateway6));
    }
    for (const std::string &text : spec.ranges) {
        const auto range = Subnet::parse(text);
        if (!range)
            return fail(Errc::InvalidArgument, {}, "invalid ip-range " + escapeControl(text));
        TARE_CHECK(place(range->text(), range->base, "ip-range", out.range, out.range6));
    }
    if (out.gateway.empty())
        out.gateway = Subnet::parse(out.subnet)->base.plus(1).text();
    if (!out.subnet6.empty() && out.gateway6.empty())
        out.gateway6 = Subnet::parse(out.subnet6)->base.plus(1).text();
    return {};
}

Result<Network> make(const NetworkStore &store, const NetworkSpec &spec, const std::string &device)
{
    Netlink netlink = TARE_TRY(Netlink::open());
    Network out;
    out.id = randomHex(32);
    out.name = spec.name;
    out.created = nowNs();
    out.ipv6 = spec.ipv6;
    out.internal = spec.internal;
    out.labels = spec.labels;
    out.options = spec.options;
    out.device = device.empty() ? "tr-" + out.id.substr(0, 12) : device;
    if (const auto named = spec.options.find(bridgeOption); named != spec.options.end()) {
        if (!validDevice(named->second))
            return fail(Errc::InvalidArgument, {}, "invalid bridge name: " + escapeControl(named->second));
        out.device = named->second;
        for (const Network &other : TARE_TRY(store.networks())) {
            if (other.device == out.device)
                return fail(Errc::InvalidArgument, {}, "networks have same bridge name: " + other.name);
        }
    }
    if (const auto mtu = spec.options.find(mtuOption); mtu != spec.options.end()) {
        const auto value = parseUnsigned(mtu->second);
        if (!value || *value < 68 || *value > 65535)
            return fail(Errc::InvalidArgument, {}, "invalid MTU: " + escapeControl(mtu->second));
    }
    const std::vector<Subnet> routes = TARE_TRY(taken(store, netlink, true)), networks = TARE_TRY(taken(store, netlink, false));
    TARE_CHECK(chooseAddresses(spec, routes, networks, out));
    TARE_CHECK(store.write(out));
    return out;
}

} // namespace

Status makeDefaults(const NetworkStore &store)
{
    if (store.find(defaultNetwork))
        return {};
    for (const auto &[name, driver] : {std::pair("host", "host"), std::pair("none", "null")}) {
        if (store.find(name))
            continue;
        Network one;
        one.id = randomHex(32);
        one.name = name;
        one.driver = driver;
        one.created = nowNs();
        TARE_CHECK(store.write(one));
    }
    Netlink netlink = TARE_TRY(Netlink::open());
    // Another store on this machine may have its own default network.
    std::string device = "tare0";
    for (int n = 1; netlink.find(device) && n < 256; ++n)
        device = "tare" + std::to_string(n);
    NetworkSpec spec;
    spec.name = defaultNetwork;
    spec.options = {{"com.docker.network.bridge.default_bridge", "true"}};
    const auto made = make(store, spec, device);
    return made ? Status() : Status(tl::unexpected<Error>(made.error()));
}

Result<Network> createNetwork(const NetworkStore &store, const NetworkSpec &spec)
{
    const FileLock lock = TARE_TRY(store.lock());
    TARE_CHECK(makeDefaults(store));
    if (!validNetworkName(spec.name))
        return fail(Errc::InvalidArgument, {}, "invalid network name: \"" + escapeControl(spec.name) +
                                                   "\": only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");
    for (const char *ours : {"none", "host", defaultNetwork}) {
        if (spec.name == ours)
            return fail(Errc::InvalidArgument, {}, "operation is not permitted on predefined " + spec.name + " network");
    }
    for (const Network &other : TARE_TRY(store.networks())) {
        if (other.name == spec.name)
            return fail(Errc::NameInUse, {}, "network with name " + spec.name + " already exists");
    }
    return make(store, spec, {});
}

Result<Network> removeNetwork(const NetworkStore &store, const std::string &nameOrId)
{
    const FileLock lock = TARE_TRY(store.lock());
    TARE_CHECK(makeDefaults(store));
    const Network network = TARE_TRY(store.find(nameOrId));
    if (network.driver != "bridge" || network.name == defaultNetwork)
        return fail(Errc::InvalidArgument, {}, network.name + " is a pre-defined network and cannot be removed");
    for (const Attachment &one : store.attachments()) {
        for (const Endpoint &endpoint : one.endpoints) {
            if (endpoint.networkId == network.id)
                return fail(Errc::InvalidArgument, {},
                            "error while removing network: network " + network.name + " id " + network.id + " has active endpoints",
                            "Stop " + one.name + " first, or disconnect it.");
        }
    }
    Netlink netlink = TARE_TRY(Netlink::open());
    if (const auto link = netlink.find(network.device); link && link->alias == ownerOf(network)) {
        Firewall firewall = TARE_TRY(Firewall::open());
        firewall.remove(network);
        if (const Status gone = firewall.commit(); !gone && gone.error().code != Errc::NotFound)
            return tl::unexpected<Error>(gone.error());
        TARE_CHECK(netlink.remove(network.device));
    }
    TARE_CHECK(store.remove(network));
    return network;
}

Result<Bridge> ensureBridge(Netlink &netlink, const Network &network)
{
    const auto there = netlink.find(network.device);
    if (there && there->alias == ownerOf(network))
        return Bridge{there->index, there->mtu, false};
    if (there)
        return fail(Errc::InvalidArgument, network.name, "a network device " + network.device + " is there already, and is not its own",
                    "Remove that device, or the network: tare network rm " + network.name);
    if (there.error().code != Errc::NotFound)
        return tl::unexpected<Error>(there.error());
    if (!network.internal) {
        TARE_CHECK(allowForwarding(false));
        if (network.ipv6)
            TARE_CHECK(allowForwarding(true));
    }
    const auto mtu = network.options.find(mtuOption);
    const auto gateway = IpAddress::parse(network.gateway);
    const auto subnet = Subnet::parse(network.subnet);
    if (!gateway || !subnet)
        return fail(Errc::InvalidArgument, network.name, "its file is damaged");
    BridgeSpec spec{network.device, ownerOf(network), macFor(*gateway), 0};
    spec.mtu = mtu == network.options.end() ? netlink.uplinkMtu() : static_cast<int>(parseUnsigned(mtu->second).value_or(0));
    const int index = TARE_TRY(netlink.addBridge(spec));
    const auto finish = [&]() -> Status {
        // Neither a container's router advertisements nor addresses of its choice are for the host (CVE-2020-13401).
        [[maybe_unused]] const Status quiet = setNetworkValue("ipv6/conf/" + network.device + "/accept_ra", "0");
        TARE_CHECK(netlink.addAddress(index, *gateway, subnet->prefix));
        const auto gateway6 = IpAddress::parse(network.gateway6);
        const auto subnet6 = Subnet::parse(network.subnet6);
        if (gateway6 && subnet6)
            TARE_CHECK(netlink.addAddress(index, *gateway6, subnet6->prefix));
        return {};
    };
    if (Status done = finish(); !done) {
        [[maybe_unused]] const Status removed = netlink.remove(network.device);
        return tl::unexpected<Error>(std::move(done).error());
    }
    return Bridge{index, spec.mtu, true};
}

} // namespace tare::network
