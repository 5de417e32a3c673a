// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of networks: plain data, in Docker's terms.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace tare {

// One -p, with its range resolved. hostPort 0: any that is free; with hostPortEnd: any of hostPort to hostPortEnd.
struct PublishedPort
{
    std::string hostAddress; // empty: all of them, IPv4 and IPv6
    std::uint16_t hostPort = 0, hostPortEnd = 0;
    std::uint16_t containerPort = 0;
    std::string protocol = "tcp"; // or "udp"

    bool operator==(const PublishedPort &) const = default;
};

// A port that is published now.
struct PortMapping
{
    std::string hostAddress; // "0.0.0.0", "::", "127.0.0.1"
    std::uint16_t hostPort = 0, containerPort = 0;
    std::string protocol;

    bool operator==(const PortMapping &) const = default;
};

// What a container wants of one network. Empty: left to the network.
struct EndpointSpec
{
    std::string network; // a name or an id
    std::string address, address6, mac;
    std::vector<std::string> aliases;

    bool operator==(const EndpointSpec &) const = default;
};

// The part of `docker create` that is about networks, besides CreateSpec::network.
struct NetworkingSpec
{
    std::vector<PublishedPort> ports;
    std::vector<std::string> expose; // "80/tcp"; of --expose
    bool publishAll = false;         // every exposed port, at any that is free
    EndpointSpec first;              // of CreateSpec::network; its name is not used
    std::vector<EndpointSpec> more;  // of `network connect`
    bool detached = false;           // it was disconnected from the last one: `first` is not, and `more` is empty
    std::vector<std::string> extraHosts; // "name:address"
    std::vector<std::string> dns, dnsSearch, dnsOptions;
    std::string domainname;

    bool operator==(const NetworkingSpec &) const = default;
};

// A container's place in a network, while it runs.
struct Endpoint
{
    std::string network, networkId, id;
    std::string interface; // in the container
    std::string gateway, address, gateway6, address6, mac;
    int prefix = 0, prefix6 = 0;
    std::vector<std::string> aliases; // beside its name

    bool operator==(const Endpoint &) const = default;
};

// `docker network create`'s options.
struct NetworkSpec
{
    std::string name;
    std::vector<std::string> subnets, gateways, ranges; // at most one of each family
    bool ipv6 = false, internal = false;
    std::map<std::string, std::string> labels, options; // options: com.docker.network.bridge.name and the like

    bool operator==(const NetworkSpec &) const = default;
};

struct Network
{
    std::string id, name; // 64 hex digits
    std::string driver = "bridge";
    std::int64_t created = 0; // ns since 1970
    std::string device;       // the bridge
    std::string subnet, gateway, range, subnet6, gateway6, range6;
    bool ipv6 = false, internal = false;
    std::map<std::string, std::string> labels, options;

    bool operator==(const Network &) const = default;
};

} // namespace tare
