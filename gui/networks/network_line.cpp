// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/networks/network_line.h"

#include "core/base/strings.h"

namespace tare::gui {
namespace {

void add(std::vector<std::string> &words, const char *flag, const std::string &value)
{
    if (!value.empty()) {
        words.emplace_back(flag);
        words.push_back(value);
    }
}

QString line(const std::vector<std::string> &words)
{
    return QStringLiteral("docker network ") + QString::fromStdString(shellQuote(words));
}

} // namespace

QString networkCreateLine(const NetworkSpec &spec)
{
    std::vector<std::string> words = {"create"};
    for (const std::string &subnet : spec.subnets)
        add(words, "--subnet", subnet);
    for (const std::string &gateway : spec.gateways)
        add(words, "--gateway", gateway);
    for (const std::string &range : spec.ranges)
        add(words, "--ip-range", range);
    if (spec.ipv6)
        words.emplace_back("--ipv6");
    if (spec.internal)
        words.emplace_back("--internal");
    for (const auto &[key, value] : spec.labels)
        add(words, "--label", value.empty() ? key : key + "=" + value);
    for (const auto &[key, value] : spec.options)
        add(words, "-o", key + "=" + value);
    words.push_back(spec.name);
    return line(words);
}

QString networkConnectLine(const std::string &container, const EndpointSpec &endpoint)
{
    std::vector<std::string> words = {"connect"};
    add(words, "--ip", endpoint.address);
    add(words, "--ip6", endpoint.address6);
    for (const std::string &alias : endpoint.aliases)
        add(words, "--alias", alias);
    words.push_back(endpoint.network);
    words.push_back(container);
    return line(words);
}

QString networkDisconnectLine(const std::string &container, const std::string &network)
{
    return line({"disconnect", network, container});
}

QString networkRemoveLine(const std::string &network)
{
    return line({"rm", network});
}

} // namespace tare::gui
