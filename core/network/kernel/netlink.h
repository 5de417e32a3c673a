// SPDX-License-Identifier: GPL-3.0-or-later
// Links, addresses and routes through libnl-route-3 (rtnetlink(7)): few calls, each one message to the kernel.
// A socket belongs to the network namespace in which it was opened.
#pragma once

#include "core/base/result.h"
#include "core/network/address.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

struct nl_sock;

namespace tare::network {

struct LinkInfo
{
    int index = 0, mtu = 0;
    std::string alias; // IFLA_IFALIAS: whose it is
};

struct BridgeSpec
{
    std::string device, alias, mac; // a fixed address: a bridge's own is the lowest of its ports', which come and go
    int mtu = 0;                    // 0: left to the kernel
};

struct VethSpec
{
    std::string device;     // the host's end
    int bridge = 0;         // its index
    int mtu = 0;            // 0: left to the kernel
    std::string peer, mac;  // the container's end
    int peerNamespace = -1; // an open network namespace
};

class Netlink
{
public:
    [[nodiscard]] static Result<Netlink> open();

    // NotFound when there is none.
    [[nodiscard]] Result<LinkInfo> find(const std::string &name);
    // A bridge, up, with an alias that says whose it is: its index.
    [[nodiscard]] Result<int> addBridge(const BridgeSpec &spec);
    // Both ends; the host's is in the bridge and up: its index.
    [[nodiscard]] Result<int> addVeth(const VethSpec &spec);
    [[nodiscard]] Status isolate(int index); // a bridge's port that talks to no other isolated one
    [[nodiscard]] Status setUp(int index);
    [[nodiscard]] Status addAddress(int index, const IpAddress &address, int prefix); // IPv6 without a wait for duplicates
    // A device that is no more has none; absent is success.
    [[nodiscard]] Status removeAddress(const std::string &device, const IpAddress &address, int prefix);
    [[nodiscard]] Status setDefaultRoute(int index, const IpAddress &gateway); // in place of one that is there
    [[nodiscard]] Status remove(const std::string &name); // absent is success

    [[nodiscard]] Result<std::vector<Subnet>> routes(); // destinations of every table, without the default
    [[nodiscard]] int uplinkMtu();                      // of the default route's device; 1500 without one

private:
    struct Free
    {
        void operator()(nl_sock *socket) const;
    };
    explicit Netlink(nl_sock *socket) : m_socket(socket) {}
    std::unique_ptr<nl_sock, Free> m_socket;
};

} // namespace tare::network
