// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/dns/names.h"

#include "core/base/file.h"
#include "core/base/strings.h"

#include <algorithm>

namespace tare::network::dns {

Names::Names(NetworkStore store, std::string container)
    : m_store(std::move(store)), m_container(std::move(container)), m_generation(m_store.generationFile(), false)
{
}

bool Names::refresh()
{
    const auto now = m_generation.now(); // before reading: what changes meanwhile is seen the next time
    if (!now || now != m_seen) {
        read();
        arrange();
        m_seen = now;
    }
    return !m_own.id.empty();
}

// Only files that are new are opened.
void Names::read()
{
    std::map<std::string, Known> known;
    for (const std::string &id : m_store.attachedIds()) {
        struct stat file{};
        if (::stat(m_store.attachmentFile(id).c_str(), &file) != 0)
            continue;
        const auto before = m_known.find(id);
        if (before != m_known.end() && before->second.inode == file.st_ino && before->second.size == file.st_size &&
            before->second.changed.tv_sec == file.st_ctim.tv_sec && before->second.changed.tv_nsec == file.st_ctim.tv_nsec) {
            known.insert(m_known.extract(before));
            continue;
        }
        auto record = m_store.attachment(id);
        if (!record)
            continue;
        std::erase_if(record->endpoints, [](const Endpoint &endpoint) { return !hasNames(endpoint); });
        known[id] = {file.st_ino, file.st_ctim, file.st_size, std::move(*record)};
    }
    m_known = std::move(known);
}

void Names::arrange()
{
    m_nets.clear();
    m_outside = false;
    const auto own = m_known.find(m_container);
    m_own = own == m_known.end() ? Attachment() : own->second.record;
    const auto whole = m_store.attachment(m_container); // a way out may also be by the default network
    for (const Endpoint &endpoint : whole ? whole->endpoints : std::vector<Endpoint>())
        m_outside = m_outside || !endpoint.gateway.empty() || !endpoint.gateway6.empty();
    for (const Endpoint &endpoint : m_own.endpoints) {
        Net net{toLower(endpoint.network), endpoint.networkId, {}, {}, {}};
        for (const auto &[text, prefix] : {std::pair(endpoint.address, endpoint.prefix), std::pair(endpoint.address6, endpoint.prefix6)}) {
            if (const auto address = IpAddress::parse(text))
                net.subnets.push_back(Subnet::of(*address, prefix));
        }
        for (const auto &[id, known] : m_known) {
            for (const Endpoint &other : known.record.endpoints) {
                if (other.networkId != net.id)
                    continue;
                std::vector<std::string> names = other.aliases;
                names.insert(names.end(), {known.record.name, id.substr(0, 12), known.record.hostname});
                for (std::string &name : names)
                    name = toLower(name);
                std::sort(names.begin(), names.end());
                names.erase(std::unique(names.begin(), names.end()), names.end());
                for (const std::string &text : {other.address, other.address6}) {
                    const auto address = IpAddress::parse(text);
                    if (!address)
                        continue;
                    net.names[address->text()] = toLower(known.record.name) + "." + net.name;
                    for (const std::string &name : names) {
                        if (!name.empty())
                            net.addresses.emplace(name, *address);
                    }
                }
            }
        }
        m_nets.push_back(std::move(net));
    }
}

std::vector<IpAddress> Names::addresses(const std::string &name) const
{
    const auto in = [](const Net &net, const std::string &wanted) {
        std::vector<IpAddress> out;
        const auto [from, to] = net.addresses.equal_range(wanted);
        std::transform(from, to, std::back_inserter(out), [](const auto &one) { return one.second; });
        return out;
    };
    for (const Net &net : m_nets) {
        if (auto out = in(net, name); !out.empty())
            return out;
    }
    // Names of containers and of networks may have dots: every place of the one between them is tried.
    for (std::size_t dot = name.rfind('.'); dot != std::string::npos && dot > 0; dot = name.rfind('.', dot - 1)) {
        for (const Net &net : m_nets) {
            if (name.compare(dot + 1, std::string::npos, net.name) != 0)
                continue;
            if (auto out = in(net, name.substr(0, dot)); !out.empty())
                return out;
        }
    }
    return {};
}

std::string Names::nameOf(const IpAddress &address) const
{
    for (const Net &net : m_nets) {
        if (const auto at = net.names.find(address.text()); at != net.names.end())
            return at->second;
    }
    return {};
}

bool Names::isOurs(const IpAddress &address) const
{
    return std::any_of(m_nets.begin(), m_nets.end(), [&](const Net &net) {
        return std::any_of(net.subnets.begin(), net.subnets.end(), [&](const Subnet &subnet) { return subnet.contains(address); });
    });
}

} // namespace tare::network::dns
