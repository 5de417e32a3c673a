// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/kernel/firewall.h"

#include "core/base/strings.h"
#include "core/network/address.h"

#include <algorithm>
#include <nftables/libnftables.h>

namespace tare::network {
namespace {

// bridges: all devices of ours. open: those on which containers may talk to each other (the pair is a device and itself).
// internal: those from which nothing goes out. own4, own6: subnets whose senders are hidden behind the host's address.
constexpr const char *rules = R"(add table inet tare
add set inet tare bridges { type ifname; }
add set inet tare internal { type ifname; }
add set inet tare open { type ifname . ifname; }
add set inet tare own4 { type ipv4_addr; flags interval; }
add set inet tare own6 { type ipv6_addr; flags interval; }
add map inet tare any4 { type inet_proto . inet_service : ipv4_addr . inet_service; }
add map inet tare any6 { type inet_proto . inet_service : ipv6_addr . inet_service; }
add map inet tare at4 { type ipv4_addr . inet_proto . inet_service : ipv4_addr . inet_service; }
add map inet tare at6 { type ipv6_addr . inet_proto . inet_service : ipv6_addr . inet_service; }
add chain inet tare ports
add chain inet tare prerouting { type nat hook prerouting priority dstnat; policy accept; }
add chain inet tare output { type nat hook output priority -100; policy accept; }
add chain inet tare postrouting { type nat hook postrouting priority srcnat; policy accept; }
add chain inet tare forward { type filter hook forward priority filter; policy accept; }
flush chain inet tare ports
flush chain inet tare prerouting
flush chain inet tare output
flush chain inet tare postrouting
flush chain inet tare forward
add rule inet tare ports dnat ip to ip daddr . meta l4proto . th dport map @at4
add rule inet tare ports dnat ip to meta l4proto . th dport map @any4
add rule inet tare ports dnat ip6 to ip6 daddr . meta l4proto . th dport map @at6
add rule inet tare ports dnat ip6 to meta l4proto . th dport map @any6
add rule inet tare prerouting iifname @bridges return
add rule inet tare prerouting fib daddr type local jump ports
add rule inet tare output ip daddr 127.0.0.0/8 return
add rule inet tare output ip6 daddr ::1 return
add rule inet tare output fib daddr type local jump ports
add rule inet tare postrouting ip saddr @own4 oifname != @bridges masquerade
add rule inet tare postrouting ip6 saddr @own6 oifname != @bridges masquerade
add rule inet tare forward iifname . oifname @open accept
add rule inet tare forward oifname @bridges ct state established,related accept
add rule inet tare forward oifname @bridges iifname != @bridges ct status dnat accept
add rule inet tare forward oifname @bridges drop
add rule inet tare forward iifname @internal drop
)";

// Of a device's name only what is sure to be one word gets here; see validDevice().
std::string quoted(const std::string &device)
{
    return "\"" + device + "\"";
}

} // namespace

void Firewall::Free::operator()(nft_ctx *context) const
{
    nft_ctx_free(context);
}

Result<Firewall> Firewall::open()
{
    Firewall out(nft_ctx_new(NFT_CTX_DEFAULT));
    if (!out.m_context)
        return failSystem("open", "nftables", ENOMEM);
    nft_ctx_buffer_output(out.m_context.get());
    nft_ctx_buffer_error(out.m_context.get());
    return out;
}

void Firewall::addRules()
{
    m_text += rules;
}

void Firewall::element(bool add, const char *set, const std::string &text, const std::string &value)
{
    const std::string whole = std::string(" element inet tare ") + set + " { " + text +
                              (value.empty() ? "" : " : " + value) + " }\n";
    // What is deleted is added before, so that it need not be there.
    m_text += "add" + whole;
    if (!add)
        m_text += "delete element inet tare " + std::string(set) + " { " + text + " }\n";
}

void Firewall::change(bool add, const Network &network)
{
    const std::string device = quoted(network.device);
    element(add, "bridges", device);
    const auto icc = network.options.find("com.docker.network.bridge.enable_icc");
    if (icc == network.options.end() || icc->second != "false")
        element(add, "open", device + " . " + device);
    if (network.internal)
        element(add, "internal", device);
    const auto masquerade = network.options.find("com.docker.network.bridge.enable_ip_masquerade");
    if (network.internal || (masquerade != network.options.end() && masquerade->second == "false"))
        return;
    if (!network.subnet.empty())
        element(add, "own4", network.subnet);
    if (!network.subnet6.empty())
        element(add, "own6", network.subnet6);
}

void Firewall::change(bool add, const Translation &translation)
{
    const PortMapping &port = translation.port;
    const auto from = IpAddress::parse(port.hostAddress), to = IpAddress::parse(translation.address);
    if (!from || !to || from->v6 != to->v6 || from->isLoopback())
        return; // the user-space proxy's
    const std::string key = port.protocol + " . " + std::to_string(port.hostPort);
    const std::string value = to->text() + " . " + std::to_string(port.containerPort);
    if (from->isUnspecified())
        element(add, from->v6 ? "any6" : "any4", key, value);
    else
        element(add, from->v6 ? "at6" : "at4", from->text() + " . " + key, value);
}

void Firewall::add(const Network &network) { change(true, network); }
void Firewall::remove(const Network &network) { change(false, network); }
void Firewall::add(const Translation &translation) { change(true, translation); }
void Firewall::remove(const Translation &translation) { change(false, translation); }

void Firewall::addResolver(std::uint16_t udp, std::uint16_t tcp)
{
    m_text += "add table ip tare\n"
              "add chain ip tare output { type nat hook output priority -100; policy accept; }\n";
    for (const auto &[protocol, port] : {std::pair("udp", udp), std::pair("tcp", tcp)})
        m_text += std::string("add rule ip tare output ip daddr 127.0.0.11 ") + protocol + " dport 53 dnat to 127.0.0.11:" +
                  std::to_string(port) + "\n";
}

Status Firewall::commit()
{
    if (m_text.empty())
        return {};
    std::string text;
    std::swap(text, m_text);
    if (nft_run_cmd_from_buffer(m_context.get(), text.c_str()) == 0)
        return {};
    std::string error = nft_ctx_get_error_buffer(m_context.get());
    if (error.find("No such file or directory") != std::string::npos)
        return fail(Errc::NotFound, "nftables", "the table inet tare is not there");
    error = error.substr(0, error.find('\n'));
    return fail(Errc::System, "nftables", escapeControl(error),
                "The kernel needs nf_tables with NAT: modprobe nft_chain_nat nft_masq nft_fib_inet");
}

} // namespace tare::network
