// SPDX-License-Identifier: GPL-3.0-or-later
// tare-network: everything that needs libnl and libnftables (docs/processes.md). What it is to do comes as JSON on standard input.
#include "core/base/error_json.h"
#include "core/base/subprocess.h"
#include "core/network/json.h"
#include "core/network/program/helpers.h"
#include "core/network/program/operations.h"
#include "core/network/program/probe.h"
#include "core/network/program/world.h"

#include <cstdio>
#include <cstring>
#include <unistd.h>

using namespace tare;
using nlohmann::json;

namespace {

std::string readInput()
{
    std::string out;
    char buffer[8192];
    for (ssize_t n = 0; (n = ::read(0, buffer, sizeof buffer)) > 0 && out.size() < (4U << 20U);)
        out.append(buffer, static_cast<std::size_t>(n));
    return out;
}

json answer(const network::Attachment &attachment)
{
    return {{"endpoints", attachment.endpoints}, {"ports", attachment.ports}};
}

// The place where networks are: for root, where we are. `make`: for a user without root it is made when it is not there.
// 0, or the process id of who holds it; NotFound when there is none.
Result<pid_t> goIn(const network::NetworkStore &store, bool make)
{
    if (!network::needsWorld())
        return pid_t{0};
    return make ? network::enterWorld(store) : network::enterOldWorld(store);
}

Result<json> up(const network::NetworkStore &store, const json &in)
{
    network::UpRequest request;
    in.at("id").get_to(request.id);
    in.at("name").get_to(request.name);
    in.at("endpoints").get_to(request.endpoints);
    in.at("ports").get_to(request.ports);
    in.at("hostname").get_to(request.hostname);
    in.at("dns").get_to(request.dns);
    in.at("ndots").get_to(request.ndots);
    request.userPath = in.value("userPath", std::string());
    request.firstId = in.value("firstId", std::uint32_t{0});
    // On the machine, before anything is made.
    const auto listeners = TARE_TRY(network::bindPorts(
        request.endpoints.empty() ? std::vector<PublishedPort>() : request.ports, network::holderIn(store)));
    pid_t holder = 0;
    if (network::needsWorld()) {
        const FileLock lock = TARE_TRY(store.lock());
        TARE_CHECK(network::makeDefaults(store)); // which looks at the machine's routes
        network::Attachment first; // whoever takes the last container down sees that this one comes
        first.id = request.id;
        first.name = request.name;
        TARE_CHECK(store.write(first));
        auto entered = goIn(store, true);
        if (!entered) {
            store.forget(request.id);
            network::leaveWorld(store);
            return tl::unexpected<Error>(std::move(entered).error());
        }
        holder = *entered;
    }
    auto done = network::bringUp(store, request, listeners);
    if (!done && network::inWorld()) {
        const FileLock lock = TARE_TRY(store.lock());
        network::leaveWorld(store);
    }
    json out = answer(TARE_TRY(std::move(done)));
    out["holder"] = holder;
    return out;
}

Status down(const network::NetworkStore &store, const std::string &id)
{
    if (!network::needsWorld())
        return network::takeDown(store, id);
    const auto entered = goIn(store, false);
    if (entered)
        TARE_CHECK(network::takeDown(store, id));
    const FileLock lock = TARE_TRY(store.lock());
    if (!entered)
        network::forgetContainer(store, id);
    network::leaveWorld(store);
    return {};
}

// nlohmann throws where something is missing: main() catches.
Result<json> perform(const network::NetworkStore &store, const std::string &command, const std::string &subject)
{
    if (command == "down") {
        const FileLock one = TARE_TRY(store.lockOf(subject));
        TARE_CHECK(down(store, subject));
        return json::object();
    }
    if (command == "defaults") {
        const FileLock lock = TARE_TRY(store.lock());
        TARE_CHECK(network::makeDefaults(store));
        return json::object();
    }
    if (command == "probe") {
        const network::ProbeAnswer found = TARE_TRY(network::probe());
        return json({{"bridge", found.bridge}, {"nat", found.nat}});
    }
    if (command == "rm") {
        (void)goIn(store, false); // without a place there are no devices
        return json(TARE_TRY(network::removeNetwork(store, subject)));
    }
    const json in = json::parse(readInput());
    if (command == "up") {
        const FileLock one = TARE_TRY(store.lockOf(in.at("id").get<std::string>()));
        return up(store, in);
    }
    if (command == "create")
        return json(TARE_TRY(network::createNetwork(store, in.get<NetworkSpec>())));
    if (command == "connect") {
        const FileLock one = TARE_TRY(store.lockOf(subject));
        const auto now = TARE_TRY(store.attachment(subject));
        const auto ports = in.at("ports").get<std::vector<PublishedPort>>();
        auto listeners = TARE_TRY(network::bindPorts(now.endpoints.empty() ? ports : std::vector<PublishedPort>(), network::holderIn(store)));
        (void)TARE_TRY(goIn(store, false));
        return answer(TARE_TRY(network::connect(store, subject, in.at("endpoint").get<EndpointSpec>(), std::move(listeners))));
    }
    if (command == "disconnect") {
        const FileLock one = TARE_TRY(store.lockOf(subject));
        (void)TARE_TRY(goIn(store, false));
        return answer(TARE_TRY(network::disconnect(store, subject, in.at("network").get<std::string>())));
    }
    return fail(Errc::InvalidArgument, command, "tare-network has no such command");
}

Result<json> run(int argc, char **argv)
{
    if (argc < 6 || std::strcmp(argv[1], "--root") != 0 || std::strcmp(argv[3], "--state") != 0)
        return fail(Errc::InvalidArgument, "tare-network", "usage: tare-network --root DIR --state DIR COMMAND [ID]");
    Paths paths;
    paths.root = argv[2];
    paths.state = argv[4];
    try {
        return perform(network::NetworkStore(paths), argv[5], argc > 6 ? argv[6] : "");
    } catch (const std::exception &e) {
        return fail(Errc::InvalidArgument, argv[5], e.what());
    }
}

} // namespace

int main(int argc, char **argv)
{
    const Result<json> result = run(argc, argv);
    std::string line;
    if (result)
        line = json({{"result", *result}}).dump(-1, ' ', false, json::error_handler_t::replace);
    else
        line = "{\"error\":" + errorToJson(result.error()) + "}";
    std::puts(line.c_str());
    return result ? 0 : 1;
}
