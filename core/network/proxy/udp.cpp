// SPDX-License-Identifier: GPL-3.0-or-later
// A client's datagrams go through a socket of its own to the container, so that answers find their way back. They leave with the
// address that the client had called.
#include "core/base/unique_fd.h"
#include "core/network/proxy/relay.h"

#include <cstring>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/uio.h>
#include <unistd.h>

namespace tare::network::proxy {
namespace {

constexpr std::size_t largest = 65536, mostConversations = 1024;
constexpr std::int64_t patience = 90; // seconds, as Docker's proxy

struct Peer
{
    sockaddr_storage address{};
    socklen_t size = 0;
    // IP_PKTINFO or IPV6_PKTINFO: which of the host's addresses was called.
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(in6_pktinfo))] = {};
    std::size_t controlSize = 0;
};

class UdpListener;

class Conversation final : public Source
{
public:
    Conversation(Relay &relay, UdpListener &owner, std::string key, int listener, const Peer &peer, UniqueFd server)
        : m_relay(relay), m_owner(owner), m_key(std::move(key)), m_listener(listener), m_peer(peer), m_server(std::move(server)),
          m_last(seconds())
    {
        m_relay.watch(m_server.get(), EPOLLIN, this);
    }
    ~Conversation() override;
    Conversation(const Conversation &) = delete;
    Conversation &operator=(const Conversation &) = delete;

    void send(const char *bytes, std::size_t n)
    {
        m_last = seconds();
        (void)::send(m_server.get(), bytes, n, MSG_NOSIGNAL);
    }
    void ready() override
    {
        static char bytes[largest];
        const ssize_t n = ::recv(m_server.get(), bytes, sizeof bytes, 0);
        if (n < 0)
            return;
        m_last = seconds();
        iovec part{bytes, static_cast<std::size_t>(n)};
        msghdr message{};
        message.msg_name = &m_peer.address;
        message.msg_namelen = m_peer.size;
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        message.msg_control = m_peer.control;
        message.msg_controllen = m_peer.controlSize;
        (void)::sendmsg(m_listener, &message, MSG_NOSIGNAL);
    }
    [[nodiscard]] bool idle(std::int64_t now) const override { return now - m_last > patience; }

private:
    Relay &m_relay;
    UdpListener &m_owner;
    std::string m_key;
    int m_listener;
    Peer m_peer;
    UniqueFd m_server;
    std::int64_t m_last;
};

class UdpListener final : public Source
{
public:
    UdpListener(Relay &relay, const Target &target) : m_relay(relay), m_target(target) { m_relay.watch(target.listener, EPOLLIN, this); }

    void ready() override
    {
        static char bytes[largest];
        Peer peer;
        alignas(cmsghdr) char control[256];
        iovec part{bytes, sizeof bytes};
        msghdr message{};
        message.msg_name = &peer.address;
        message.msg_namelen = sizeof peer.address;
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        message.msg_control = control;
        message.msg_controllen = sizeof control;
        const ssize_t n = ::recvmsg(m_target.listener, &message, 0);
        if (n < 0)
            return;
        peer.size = message.msg_namelen;
        called(message, peer);
        std::string key(reinterpret_cast<const char *>(&peer.address), peer.size); // NOLINT: its bytes are the key
        key.append(peer.control, peer.controlSize);
        auto at = m_conversations.find(key);
        if (at == m_conversations.end()) {
            if (m_conversations.size() >= mostConversations)
                return;
            UniqueFd server(::socket(m_target.address.ss_family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
            const auto *to = reinterpret_cast<const sockaddr *>(&m_target.address); // NOLINT
            if (!server || ::connect(server.get(), to, m_target.size) != 0)
                return;
            auto made = std::make_unique<Conversation>(m_relay, *this, key, m_target.listener, peer, std::move(server));
            at = m_conversations.emplace(key, made.get()).first;
            m_relay.keep(std::move(made));
        }
        at->second->send(bytes, static_cast<std::size_t>(n));
    }
    [[nodiscard]] bool idle(std::int64_t /*now*/) const override { return false; }
    void forget(const std::string &key) { m_conversations.erase(key); }

private:
    // The answer's source is the question's destination; the device is left to the routes.
    static void called(msghdr &message, Peer &peer)
    {
        for (cmsghdr *head = CMSG_FIRSTHDR(&message); head != nullptr; head = CMSG_NXTHDR(&message, head)) {
            cmsghdr out{};
            if (head->cmsg_level == IPPROTO_IP && head->cmsg_type == IP_PKTINFO) {
                in_pktinfo info{};
                std::memcpy(&info, CMSG_DATA(head), sizeof info);
                const in_pktinfo answer{0, info.ipi_spec_dst, {}};
                out = {CMSG_LEN(sizeof answer), IPPROTO_IP, IP_PKTINFO};
                std::memcpy(peer.control, &out, sizeof out);
                std::memcpy(peer.control + CMSG_LEN(0), &answer, sizeof answer);
                peer.controlSize = CMSG_SPACE(sizeof answer);
            } else if (head->cmsg_level == IPPROTO_IPV6 && head->cmsg_type == IPV6_PKTINFO) {
                in6_pktinfo info{};
                std::memcpy(&info, CMSG_DATA(head), sizeof info);
                if (IN6_IS_ADDR_LINKLOCAL(&info.ipi6_addr) == 0)
                    info.ipi6_ifindex = 0;
                out = {CMSG_LEN(sizeof info), IPPROTO_IPV6, IPV6_PKTINFO};
                std::memcpy(peer.control, &out, sizeof out);
                std::memcpy(peer.control + CMSG_LEN(0), &info, sizeof info);
                peer.controlSize = CMSG_SPACE(sizeof info);
            }
        }
    }

    Relay &m_relay;
    Target m_target;
    std::map<std::string, Conversation *> m_conversations;
};

Conversation::~Conversation()
{
    m_relay.watch(m_server.get(), 0, this);
    m_owner.forget(m_key);
}

} // namespace

std::unique_ptr<Source> makeUdpListener(Relay &relay, const Target &target)
{
    return std::make_unique<UdpListener>(relay, target);
}

} // namespace tare::network::proxy
