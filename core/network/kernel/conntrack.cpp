// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/kernel/conntrack.h"

#include "core/network/address.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cstring>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_conntrack.h>
#include <memory>
#include <netlink/attr.h>
#include <netlink/msg.h>
#include <netlink/netlink.h>
#include <string>

namespace tare::network {
namespace {

struct Free
{
    void operator()(nl_sock *socket) const { nl_socket_free(socket); }
    void operator()(nl_msg *message) const { nlmsg_free(message); }
};
using Message = std::unique_ptr<nl_msg, Free>;

struct Tuple
{
    IpAddress source, destination;
    std::uint16_t sourcePort = 0, destinationPort = 0;
    std::uint8_t protocol = 0;
};

IpAddress addressIn(nlattr *attribute, bool v6)
{
    IpAddress out;
    out.v6 = v6;
    const std::size_t size = v6 ? 16 : 4;
    if (attribute != nullptr && nla_len(attribute) >= static_cast<int>(size))
        std::memcpy(out.bytes.data(), nla_data(attribute), size);
    return out;
}

Tuple tupleIn(nlattr *attribute, bool v6)
{
    Tuple out;
    nlattr *parts[CTA_TUPLE_MAX + 1] = {}, *ip[CTA_IP_MAX + 1] = {}, *proto[CTA_PROTO_MAX + 1] = {};
    if (attribute == nullptr || nla_parse_nested(parts, CTA_TUPLE_MAX, attribute, nullptr) < 0 || parts[CTA_TUPLE_IP] == nullptr ||
        parts[CTA_TUPLE_PROTO] == nullptr || nla_parse_nested(ip, CTA_IP_MAX, parts[CTA_TUPLE_IP], nullptr) < 0 ||
        nla_parse_nested(proto, CTA_PROTO_MAX, parts[CTA_TUPLE_PROTO], nullptr) < 0)
        return out;
    out.source = addressIn(ip[v6 ? CTA_IP_V6_SRC : CTA_IP_V4_SRC], v6);
    out.destination = addressIn(ip[v6 ? CTA_IP_V6_DST : CTA_IP_V4_DST], v6);
    if (proto[CTA_PROTO_NUM] != nullptr)
        out.protocol = nla_get_u8(proto[CTA_PROTO_NUM]);
    if (proto[CTA_PROTO_SRC_PORT] != nullptr)
        out.sourcePort = ntohs(nla_get_u16(proto[CTA_PROTO_SRC_PORT]));
    if (proto[CTA_PROTO_DST_PORT] != nullptr)
        out.destinationPort = ntohs(nla_get_u16(proto[CTA_PROTO_DST_PORT]));
    return out;
}

bool fits(const Translation &translation, const Tuple &original, const Tuple &reply)
{
    const auto to = IpAddress::parse(translation.address);
    if (translation.port.protocol != "udp" || original.protocol != IPPROTO_UDP || original.destinationPort != translation.port.hostPort)
        return false;
    const bool untranslated = reply.source == original.destination && reply.sourcePort == original.destinationPort;
    return untranslated || (to && reply.source == *to);
}

Message request(int type, int flags, std::uint8_t family)
{
    Message out(nlmsg_alloc_simple(NFNL_SUBSYS_CTNETLINK << 8 | type, NLM_F_REQUEST | flags));
    nfgenmsg head{};
    head.nfgen_family = family;
    head.version = NFNETLINK_V0;
    nlmsg_append(out.get(), &head, sizeof head, NLMSG_ALIGNTO);
    return out;
}

struct Search
{
    const std::vector<Translation> &translations;
    std::vector<Message> deletions;
};

int look(nl_msg *message, void *argument)
{
    auto &search = *static_cast<Search *>(argument);
    nlattr *parts[CTA_MAX + 1] = {};
    nlmsghdr *head = nlmsg_hdr(message);
    if (nlmsg_parse(head, sizeof(nfgenmsg), parts, CTA_MAX, nullptr) < 0 || parts[CTA_TUPLE_ORIG] == nullptr)
        return NL_OK;
    const std::uint8_t family = static_cast<const nfgenmsg *>(nlmsg_data(head))->nfgen_family;
    const Tuple original = tupleIn(parts[CTA_TUPLE_ORIG], family == AF_INET6), reply = tupleIn(parts[CTA_TUPLE_REPLY], family == AF_INET6);
    if (std::any_of(search.translations.begin(), search.translations.end(),
                    [&](const Translation &one) { return fits(one, original, reply); })) {
        Message deletion = request(IPCTNL_MSG_CT_DELETE, NLM_F_ACK, family);
        nla_put(deletion.get(), CTA_TUPLE_ORIG | NLA_F_NESTED, nla_len(parts[CTA_TUPLE_ORIG]), nla_data(parts[CTA_TUPLE_ORIG]));
        if (parts[CTA_ID] != nullptr) // this one, and none that took its place
            nla_put(deletion.get(), CTA_ID, nla_len(parts[CTA_ID]), nla_data(parts[CTA_ID]));
        search.deletions.push_back(std::move(deletion));
    }
    return NL_OK;
}

} // namespace

void forgetConversations(const std::vector<Translation> &translations)
{
    if (std::none_of(translations.begin(), translations.end(), [](const Translation &one) { return one.port.protocol == "udp"; }))
        return;
    const std::unique_ptr<nl_sock, Free> socket(nl_socket_alloc());
    if (!socket || nl_connect(socket.get(), NETLINK_NETFILTER) < 0)
        return;
    Search search{translations, {}};
    nl_socket_modify_cb(socket.get(), NL_CB_VALID, NL_CB_CUSTOM, look, &search);
    const Message all = request(IPCTNL_MSG_CT_GET, NLM_F_DUMP, AF_UNSPEC);
    if (nl_send_auto(socket.get(), all.get()) < 0 || nl_recvmsgs_default(socket.get()) < 0)
        return;
    for (const Message &deletion : search.deletions) {
        if (nl_send_auto(socket.get(), deletion.get()) >= 0)
            (void)nl_wait_for_ack(socket.get()); // one that ended meanwhile is as good
    }
}

} // namespace tare::network
