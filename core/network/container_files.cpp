// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/container_files.h"

#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/network/address.h"

#include <algorithm>
#include <unistd.h>

namespace tare::network {
namespace {

std::vector<std::string> words(std::string_view line)
{
    std::vector<std::string> out;
    std::string word;
    for (const char c : line.substr(0, line.find_first_of("#;"))) {
        if (c != ' ' && c != '\t' && c != '\r') {
            word += c;
        } else if (!word.empty()) {
            out.push_back(std::move(word));
            word.clear();
        }
    }
    if (!word.empty())
        out.push_back(std::move(word));
    return out;
}

} // namespace

std::string hostsText(const std::vector<std::string> &addresses, const std::string &hostname, const std::string &domainname,
                      const std::vector<std::string> &extraHosts, const std::string &hostGateway)
{
    std::string out = "127.0.0.1\tlocalhost\n"
                      "::1\tlocalhost ip6-localhost ip6-loopback\n"
                      "fe00::0\tip6-localnet\n"
                      "ff00::0\tip6-mcastprefix\n"
                      "ff02::1\tip6-allnodes\n"
                      "ff02::2\tip6-allrouters\n";
    for (const std::string &host : extraHosts) {
        const std::size_t colon = host.find_first_of(":=");
        if (colon == std::string::npos)
            continue;
        std::string address = host.substr(colon + 1);
        if (address == "host-gateway")
            address = hostGateway;
        if (address.size() > 2 && address.front() == '[' && address.back() == ']')
            address = address.substr(1, address.size() - 2);
        if (!address.empty())
            out += address + "\t" + host.substr(0, colon) + "\n";
    }
    return out + ownHosts(addresses, hostname, domainname);
}

std::vector<std::string> serversFor(const NetworkingSpec &spec)
{
    return spec.dns.empty() && ::geteuid() != 0 ? std::vector<std::string>{worldResolver} : spec.dns;
}

std::string ownHosts(const std::vector<std::string> &addresses, const std::string &hostname, const std::string &domainname)
{
    std::string out;
    for (const std::string &address : addresses) {
        out += address + "\t";
        if (!domainname.empty())
            out += hostname + "." + domainname + " ";
        const std::string shortName = hostname.substr(0, hostname.find('.'));
        out += hostname + (shortName != hostname && !shortName.empty() ? " " + shortName : "") + "\n";
    }
    return out;
}

std::string withoutHosts(std::string_view hosts, const std::vector<std::string> &addresses)
{
    const std::string text(hosts);
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
        const std::string_view line = std::string_view(text).substr(at, end - at);
        const std::string address(line.substr(0, line.find_first_of(" \t\n")));
        if (std::find(addresses.begin(), addresses.end(), address) == addresses.end())
            out += line;
        at = end;
    }
    return out;
}

int ndotsOf(const std::vector<std::string> &options)
{
    int out = 0;
    for (const std::string &option : options) {
        if (option.starts_with("ndots:"))
            out = static_cast<int>(std::clamp<std::int64_t>(parseInt(std::string_view(option).substr(6)).value_or(0), 0, 15));
    }
    return out;
}

std::string ownResolvText(std::string_view host, const NetworkingSpec &spec)
{
    NetworkingSpec own = spec;
    own.dns = {"127.0.0.11"};
    std::string out = resolvText(host, own, true, false);
    const std::size_t options = out.find("options ");
    if (options == std::string::npos)
        out += "options ndots:0\n";
    else if (out.find(" ndots:", options) == std::string::npos)
        out.insert(out.size() - 1, " ndots:0");
    return out;
}

std::string resolvText(std::string_view host, const NetworkingSpec &spec, bool filterLoopback, bool ipv6)
{
    std::vector<std::string> servers, search, options;
    const std::string text(host);
    for (const std::string_view line : split(text, '\n')) {
        std::vector<std::string> w = words(line);
        if (w.size() < 2)
            continue;
        const std::string key = w[0];
        w.erase(w.begin());
        if (key == "nameserver")
            servers.push_back(w[0]);
        else if (key == "search" || key == "domain")
            search = std::move(w); // the last one counts
        else if (key == "options")
            options.insert(options.end(), w.begin(), w.end());
    }
    if (filterLoopback) {
        std::erase_if(servers, [&](const std::string &server) {
            const auto address = IpAddress::parse(server.substr(0, server.find('%')));
            return !address || address->isLoopback() || (address->v6 && !ipv6);
        });
        if (servers.empty() && spec.dns.empty())
            servers = ipv6 ? std::vector<std::string>{"8.8.8.8", "8.8.4.4", "2001:4860:4860::8888", "2001:4860:4860::8844"}
                           : std::vector<std::string>{"8.8.8.8", "8.8.4.4"};
    }
    if (!spec.dns.empty())
        servers = spec.dns;
    if (!spec.dnsSearch.empty())
        search = spec.dnsSearch;
    if (search.size() == 1 && search[0] == ".") // Docker's way to say none
        search.clear();
    if (!spec.dnsOptions.empty())
        options = spec.dnsOptions;
    std::string out;
    for (const std::string &server : servers)
        out += "nameserver " + server + "\n";
    if (!search.empty())
        out += "search " + join(search, " ") + "\n";
    if (!options.empty())
        out += "options " + join(options, " ") + "\n";
    return out;
}

std::string hostResolvText()
{
    const auto text = readFile("/etc/resolv.conf", 1U << 20U);
    if (!text)
        return {};
    bool stubOnly = false;
    for (const std::string_view line : split(*text, '\n')) {
        const auto w = words(line);
        if (w.size() > 1 && w[0] == "nameserver") {
            stubOnly = w[1] == "127.0.0.53";
            if (!stubOnly)
                break;
        }
    }
    if (stubOnly) {
        if (auto real = readFile("/run/systemd/resolve/resolv.conf", 1U << 20U))
            return std::move(*real);
    }
    return *text;
}

} // namespace tare::network
