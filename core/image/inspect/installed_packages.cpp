// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/inspect/contents_parts.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace tare::image {

const char *packageManagerName(PackageManager manager)
{
    switch (manager) {
    case PackageManager::Dpkg:
        return "dpkg";
    case PackageManager::Apk:
        return "apk";
    case PackageManager::Rpm:
        return "rpm";
    }
    return "";
}

PackageList installedPackages(const UnionTree &all)
{
    PackageList out;
    using Key = std::tuple<PackageManager, std::string, std::string,
                           std::string>; // manager, name, architecture, version
    auto keyOf = [](const Package &p) { return Key(p.manager, p.name, p.architecture, p.version); };
    std::map<Key, std::uint16_t> since; // the layer from which on it has been there
    std::map<Key, Package> now;
    const std::size_t layers = all.layerCount();
    for (std::size_t l = 0; l < layers; ++l) {
        // The databases as this layer left them. Most layers have none and change none.
        bool concerned = false;
        std::map<Key, Package> here;
        std::vector<std::string> unread;
        for (std::size_t k = 0; k < layers; ++k) {
            for (const PackageDatabase &d : all.layer(k).packages()) {
                const NodeId id = all.find(d.path);
                if (id == noNode)
                    continue;
                for (const UnionTree::Event &e : all.events(id))
                    concerned = concerned || e.layer == l;
                const UnionTree::Event *e = all.at(id, l);
                if (e == nullptr || all.source(*e).layer != k)
                    continue;
                if (!d.unread.empty())
                    unread.push_back(d.path + ": " + d.unread);
                for (const Package &p : d.packages)
                    here.emplace(keyOf(p), p);
            }
        }
        if (!concerned)
            continue;
        for (auto it = since.begin(); it != since.end();)
            it = here.contains(it->first) ? std::next(it) : since.erase(it);
        for (const auto &[key, package] : here)
            since.emplace(key, static_cast<std::uint16_t>(l));
        now = std::move(here);
        out.unread = std::move(unread);
    }
    for (auto &[key, package] : now) {
        package.layer = since[key];
        out.packages.push_back(std::move(package));
    }
    std::stable_sort(out.packages.begin(), out.packages.end(), [](const Package &a, const Package &b) {
        return std::tie(a.name, a.architecture, a.version) < std::tie(b.name, b.architecture, b.version);
    });
    return out;
}

} // namespace tare::image
