// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/ports.h"

#include "core/base/strings.h"
#include "core/network/address.h"

#include <algorithm>
#include <optional>
#include <tuple>

namespace tare::network {
namespace {

struct Range
{
    std::uint16_t first = 0, last = 0;
    [[nodiscard]] int count() const { return last - first + 1; }
};

std::optional<std::uint16_t> parsePort(std::string_view text)
{
    const auto number = parseUnsigned(text);
    return number && *number <= 65535 ? std::optional(static_cast<std::uint16_t>(*number)) : std::nullopt;
}

std::optional<Range> parseRange(std::string_view text)
{
    const std::size_t dash = text.find('-');
    const auto first = parsePort(text.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : parsePort(text.substr(dash + 1));
    return first && last && *first <= *last ? std::optional(Range{*first, *last}) : std::nullopt;
}

} // namespace

std::pair<std::uint16_t, std::string> splitPort(std::string_view text)
{
    const std::size_t slash = text.find('/');
    const auto port = parsePort(text.substr(0, slash));
    if (!port || *port == 0)
        return {};
    const std::string protocol = slash == std::string_view::npos ? "tcp" : toLower(text.substr(slash + 1));
    return protocol == "tcp" || protocol == "udp" ? std::pair(*port, protocol) : std::pair(std::uint16_t{0}, std::string());
}

Result<std::vector<PublishedPort>> parsePublished(const std::string &text)
{
    const auto wrong = [&](const std::string &why) { return fail(Errc::InvalidArgument, {}, why); };
    std::string rest = text, protocol = "tcp", address;
    if (const std::size_t slash = rest.rfind('/'); slash != std::string::npos) {
        protocol = toLower(std::string_view(rest).substr(slash + 1));
        rest.resize(slash);
    }
    if (protocol != "tcp" && protocol != "udp")
        return wrong("Invalid proto: " + protocol);
    const std::size_t last = rest.rfind(':');
    const std::string inside = last == std::string::npos ? rest : rest.substr(last + 1);
    std::string outside = last == std::string::npos ? "" : rest.substr(0, last);
    if (inside.empty())
        return wrong("No port specified: " + text + "<empty>");
    if (const std::size_t colon = outside.rfind(':'); colon != std::string::npos) {
        address = outside.substr(0, colon);
        outside = outside.substr(colon + 1);
        if (address.size() > 1 && address.front() == '[' && address.back() == ']')
            address = address.substr(1, address.size() - 2);
        if (!address.empty()) {
            const auto parsed = IpAddress::parse(address);
            if (!parsed)
                return wrong("Invalid ip address: " + address);
            address = parsed->text();
        }
    }
    const auto container = parseRange(inside);
    if (!container || container->first == 0)
        return wrong("Invalid containerPort: " + inside);
    const auto host = outside.empty() ? Range{} : parseRange(outside).value_or(Range{1, 0});
    if (!outside.empty() && host.last == 0 && host.first == 1)
        return wrong("Invalid hostPort: " + outside);
    const bool any = outside.empty() || host.first == 0;
    if (!any && container->count() > 1 && host.count() != container->count())
        return wrong("Invalid ranges specified for container and host Ports: " + inside + " and " + outside);
    std::vector<PublishedPort> out;
    for (int i = 0; i < container->count(); ++i) {
        PublishedPort one;
        one.hostAddress = address;
        one.protocol = protocol;
        one.containerPort = static_cast<std::uint16_t>(container->first + i);
        if (!any && container->count() == 1) {
            one.hostPort = host.first;
            one.hostPortEnd = host.last;
        } else if (!any) {
            one.hostPort = one.hostPortEnd = static_cast<std::uint16_t>(host.first + i);
        }
        out.push_back(std::move(one));
    }
    return out;
}

Result<std::vector<std::string>> parseExposed(const std::string &text)
{
    const std::size_t slash = text.find('/');
    const std::string protocol = slash == std::string::npos ? "tcp" : toLower(std::string_view(text).substr(slash + 1));
    const auto range = parseRange(std::string_view(text).substr(0, slash));
    if (text.find(':') != std::string::npos || !range || range->first == 0 || (protocol != "tcp" && protocol != "udp"))
        return fail(Errc::InvalidArgument, {}, "invalid port format for --expose: " + text);
    std::vector<std::string> out;
    for (int port = range->first; port <= range->last; ++port)
        out.push_back(std::to_string(port) + "/" + protocol);
    return out;
}

std::string portsText(std::vector<PortMapping> ports, const std::vector<std::string> &exposed)
{
    std::sort(ports.begin(), ports.end(), [](const PortMapping &a, const PortMapping &b) {
        const bool six = a.hostAddress.find(':') != std::string::npos, otherSix = b.hostAddress.find(':') != std::string::npos;
        return std::tie(a.protocol, six, a.hostAddress, a.containerPort, a.hostPort) <
               std::tie(b.protocol, otherSix, b.hostAddress, b.containerPort, b.hostPort);
    });
    const auto range = [](int first, int last) {
        return std::to_string(first) + (last > first ? "-" + std::to_string(last) : "");
    };
    std::vector<std::pair<int, std::string>> lines; // in the order of the container's ports
    for (std::size_t i = 0; i < ports.size();) {
        std::size_t end = i + 1;
        while (end < ports.size() && ports[end].protocol == ports[i].protocol && ports[end].hostAddress == ports[i].hostAddress &&
               ports[end].containerPort == ports[end - 1].containerPort + 1 && ports[end].hostPort == ports[end - 1].hostPort + 1)
            ++end;
        const PortMapping &first = ports[i], &last = ports[end - 1];
        const std::string host = first.hostAddress.find(':') != std::string::npos && first.hostAddress != "::"
                                     ? "[" + first.hostAddress + "]"
                                     : first.hostAddress;
        lines.emplace_back(first.containerPort, host + ":" + range(first.hostPort, last.hostPort) + "->" +
                                                    range(first.containerPort, last.containerPort) + "/" + first.protocol);
        i = end;
    }
    std::vector<std::pair<std::uint16_t, std::string>> inside;
    for (const std::string &text : exposed) {
        const auto port = splitPort(text);
        const bool published = std::any_of(ports.begin(), ports.end(), [&](const PortMapping &p) {
            return p.containerPort == port.first && p.protocol == port.second;
        });
        if (port.first != 0 && !published)
            inside.push_back(port);
    }
    std::sort(inside.begin(), inside.end(), [](const auto &a, const auto &b) {
        return std::tie(a.second, a.first) < std::tie(b.second, b.first);
    });
    for (std::size_t i = 0; i < inside.size();) {
        std::size_t end = i + 1;
        while (end < inside.size() && inside[end].second == inside[i].second && inside[end].first == inside[end - 1].first + 1)
            ++end;
        lines.emplace_back(inside[i].first, range(inside[i].first, inside[end - 1].first) + "/" + inside[i].second);
        i = end;
    }
    std::stable_sort(lines.begin(), lines.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    std::string out;
    for (const auto &[port, line] : lines)
        out += (out.empty() ? "" : ", ") + line;
    return out;
}

} // namespace tare::network
