// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/inspect/contents_parts.h"

#include <algorithm>
#include <unordered_set>

namespace tare::image {
namespace {

// Bytes in layers' tars of which a container sees no name. A hard link to a layer below stores none itself.
void unseen(const UnionTree &all, Waste &out)
{
    const std::size_t top = all.layerCount() - 1;
    std::unordered_set<std::uint64_t> alive; // files with several names, one of which is seen
    for (NodeId id = 1; id < all.count(); ++id) {
        const UnionTree::Event *e = all.at(id, top);
        if (e != nullptr && all.linked(*e))
            alive.insert(all.inode(*e));
    }
    std::unordered_set<std::uint64_t> told;
    for (NodeId id = 1; id < all.count(); ++id) {
        const auto events = all.events(id);
        UnseenFile file;
        for (std::size_t i = 0; i < events.size(); ++i) {
            const UnionTree::Event &e = events[i];
            if (e.gone() || all.type(e) != NodeType::File)
                continue;
            const IndexPlace source = all.source(e);
            if (source.layer != e.layer || source.node != e.node) // a name for what another layer stores
                continue;
            const bool linked = all.linked(e);
            if (linked && !told.insert(all.inode(e)).second)
                continue;
            const std::int64_t bytes = all.size(e);
            out.storedBytes += bytes;
            if (i + 1 == events.size() || bytes == 0 || (linked && alive.contains(all.inode(e))))
                continue;
            file.bytes += bytes;
            file.versions.push_back({e.layer, events[i + 1].layer, bytes, events[i + 1].gone()});
        }
        if (file.versions.empty())
            continue;
        file.node = id;
        file.path = all.path(id);
        out.unseenBytes += file.bytes;
        out.unseen.push_back(std::move(file));
    }
    std::stable_sort(out.unseen.begin(), out.unseen.end(),
                     [](const UnseenFile &a, const UnseenFile &b) { return a.bytes > b.bytes; });
}

} // namespace

Waste wasteOf(const UnionTree &all)
{
    Waste out;
    if (all.layerCount() == 0)
        return out;
    DiveScore dive = diveScore(all);
    out.efficiency = dive.efficiency;
    out.wastedBytes = dive.wastedBytes;
    out.repeated = std::move(dive.repeated);
    std::int64_t user = 0;
    for (std::size_t l = 1; l < all.layerCount(); ++l)
        user += all.layer(l).header().fileBytes;
    out.wastedUserShare = user == 0 ? 0.0 : static_cast<double>(out.wastedBytes) / static_cast<double>(user);
    unseen(all, out);
    return out;
}

} // namespace tare::image
