// SPDX-License-Identifier: GPL-3.0-or-later
// tare-network: everything that needs libnl and libnftables (docs/processes.md). What it is to do comes as JSON on standard input.
#include "core/base/error_json.h"
#include "core/base/subprocess.h"
#include "core/network/json.h"
#include "core/network/program/operations.h"

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

// nlohmann throws where something is missing: main() catches.
Result<json> perform(const network::NetworkStore &store, const std::string &command, const std::string &subject)
{
    if (command == "down") {
        TARE_CHECK(network::takeDown(store, subject));
        return json::object();
    }
    if (command == "defaults") {
        const FileLock lock = TARE_TRY(store.lock());
        TARE_CHECK(network::makeDefaults(store));
        return json::object();
    }
    if (command == "rm")
        return json(TARE_TRY(network::removeNetwork(store, subject)));
    const json in = json::parse(readInput());
    if (command == "up") {
        network::UpRequest request;
        in.at("id").get_to(request.id);
        in.at("name").get_to(request.name);
        in.at("endpoints").get_to(request.endpoints);
        in.at("ports").get_to(request.ports);
        in.at("hostname").get_to(request.hostname);
        in.at("dns").get_to(request.dns);
        in.at("ndots").get_to(request.ndots);
        return answer(TARE_TRY(network::bringUp(store, request)));
    }
    if (command == "create")
        return json(TARE_TRY(network::createNetwork(store, in.get<NetworkSpec>())));
    if (command == "connect")
        return answer(TARE_TRY(network::connect(store, subject, in.at("endpoint").get<EndpointSpec>(),
                                                in.at("ports").get<std::vector<PublishedPort>>())));
    if (command == "disconnect") {
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
