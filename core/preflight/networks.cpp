// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preflight/probes.h"

#include "core/base/file.h"
#include "core/base/programs.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"
#include "core/base/unique_fd.h"

#include <arpa/inet.h>
#include <cerrno>
#include <fcntl.h>
#include <net/if.h>
#include <linux/if_tun.h>
#include <netinet/in.h>
#include <nlohmann/json.hpp>
#include <sys/ioctl.h>
#include <sys/socket.h>

namespace tare::preflight {

namespace {

using nlohmann::json;
constexpr std::chrono::seconds patience(20);

std::string lastLine(const std::string &text)
{
    const std::string_view all = trim(text);
    const std::size_t end = all.rfind('\n');
    return std::string(end == std::string_view::npos ? all : all.substr(end + 1));
}

// tare-network makes a bridge, a pair and its rules in a namespace that goes with it.
Result<json> askHelper(const Paths &paths)
{
    RunLimits limits;
    limits.time = patience;
    const std::string program = TARE_TRY(findProgram("tare-network"));
    const RunOutput done = TARE_TRY(tare::run({{program, "--root", paths.root, "--state", paths.state, "probe"}, {}, {}}, limits));
    const json answer = json::parse(done.out, nullptr, false);
    if (answer.is_object() && answer.contains("result"))
        return answer["result"];
    return fail(Errc::NotOnThisMachine, "networks", lastLine(done.out + done.err));
}

void checkKernelNetworks(const Paths &paths, const Report &report)
{
    const auto answer = askHelper(paths);
    const auto why = [&](const char *part) { return answer ? answer->value(part, std::string()) : answer.error().text(); };
    const std::string bridge = why("bridge"), nat = why("nat");
    if (bridge.empty())
        report({"bridge", State::Works, "A bridge with a pair of devices can be made.", {}});
    else
        report({"bridge", State::Missing, sentence("A bridge with a pair of devices cannot be made: " + bridge), "sudo modprobe -a bridge veth"});
    if (nat.empty())
        report({"nat", State::Works, "nftables takes the rules that translate addresses and publish ports.", {}});
    else
        report({"nat", State::Missing, sentence("nftables refuses the rules that translate addresses and publish ports: " + nat),
                "sudo modprobe -a nf_tables nft_chain_nat nft_masq nft_nat nft_ct"});
}

void checkForwarding(const Machine &machine, const Report &report)
{
    if (machine.user != 0) {
        report({"forwarding", State::NotNeeded, "Without root, containers have a network of their own in which packets are forwarded.", {}});
        report({"bridge-filter", State::NotNeeded, "Without root, this machine's firewall does not see packets between containers.", {}});
        return;
    }
    const std::string file = machine.proc + "/sys/net/ipv4/ip_forward";
    const auto forward = numberIn(file);
    if (forward == 1)
        report({"forwarding", State::Works, "net.ipv4.ip_forward is on.", {}});
    else if (forward && openFile(file, O_WRONLY))
        report({"forwarding", State::Works, "net.ipv4.ip_forward is off; the first network switches it on.", {}});
    else
        report({"forwarding", State::Missing, "net.ipv4.ip_forward is off and cannot be switched on from here.", "sudo sysctl -w net.ipv4.ip_forward=1"});
    const auto filtered = numberIn(machine.proc + "/sys/net/bridge/bridge-nf-call-iptables");
    if (filtered.value_or(0) == 0)
        report({"bridge-filter", State::Works, "Packets between containers of one network pass nothing but their bridge.", {}});
    else
        report({"bridge-filter", State::Limited, "Packets between containers of one network also pass this machine's iptables rules (br_netfilter): another program's firewall can stop them, and they are slower.",
                "sudo sysctl -w net.bridge.bridge-nf-call-iptables=0 net.bridge.bridge-nf-call-ip6tables=0"});
}

void checkUplink(const Machine &machine, const Report &report)
{
    if (machine.user == 0) {
        report({"uplink", State::NotNeeded, "Root's networks are bridges of the kernel.", {}});
        report({"tun", State::NotNeeded, "Root's networks are bridges of the kernel.", {}});
        return;
    }
    Check uplink{"uplink", State::Missing, "Neither pasta nor slirp4netns is here: without root, containers have no network.", "sudo apt install passt"};
    for (const char *program : {"pasta", "slirp4netns"}) {
        RunLimits limits;
        limits.time = patience;
        const auto said = tare::run({{program, "--version"}, {}, {}}, limits);
        if (!said)
            continue;
        if (said->exitCode == 0) {
            const std::string all = said->out + said->err;
            uplink = {"uplink", State::Works, std::string(trim(all.substr(0, all.find('\n')))) + " carries the packets of containers.", {}};
            break;
        }
        uplink.found = sentence(std::string(program) + " does not start: " + lastLine(said->err));
    }
    report(uplink);
    // Opening it proves little: the device is made only by this call. It goes with the descriptor.
    const auto device = openFile(machine.dev + "/net/tun", O_RDWR);
    ifreq request{};
    request.ifr_flags = IFF_TUN | IFF_NO_PI;
    if (!device)
        report({"tun", State::Missing, sentence("/dev/net/tun cannot be opened: " + device.error().reason), "sudo modprobe tun && sudo chmod 666 /dev/net/tun"});
    else if (::ioctl(device->get(), TUNSETIFF, &request) != 0 && errno != EPERM) // which a namespace of one's own allows
        report({"tun", State::Missing, "/dev/net/tun opens but makes no device: " + strerrorText(errno) + ".", "sudo modprobe tun"});
    else
        report({"tun", State::Works, "/dev/net/tun can be opened.", {}});
}

// Whether this user may have it; that another program has it is no refusal.
bool mayListenAt(std::uint16_t port)
{
    const UniqueFd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return ::bind(socket.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0 || errno == EADDRINUSE;
}

void checkAddresses(const Machine &machine, const Report &report)
{
    if (mayListenAt(80))
        report({"ports", State::Works, "Every port from 80 on can be published.", {}});
    else
        report({"ports", State::Limited, "Ports below " + std::to_string(numberIn(machine.proc + "/sys/net/ipv4/ip_unprivileged_port_start").value_or(1024)) + " cannot be published by this user.",
                "sudo sysctl -w net.ipv4.ip_unprivileged_port_start=80"});
    const UniqueFd socket(::socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_addr = in6addr_loopback;
    if (socket && ::bind(socket.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0)
        report({"ipv6", State::Works, "IPv6 is on.", {}});
    else
        report({"ipv6", State::Limited, "There is no IPv6: networks with --ipv6 cannot be used.", "sudo sysctl -w net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.lo.disable_ipv6=0"});
}

} // namespace

void checkNetworks(const Paths &paths, const Machine &machine, const Report &report)
{
    checkKernelNetworks(paths, report);
    checkForwarding(machine, report);
    checkUplink(machine, report);
    checkAddresses(machine, report);
}

} // namespace tare::preflight
