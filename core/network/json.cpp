// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/json.h"

namespace tare {

using nlohmann::json;

// Every member is read with at(): a file that lacks one is damaged, and whoever reads it says so.

void to_json(json &out, const PublishedPort &in)
{
    out = {{"hostAddress", in.hostAddress},
           {"hostPort", in.hostPort},
           {"hostPortEnd", in.hostPortEnd},
           {"containerPort", in.containerPort},
           {"protocol", in.protocol}};
}

void from_json(const json &in, PublishedPort &out)
{
    in.at("hostAddress").get_to(out.hostAddress);
    in.at("hostPort").get_to(out.hostPort);
    in.at("hostPortEnd").get_to(out.hostPortEnd);
    in.at("containerPort").get_to(out.containerPort);
    in.at("protocol").get_to(out.protocol);
}

void to_json(json &out, const PortMapping &in)
{
    out = {{"hostAddress", in.hostAddress},
           {"hostPort", in.hostPort},
           {"containerPort", in.containerPort},
           {"protocol", in.protocol}};
}

void from_json(const json &in, PortMapping &out)
{
    in.at("hostAddress").get_to(out.hostAddress);
    in.at("hostPort").get_to(out.hostPort);
    in.at("containerPort").get_to(out.containerPort);
    in.at("protocol").get_to(out.protocol);
}

void to_json(json &out, const EndpointSpec &in)
{
    out = {{"network", in.network},
           {"address", in.address},
           {"address6", in.address6},
           {"mac", in.mac},
           {"aliases", in.aliases}};
}

void from_json(const json &in, EndpointSpec &out)
{
    in.at("network").get_to(out.network);
    in.at("address").get_to(out.address);
    in.at("address6").get_to(out.address6);
    in.at("mac").get_to(out.mac);
    in.at("aliases").get_to(out.aliases);
}

void to_json(json &out, const NetworkingSpec &in)
{
    out = {{"ports", in.ports},
           {"expose", in.expose},
           {"publishAll", in.publishAll},
           {"first", in.first},
           {"more", in.more},
           {"detached", in.detached},
           {"extraHosts", in.extraHosts},
           {"dns", in.dns},
           {"dnsSearch", in.dnsSearch},
           {"dnsOptions", in.dnsOptions},
           {"domainname", in.domainname}};
}

void from_json(const json &in, NetworkingSpec &out)
{
    in.at("ports").get_to(out.ports);
    in.at("expose").get_to(out.expose);
    in.at("publishAll").get_to(out.publishAll);
    in.at("first").get_to(out.first);
    in.at("more").get_to(out.more);
    out.detached = in.value("detached", false); // not in the first records
    in.at("extraHosts").get_to(out.extraHosts);
    in.at("dns").get_to(out.dns);
    in.at("dnsSearch").get_to(out.dnsSearch);
    in.at("dnsOptions").get_to(out.dnsOptions);
    in.at("domainname").get_to(out.domainname);
}

void to_json(json &out, const Endpoint &in)
{
    out = {{"network", in.network},
           {"networkId", in.networkId},
           {"id", in.id},
           {"interface", in.interface},
           {"gateway", in.gateway},
           {"address", in.address},
           {"gateway6", in.gateway6},
           {"address6", in.address6},
           {"mac", in.mac},
           {"prefix", in.prefix},
           {"prefix6", in.prefix6},
           {"aliases", in.aliases}};
}

void from_json(const json &in, Endpoint &out)
{
    in.at("network").get_to(out.network);
    in.at("networkId").get_to(out.networkId);
    in.at("id").get_to(out.id);
    in.at("interface").get_to(out.interface);
    in.at("gateway").get_to(out.gateway);
    in.at("address").get_to(out.address);
    in.at("gateway6").get_to(out.gateway6);
    in.at("address6").get_to(out.address6);
    in.at("mac").get_to(out.mac);
    in.at("prefix").get_to(out.prefix);
    in.at("prefix6").get_to(out.prefix6);
    in.at("aliases").get_to(out.aliases);
}

void to_json(json &out, const NetworkSpec &in)
{
    out = {{"name", in.name},
           {"subnets", in.subnets},
           {"gateways", in.gateways},
           {"ranges", in.ranges},
           {"ipv6", in.ipv6},
           {"internal", in.internal},
           {"labels", in.labels},
           {"options", in.options}};
}

void from_json(const json &in, NetworkSpec &out)
{
    in.at("name").get_to(out.name);
    in.at("subnets").get_to(out.subnets);
    in.at("gateways").get_to(out.gateways);
    in.at("ranges").get_to(out.ranges);
    in.at("ipv6").get_to(out.ipv6);
    in.at("internal").get_to(out.internal);
    in.at("labels").get_to(out.labels);
    in.at("options").get_to(out.options);
}

void to_json(json &out, const Network &in)
{
    out = {{"id", in.id},
           {"name", in.name},
           {"driver", in.driver},
           {"created", in.created},
           {"device", in.device},
           {"subnet", in.subnet},
           {"gateway", in.gateway},
           {"range", in.range},
           {"subnet6", in.subnet6},
           {"gateway6", in.gateway6},
           {"range6", in.range6},
           {"ipv6", in.ipv6},
           {"internal", in.internal},
           {"labels", in.labels},
           {"options", in.options}};
}

void from_json(const json &in, Network &out)
{
    in.at("id").get_to(out.id);
    in.at("name").get_to(out.name);
    in.at("driver").get_to(out.driver);
    in.at("created").get_to(out.created);
    in.at("device").get_to(out.device);
    in.at("subnet").get_to(out.subnet);
    in.at("gateway").get_to(out.gateway);
    in.at("range").get_to(out.range);
    in.at("subnet6").get_to(out.subnet6);
    in.at("gateway6").get_to(out.gateway6);
    in.at("range6").get_to(out.range6);
    in.at("ipv6").get_to(out.ipv6);
    in.at("internal").get_to(out.internal);
    in.at("labels").get_to(out.labels);
    in.at("options").get_to(out.options);
}

} // namespace tare
