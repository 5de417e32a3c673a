// SPDX-License-Identifier: GPL-3.0-or-later
// What a container may know of others by name: the records of those with which it shares a network that a person made.
#pragma once

#include "core/network/store.h"

#include <map>
#include <string>
#include <sys/stat.h>
#include <vector>

namespace tare::network::dns {

class Names
{
public:
    Names(NetworkStore store, std::string container);

    // As containers are now; cheap while nothing has changed. False when the container holds no network any more.
    bool refresh();

    // Every address that a name has, of both families; none: there is no such name. "name" and "name.network", lower case.
    [[nodiscard]] std::vector<IpAddress> addresses(const std::string &name) const;
    // "name.network"; empty when nobody has the address.
    [[nodiscard]] std::string nameOf(const IpAddress &address) const;
    // It lies in a network of the container's, so that nobody else can know of it.
    [[nodiscard]] bool isOurs(const IpAddress &address) const;

    [[nodiscard]] bool mayAskOthers() const { return m_outside; } // not from internal networks alone
    [[nodiscard]] bool keepsShortNames() const { return m_own.ndots; }
    [[nodiscard]] const std::vector<std::string> &servers() const { return m_own.dns; }

private:
    struct Known
    {
        ino_t inode = 0;
        timespec changed{};
        off_t size = 0;
        Attachment record; // with only those endpoints that have names
    };
    struct Net
    {
        std::string name, id;
        std::vector<Subnet> subnets;
        std::multimap<std::string, IpAddress> addresses;
        std::map<std::string, std::string> names; // of addresses
    };
    void read();
    void arrange();

    NetworkStore m_store;
    std::string m_container;
    Generation m_generation;
    std::optional<std::uint64_t> m_seen;
    std::map<std::string, Known> m_known;
    Attachment m_own;
    std::vector<Net> m_nets; // of the container, in its order
    bool m_outside = false;
};

} // namespace tare::network::dns
