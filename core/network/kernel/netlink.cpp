// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/kernel/netlink.h"

#include <cerrno>
#include <cstring>
#include <linux/if_bridge.h>
#include <linux/if_link.h>
#include <net/if.h>
#include <netlink/addr.h>
#include <netlink/netlink.h>
#include <netlink/route/addr.h>
#include <netlink/route/link.h>
#include <netlink/route/link/veth.h>
#include <netlink/route/nexthop.h>
#include <netlink/route/route.h>

namespace tare::network {
namespace {

template <class T, void (*put)(T *)> struct Putter
{
    void operator()(T *object) const { put(object); }
};
template <class T, void (*put)(T *)> using Held = std::unique_ptr<T, Putter<T, put>>;
using Link = Held<rtnl_link, rtnl_link_put>;
using Address = Held<rtnl_addr, rtnl_addr_put>;
using Route = Held<rtnl_route, rtnl_route_put>;
using NlAddress = Held<nl_addr, nl_addr_put>;
using Message = Held<nl_msg, nlmsg_free>;
using Cache = Held<nl_cache, nl_cache_free>;

// libnl has errors of its own, above those of the kernel that it kept apart.
int osErrorOf(int code)
{
    switch (code < 0 ? -code : code) {
    case NLE_EXIST:
        return EEXIST;
    case NLE_PERM:
    case NLE_NOACCESS:
        return EPERM;
    case NLE_NODEV:
    case NLE_OBJ_NOTFOUND:
        return ENODEV;
    case NLE_NOMEM:
        return ENOMEM;
    case NLE_OPNOTSUPP:
        return EOPNOTSUPP;
    case NLE_BUSY:
        return EBUSY;
    case NLE_RANGE:
        return ERANGE;
    default:
        return EINVAL;
    }
}

Status check(int code, const char *doing, const std::string &subject)
{
    if (code >= 0)
        return {};
    Status out = failSystem(doing, subject, osErrorOf(code));
    out.error().reason = nl_geterror(code);
    return out;
}

NlAddress binary(const IpAddress &address, int prefix)
{
    NlAddress out(nl_addr_build(address.v6 ? AF_INET6 : AF_INET, address.bytes.data(), address.v6 ? 16 : 4));
    nl_addr_set_prefixlen(out.get(), prefix);
    return out;
}

} // namespace

void Netlink::Free::operator()(nl_sock *socket) const
{
    nl_socket_free(socket);
}

Result<Netlink> Netlink::open()
{
    Netlink out(nl_socket_alloc());
    if (!out.m_socket)
        return failSystem("create", "netlink socket", ENOMEM);
    TARE_CHECK(check(nl_connect(out.m_socket.get(), NETLINK_ROUTE), "open", "netlink socket"));
    return out;
}

Result<LinkInfo> Netlink::find(const std::string &name)
{
    rtnl_link *raw = nullptr;
    const int code = rtnl_link_get_kernel(m_socket.get(), 0, name.c_str(), &raw);
    const Link link(raw);
    if (code == -NLE_NODEV || code == -NLE_OBJ_NOTFOUND)
        return fail(Errc::NotFound, name);
    TARE_CHECK(check(code, "find network device", name));
    const char *alias = rtnl_link_get_ifalias(link.get());
    return LinkInfo{rtnl_link_get_ifindex(link.get()), static_cast<int>(rtnl_link_get_mtu(link.get())), alias == nullptr ? "" : alias};
}

Result<int> Netlink::addBridge(const BridgeSpec &spec)
{
    const std::string &name = spec.device;
    const Link link(rtnl_link_alloc());
    rtnl_link_set_type(link.get(), "bridge");
    rtnl_link_set_name(link.get(), name.c_str());
    TARE_CHECK(check(rtnl_link_add(m_socket.get(), link.get(), NLM_F_CREATE | NLM_F_EXCL), "create bridge", name));
    const LinkInfo made = TARE_TRY(find(name));
    // The rest in a message of its own: a bridge's size and alias are not taken with its creation by every kernel.
    const Link change(rtnl_link_alloc()), original(rtnl_link_alloc());
    rtnl_link_set_ifindex(original.get(), made.index);
    rtnl_link_set_ifalias(change.get(), spec.alias.c_str());
    nl_addr *mac = nullptr;
    TARE_CHECK(check(nl_addr_parse(spec.mac.c_str(), AF_LLC, &mac), "read", spec.mac));
    const NlAddress held(mac);
    rtnl_link_set_addr(change.get(), mac);
    if (spec.mtu > 0)
        rtnl_link_set_mtu(change.get(), static_cast<unsigned>(spec.mtu));
    rtnl_link_set_flags(change.get(), IFF_UP);
    if (Status set = check(rtnl_link_change(m_socket.get(), original.get(), change.get(), 0), "set up bridge", name); !set) {
        [[maybe_unused]] const Status removed = remove(name);
        return tl::unexpected<Error>(std::move(set).error());
    }
    return made.index;
}

Result<int> Netlink::addVeth(const VethSpec &spec)
{
    const Link link(rtnl_link_veth_alloc());
    rtnl_link *peer = rtnl_link_veth_get_peer(link.get());
    rtnl_link_set_name(link.get(), spec.device.c_str());
    rtnl_link_set_master(link.get(), spec.bridge);
    rtnl_link_set_name(peer, spec.peer.c_str());
    rtnl_link_set_ns_fd(peer, spec.peerNamespace);
    if (spec.mtu > 0) {
        rtnl_link_set_mtu(link.get(), static_cast<unsigned>(spec.mtu));
        rtnl_link_set_mtu(peer, static_cast<unsigned>(spec.mtu));
    }
    nl_addr *mac = nullptr;
    if (const int code = nl_addr_parse(spec.mac.c_str(), AF_LLC, &mac); code < 0) {
        rtnl_link_put(peer);
        return fail(Errc::InvalidArgument, spec.mac, nl_geterror(code));
    }
    const NlAddress held(mac);
    rtnl_link_set_addr(peer, mac);
    int code = rtnl_link_add(m_socket.get(), link.get(), NLM_F_CREATE | NLM_F_EXCL);
    if (code == -NLE_EXIST) { // of this container's last run, on its way out
        [[maybe_unused]] const Status removed = remove(spec.device);
        code = rtnl_link_add(m_socket.get(), link.get(), NLM_F_CREATE | NLM_F_EXCL);
    }
    rtnl_link_put(peer);
    TARE_CHECK(check(code, "create network device", spec.device));
    // A veth cannot be made up: it has no other end yet then.
    const int index = TARE_TRY(find(spec.device)).index;
    TARE_CHECK(setUp(index));
    return index;
}

Status Netlink::isolate(int index)
{
    const Message message(nlmsg_alloc_simple(RTM_SETLINK, NLM_F_REQUEST | NLM_F_ACK));
    ifinfomsg head{};
    head.ifi_family = AF_BRIDGE;
    head.ifi_index = index;
    nlmsg_append(message.get(), &head, sizeof head, NLMSG_ALIGNTO);
    nlattr *port = nla_nest_start(message.get(), IFLA_PROTINFO | NLA_F_NESTED);
    nla_put_u8(message.get(), IFLA_BRPORT_ISOLATED, 1);
    nla_nest_end(message.get(), port);
    const int sent = nl_send_auto(m_socket.get(), message.get());
    return check(sent < 0 ? sent : nl_wait_for_ack(m_socket.get()), "isolate network device", std::to_string(index));
}

Status Netlink::setUp(int index)
{
    const Link change(rtnl_link_alloc()), original(rtnl_link_alloc());
    rtnl_link_set_ifindex(original.get(), index);
    rtnl_link_set_flags(change.get(), IFF_UP);
    return check(rtnl_link_change(m_socket.get(), original.get(), change.get(), 0), "bring up network device",
                 std::to_string(index));
}

Status Netlink::addAddress(int index, const IpAddress &address, int prefix)
{
    const Address one(rtnl_addr_alloc());
    rtnl_addr_set_ifindex(one.get(), index);
    const NlAddress local = binary(address, prefix);
    rtnl_addr_set_local(one.get(), local.get());
    NlAddress broadcast;
    if (address.v6) {
        rtnl_addr_set_flags(one.get(), IFA_F_NODAD);
    } else if (prefix < 31) {
        broadcast = binary(Subnet::of(address, prefix).base.plus((std::uint64_t{1} << static_cast<unsigned>(32 - prefix)) - 1), 32);
        rtnl_addr_set_broadcast(one.get(), broadcast.get());
    }
    return check(rtnl_addr_add(m_socket.get(), one.get(), NLM_F_EXCL), "add address", address.text());
}

Status Netlink::removeAddress(const std::string &device, const IpAddress &address, int prefix)
{
    const unsigned index = ::if_nametoindex(device.c_str());
    if (index == 0)
        return {};
    const Address one(rtnl_addr_alloc());
    rtnl_addr_set_ifindex(one.get(), static_cast<int>(index));
    const NlAddress local = binary(address, prefix);
    rtnl_addr_set_local(one.get(), local.get());
    const int code = rtnl_addr_delete(m_socket.get(), one.get(), 0);
    return code == -NLE_NOADDR || code == -NLE_NODEV || code == -NLE_OBJ_NOTFOUND ? Status() : check(code, "remove address", address.text());
}

Status Netlink::setDefaultRoute(int index, const IpAddress &gateway)
{
    const Route route(rtnl_route_alloc());
    const NlAddress all = binary({{}, gateway.v6}, 0), via = binary(gateway, gateway.bits());
    rtnl_route_set_family(route.get(), gateway.v6 ? AF_INET6 : AF_INET);
    rtnl_route_set_dst(route.get(), all.get());
    rtnl_nexthop *hop = rtnl_route_nh_alloc();
    rtnl_route_nh_set_ifindex(hop, index);
    rtnl_route_nh_set_gateway(hop, via.get());
    rtnl_route_add_nexthop(route.get(), hop); // belongs to the route now
    return check(rtnl_route_add(m_socket.get(), route.get(), NLM_F_CREATE | NLM_F_REPLACE), "set default route by", gateway.text());
}

Status Netlink::remove(const std::string &name)
{
    const Link link(rtnl_link_alloc());
    rtnl_link_set_name(link.get(), name.c_str());
    const int code = rtnl_link_delete(m_socket.get(), link.get());
    return code == -NLE_NODEV || code == -NLE_OBJ_NOTFOUND ? Status() : check(code, "remove network device", name);
}

Result<std::vector<Subnet>> Netlink::routes()
{
    nl_cache *raw = nullptr;
    TARE_CHECK(check(rtnl_route_alloc_cache(m_socket.get(), AF_UNSPEC, 0, &raw), "list", "routes"));
    const Cache cache(raw);
    std::vector<Subnet> out;
    for (nl_object *object = nl_cache_get_first(raw); object != nullptr; object = nl_cache_get_next(object)) {
        nl_addr *to = rtnl_route_get_dst(reinterpret_cast<rtnl_route *>(object)); // NOLINT: libnl's own way
        const int family = to == nullptr ? 0 : nl_addr_get_family(to);
        if ((family != AF_INET && family != AF_INET6) || nl_addr_get_prefixlen(to) == 0)
            continue;
        IpAddress address;
        address.v6 = family == AF_INET6;
        if (nl_addr_get_len(to) != static_cast<unsigned>(address.bits() / 8))
            continue;
        std::memcpy(address.bytes.data(), nl_addr_get_binary_addr(to), nl_addr_get_len(to));
        out.push_back(Subnet::of(address, static_cast<int>(nl_addr_get_prefixlen(to))));
    }
    return out;
}

int Netlink::uplinkMtu()
{
    constexpr int usual = 1500;
    nl_cache *raw = nullptr;
    if (rtnl_route_alloc_cache(m_socket.get(), AF_INET, 0, &raw) < 0)
        return usual;
    const Cache cache(raw);
    for (nl_object *object = nl_cache_get_first(raw); object != nullptr; object = nl_cache_get_next(object)) {
        auto *route = reinterpret_cast<rtnl_route *>(object); // NOLINT
        nl_addr *to = rtnl_route_get_dst(route);
        rtnl_nexthop *hop = rtnl_route_nexthop_n(route, 0);
        if ((to != nullptr && nl_addr_get_prefixlen(to) != 0) || hop == nullptr || rtnl_route_get_table(route) != RT_TABLE_MAIN)
            continue;
        rtnl_link *link = nullptr;
        if (rtnl_link_get_kernel(m_socket.get(), rtnl_route_nh_get_ifindex(hop), nullptr, &link) < 0)
            continue;
        const Link held(link);
        return static_cast<int>(rtnl_link_get_mtu(link));
    }
    return usual;
}

} // namespace tare::network
