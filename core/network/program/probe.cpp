// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/program/probe.h"

#include "core/base/file.h"
#include "core/network/kernel/firewall.h"
#include "core/network/kernel/netlink.h"

#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

namespace tare::network {

namespace {

Status ownNamespaces()
{
    const std::string uid = std::to_string(::geteuid()), gid = std::to_string(::getegid());
    const bool root = ::geteuid() == 0;
    if (::unshare(CLONE_NEWNET | (root ? 0 : CLONE_NEWUSER)) != 0)
        return failSystem("make", "a network namespace");
    if (root)
        return {};
    TARE_CHECK(writeExisting("/proc/self/setgroups", "deny"));
    TARE_CHECK(writeExisting("/proc/self/uid_map", "0 " + uid + " 1"));
    return writeExisting("/proc/self/gid_map", "0 " + gid + " 1");
}

Status makeBridge()
{
    Netlink kernel = TARE_TRY(Netlink::open());
    BridgeSpec bridge;
    bridge.device = "br-probe";
    bridge.mac = "02:42:00:00:00:01";
    const int index = TARE_TRY(kernel.addBridge(bridge));
    const UniqueFd here = TARE_TRY(openFile("/proc/self/ns/net", O_RDONLY));
    VethSpec pair;
    pair.device = "ve-probe";
    pair.bridge = index;
    pair.peer = "ve-peer";
    pair.mac = "02:42:00:00:00:02";
    pair.peerNamespace = here.get();
    TARE_TRY(kernel.addVeth(pair));
    return {};
}

Status makeRules()
{
    Firewall rules = TARE_TRY(Firewall::open());
    rules.addRules();
    return rules.commit();
}

} // namespace

Result<ProbeAnswer> probe()
{
    ProbeAnswer out;
    TARE_CHECK(ownNamespaces());
    if (const Status bridge = makeBridge(); !bridge)
        out.bridge = bridge.error().text();
    if (const Status rules = makeRules(); !rules)
        out.nat = rules.error().text();
    return out;
}

} // namespace tare::network
