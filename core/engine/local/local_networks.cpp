// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/local_networks.h"

#include "core/base/strings.h"
#include "core/base/time.h"
#include "core/engine/local/events.h"
#include "core/engine/local/monitor_client.h"
#include "core/engine/local/network_files.h"
#include "core/engine/local/network_helper.h"
#include "core/network/json.h"

#include <algorithm>
#include <unistd.h>

namespace tare::local {

using json = nlohmann::ordered_json;

namespace {

std::string text(const nlohmann::json &value)
{
    return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<Network> networkOf(const std::string &result)
{
    try {
        return nlohmann::json::parse(result).get<Network>();
    } catch (const std::exception &e) {
        return fail(Errc::Internal, "network", e.what());
    }
}

json ipam(const Network &network)
{
    json config = json::array();
    const auto add = [&](const std::string &subnet, const std::string &gateway, const std::string &range) {
        if (subnet.empty())
            return;
        json one = {{"Subnet", subnet}};
        if (!range.empty())
            one["IPRange"] = range;
        one["Gateway"] = gateway;
        config.push_back(std::move(one));
    };
    add(network.subnet, network.gateway, network.range);
    add(network.subnet6, network.gateway6, network.range6);
    return {{"Driver", "default"}, {"Options", json::object()}, {"Config", config}};
}

} // namespace

void LocalNetworks::event(const std::string &action, const Network &network)
{
    appendEvent(m_store.paths().events(), {nowNs(), "network", action, network.id, network.name});
}

Result<std::vector<Network>> LocalNetworks::list()
{
    auto all = TARE_TRY(m_store.networks());
    const bool whole = std::any_of(all.begin(), all.end(), [](const Network &n) { return n.name == network::defaultNetwork; });
    if (whole)
        return all;
    (void)TARE_TRY(callNetworkHelper(m_store.paths(), {"defaults"}));
    return m_store.networks();
}

Result<Network> LocalNetworks::find(const std::string &nameOrId)
{
    (void)TARE_TRY(list());
    return m_store.find(nameOrId);
}

Result<std::string> LocalNetworks::inspect(const std::string &nameOrId)
{
    const Network network = TARE_TRY(find(nameOrId));
    json containers = json::object();
    for (const network::Attachment &one : m_store.attachments()) {
        for (const Endpoint &endpoint : one.endpoints) {
            if (endpoint.networkId != network.id)
                continue;
            const auto with = [](const std::string &address, int prefix) {
                return address.empty() ? std::string() : address + "/" + std::to_string(prefix);
            };
            containers[one.id] = {{"Name", m_containers.nameOf(one.id)},
                                  {"EndpointID", endpoint.id},
                                  {"MacAddress", endpoint.mac},
                                  {"IPv4Address", with(endpoint.address, endpoint.prefix)},
                                  {"IPv6Address", with(endpoint.address6, endpoint.prefix6)}};
        }
    }
    json options = json::object();
    for (const auto &[key, value] : network.options)
        options[key] = value;
    if (network.name == network::defaultNetwork)
        options["com.docker.network.bridge.name"] = network.device;
    const json out = {{"Name", network.name},
                      {"Id", network.id},
                      {"Created", formatTime(network.created)},
                      {"Scope", "local"},
                      {"Driver", network.driver},
                      {"EnableIPv6", network.ipv6},
                      {"IPAM", ipam(network)},
                      {"Internal", network.internal},
                      {"Attachable", false},
                      {"Ingress", false},
                      {"ConfigFrom", {{"Network", ""}}},
                      {"ConfigOnly", false},
                      {"Containers", containers},
                      {"Options", options},
                      {"Labels", network.labels}};
    return out.dump(4, ' ', false, json::error_handler_t::replace) + "\n";
}

Result<Network> LocalNetworks::create(const NetworkSpec &spec)
{
    const std::string answer = TARE_TRY(callNetworkHelper(m_store.paths(), {"create"}, text(spec)));
    Network made = TARE_TRY(networkOf(answer));
    event("create", made);
    return made;
}

Result<Network> LocalNetworks::remove(const std::string &nameOrId)
{
    const std::string answer = TARE_TRY(callNetworkHelper(m_store.paths(), {"rm", nameOrId}));
    Network gone = TARE_TRY(networkOf(answer));
    event("destroy", gone);
    return gone;
}

// With the container's lock held.
Status LocalNetworks::changeRunning(const Record &record, const std::vector<std::string> &words, const std::string &input)
{
    const network::Attachment before = TARE_TRY(m_store.attachment(record.id));
    const std::string answer = TARE_TRY(callNetworkHelper(m_store.paths(), words, input));
    const std::vector<Endpoint> now = TARE_TRY(endpointsOf(answer));
    const auto without = [](const std::vector<Endpoint> &all, const std::vector<Endpoint> &others) {
        std::vector<Endpoint> out;
        std::copy_if(all.begin(), all.end(), std::back_inserter(out), [&](const Endpoint &one) {
            return std::none_of(others.begin(), others.end(), [&](const Endpoint &other) { return other.id == one.id; });
        });
        return out;
    };
    return changeNetworkFiles(record, m_containers.paths().container(record.id), now, without(now, before.endpoints),
                              without(before.endpoints, now));
}

Status LocalNetworks::connect(const std::string &container, const EndpointSpec &endpoint)
{
    const std::string id = TARE_TRY(m_containers.resolve(container));
    const Network network = TARE_TRY(find(endpoint.network));
    const FileLock lock = TARE_TRY(m_containers.lock(id));
    Record record = TARE_TRY(m_containers.record(id));
    if (record.spec.network == "host" || !joinedContainer(record.spec.network).empty() || network.driver != "bridge")
        return fail(Errc::InvalidArgument, {}, "container sharing network namespace with another container or host cannot be connected to any other network");
    if (record.spec.network == "none")
        return fail(Errc::InvalidArgument, {}, "container cannot be connected to multiple networks with one of the networks in private (none) mode");
    if (network.name == network::defaultNetwork && !(endpoint.address + endpoint.address6).empty())
        return fail(Errc::InvalidArgument, {}, "user specified IP address is supported on user defined networks only");
    EndpointSpec wanted = endpoint;
    wanted.network = network.name;
    const auto now = wantedEndpoints(record);
    if (std::any_of(now.begin(), now.end(), [&](const EndpointSpec &one) { return one.network == network.name || one.network == network.id; }))
        return fail(Errc::InvalidArgument, {},
                    "endpoint with name " + m_containers.nameOf(id) + " already exists in network " + network.name);
    if (monitorLives(m_store.paths().live(id)))
        TARE_CHECK(changeRunning(record, {"connect", id}, text({{"endpoint", wanted}, {"ports", wantedPorts(record)}})));
    NetworkingSpec &spec = record.spec.networking;
    if (spec.detached) {
        record.spec.network = network.name;
        spec.first = std::move(wanted);
        spec.detached = false;
    } else {
        spec.more.push_back(std::move(wanted));
    }
    TARE_CHECK(m_containers.writeRecord(record));
    event("connect", network);
    return {};
}

Status LocalNetworks::disconnect(const std::string &container, const std::string &name, bool force)
{
    const Network network = TARE_TRY(find(name));
    const auto found = m_containers.resolve(container);
    if (!found && force && found.error().code == Errc::NoSuchContainer)
        return {};
    const std::string id = TARE_TRY(found);
    const FileLock lock = TARE_TRY(m_containers.lock(id));
    Record record = TARE_TRY(m_containers.record(id));
    auto &more = record.spec.networking.more;
    const bool isFirst = !record.spec.networking.detached && (record.spec.network == network.name || record.spec.network == network.id);
    const auto at = std::find_if(more.begin(), more.end(), [&](const EndpointSpec &one) { return one.network == network.name; });
    if (!isFirst && at == more.end())
        return fail(Errc::InvalidArgument, {}, "container " + id + " is not connected to network " + network.name);
    if (monitorLives(m_store.paths().live(id)))
        TARE_CHECK(changeRunning(record, {"disconnect", id}, text({{"network", network.id}})));
    if (!isFirst) {
        more.erase(at);
    } else if (!more.empty()) { // the next one becomes the first
        record.spec.network = more.front().network;
        record.spec.networking.first = more.front();
        more.erase(more.begin());
    } else {
        record.spec.networking.detached = true; // and its mode stays, as Docker's does
    }
    TARE_CHECK(m_containers.writeRecord(record));
    event("disconnect", network);
    return {};
}

Result<std::vector<std::string>> LocalNetworks::prune(const PruneOptions &options)
{
    std::vector<std::string> used, out;
    for (const std::string &id : TARE_TRY(m_containers.ids())) {
        const auto record = m_containers.record(id);
        if (!record)
            continue;
        for (const EndpointSpec &one : wantedEndpoints(*record))
            used.push_back(one.network);
    }
    const auto has = [](const Network &network, const std::string &label) {
        const auto at = network.labels.find(label.substr(0, label.find('=')));
        return at != network.labels.end() && (label.find('=') == std::string::npos || at->second == label.substr(label.find('=') + 1));
    };
    for (const Network &network : TARE_TRY(m_store.networks())) {
        const bool fits =
            network.driver == "bridge" && network.name != network::defaultNetwork && (!options.until || network.created < *options.until) &&
            std::all_of(options.labels.begin(), options.labels.end(), [&](const std::string &l) { return has(network, l); }) &&
            std::none_of(options.notLabels.begin(), options.notLabels.end(), [&](const std::string &l) { return has(network, l); }) &&
            std::none_of(used.begin(), used.end(), [&](const std::string &u) { return u == network.name || network.id.starts_with(u); });
        if (!fits)
            continue;
        if (!options.dryRun && !remove(network.id))
            continue; // somebody uses it meanwhile
        out.push_back(network.name);
    }
    return out;
}

} // namespace tare::local
