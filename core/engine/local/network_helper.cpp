// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/network_helper.h"

#include "core/base/error_json.h"
#include "core/base/file.h"
#include "core/base/programs.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"
#include "core/network/container_files.h"
#include "core/network/json.h"
#include "core/network/ports.h"

#include <algorithm>
#include <cerrno>
#include <unistd.h>

namespace tare::local {

using nlohmann::json;

Result<std::vector<std::string>> networkCommand(const Paths &paths, std::vector<std::string> words)
{
    std::vector<std::string> out = {TARE_TRY(findProgram("tare-network")), "--root", paths.root, "--state", paths.state};
    out.insert(out.end(), words.begin(), words.end());
    return out;
}

Result<std::string> callNetworkHelper(const Paths &paths, std::vector<std::string> words, const std::string &input)
{
    SpawnOptions options;
    options.argv = TARE_TRY(networkCommand(paths, std::move(words)));
    options.inheritStderr = true;
    RunLimits limits;
    limits.time = std::chrono::minutes(5);
    limits.input = input;
    const RunOutput output = TARE_TRY(run(options, limits));
    const json answer = json::parse(output.out, nullptr, false);
    if (answer.is_object() && answer.contains("error"))
        return tl::unexpected<Error>(errorFromJson(answer.at("error").dump()));
    if (output.exitCode != 0 || !answer.is_object() || !answer.contains("result"))
        return fail(Errc::Internal, "network", "tare-network ended with code " + std::to_string(output.exitCode));
    return answer.at("result").dump();
}

bool isPlugged(const std::string &network)
{
    return network != "none" && network != "host" && joinedContainer(network).empty();
}

std::string joinedContainer(const std::string &network)
{
    return network.starts_with("container:") ? network.substr(10) : std::string();
}

std::vector<EndpointSpec> wantedEndpoints(const Record &record)
{
    const NetworkingSpec &spec = record.spec.networking;
    if (spec.detached)
        return {};
    std::vector<EndpointSpec> out = {spec.first};
    out.front().network = record.spec.network;
    out.insert(out.end(), spec.more.begin(), spec.more.end());
    return out;
}

std::vector<PublishedPort> wantedPorts(const Record &record)
{
    const NetworkingSpec &spec = record.spec.networking;
    std::vector<PublishedPort> out = spec.ports;
    for (const std::string &exposed : spec.publishAll ? record.exposedPorts : std::vector<std::string>()) {
        const auto [port, protocol] = network::splitPort(exposed);
        const bool chosen = std::any_of(out.begin(), out.end(), [&, port = port, &protocol = protocol](const PublishedPort &p) {
            return p.containerPort == port && p.protocol == protocol;
        });
        if (port != 0 && !chosen)
            out.push_back({{}, 0, 0, port, protocol});
    }
    return out;
}

void nameNetworks(const Record &record, Container &out)
{
    for (const EndpointSpec &one : wantedEndpoints(record))
        out.networks.push_back(one.network);
    for (const PublishedPort &port : record.spec.networking.ports)
        out.wantedPorts.push_back(std::to_string(port.containerPort) + "/" + port.protocol);
}

namespace {

bool isOnPath(const std::string &program)
{
    const std::string path = environment("PATH");
    for (const std::string_view folder : split(path, ':')) {
        if (!folder.empty() && ::access((std::string(folder) + "/" + program).c_str(), X_OK) == 0)
            return true;
    }
    return false;
}

} // namespace

Status networksWork()
{
    if (::geteuid() == 0)
        return {};
    if (!isOnPath("pasta") && !isOnPath("slirp4netns"))
        return fail(Errc::NotOnThisMachine, "network", "networks without root need pasta or slirp4netns",
                    "Install one of them: apt install passt. Or use --network none or host.");
    if (::access("/dev/net/tun", R_OK | W_OK) != 0)
        return fail(Errc::NotOnThisMachine, "network", "networks without root need /dev/net/tun, which cannot be opened: " + strerrorText(errno),
                    "As root: modprobe tun; chmod 666 /dev/net/tun. Or use --network none or host.");
    return {};
}

Result<NetworkUp> networkUp(const Paths &paths, const Record &record, const std::string &name, const std::string &userPath)
{
    const NetworkingSpec &spec = record.spec.networking;
    const std::vector<EndpointSpec> endpoints = wantedEndpoints(record);
    const std::vector<PublishedPort> ports = wantedPorts(record);
    const json request = {{"id", record.id},
                          {"name", name},
                          {"endpoints", endpoints},
                          {"ports", ports},
                          {"hostname", record.hostname},
                          {"dns", network::serversFor(spec)},
                          {"ndots", network::ndotsOf(spec.dnsOptions) > 0},
                          {"userPath", userPath},
                          {"firstId", record.firstId}};
    const std::string result =
        TARE_TRY(callNetworkHelper(paths, {"up"}, request.dump(-1, ' ', false, json::error_handler_t::replace)));
    NetworkUp out;
    out.endpoints = TARE_TRY(endpointsOf(result));
    out.path = network::NetworkStore(paths).namespacePath(record.id);
    const json answer = json::parse(result, nullptr, false);
    if (const int holder = answer.value("holder", 0); holder > 0) { // it is mounted where only the holder sees it
        const std::string at = "/proc/" + std::to_string(holder);
        out.path.insert(0, at + "/root");
        out.userPath = at + "/ns/user";
    }
    return out;
}

Result<std::vector<Endpoint>> endpointsOf(const std::string &answer)
{
    try {
        return json::parse(answer).at("endpoints").get<std::vector<Endpoint>>();
    } catch (const std::exception &e) {
        return fail(Errc::Internal, "network", e.what());
    }
}

Status networkDown(const Paths &paths, const std::string &container)
{
    const network::NetworkStore store(paths);
    if (!exists(store.attachmentFile(container)) && !exists(store.namespacePath(container)))
        return {};
    auto done = callNetworkHelper(paths, {"down", container});
    return done ? Status() : Status(tl::unexpected<Error>(std::move(done).error()));
}

void sweepNetworks(const Paths &paths)
{
    if (!exists(paths.state + "/network/c"))
        return;
    const network::NetworkStore store(paths);
    for (const std::string &id : store.attachedIds()) {
        if (!exists(paths.live(id))) {
            [[maybe_unused]] const Status done = networkDown(paths, id);
        }
    }
}

} // namespace tare::local
