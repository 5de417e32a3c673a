// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/command.h"
#include "core/cli/options/options.h"
#include "core/cli/output.h"

#include "core/network/ports.h"

#include <algorithm>
#include <tuple>

namespace tare::cli {

int portCommand(Context &context, const Arguments &args)
{
    std::vector<std::string> words;
    Options options("port CONTAINER [PRIVATE_PORT[/PROTO]]", "Show where the ports of a container are published");
    options.arguments("CONTAINER", words, 1, 2);
    if (const auto code = options.parse(args))
        return *code;
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    const auto container = engine->container(words[0]);
    if (!container) {
        printError(container.error());
        return 1;
    }
    std::vector<PortMapping> ports = container->ports;
    std::sort(ports.begin(), ports.end(), [](const PortMapping &a, const PortMapping &b) {
        return std::tie(a.containerPort, a.protocol) < std::tie(b.containerPort, b.protocol);
    });
    const auto wanted = words.size() > 1 ? network::splitPort(words[1]) : std::pair<std::uint16_t, std::string>();
    if (words.size() > 1 && wanted.first == 0) {
        printError("invalid port: " + words[1]);
        return 1;
    }
    bool found = false;
    for (const PortMapping &port : ports) {
        const std::string host = port.hostAddress.find(':') == std::string::npos ? port.hostAddress : "[" + port.hostAddress + "]";
        const std::string where = host + ":" + std::to_string(port.hostPort);
        if (words.size() == 1)
            printLine(std::to_string(port.containerPort) + "/" + port.protocol + " -> " + where);
        else if (port.containerPort == wanted.first && port.protocol == wanted.second) {
            printLine(where);
            found = true;
        }
    }
    if (words.size() > 1 && !found) {
        printError("No public port '" + words[1] + "' published for " + words[0]);
        return 1;
    }
    return 0;
}

} // namespace tare::cli
