// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/inspect/tree_columns.h"

#include <algorithm>
#include <unordered_set>

namespace tare::image {
namespace {

using Event = UnionTree::Event;

// The last event up to `layer`, gone or not; null when there was none.
const Event *lastEvent(std::span<const Event> events, std::optional<std::size_t> layer)
{
    const Event *out = nullptr;
    for (const Event &e : events) {
        if (!layer || e.layer > *layer)
            break;
        out = &e;
    }
    return out;
}

const Event *there(const Event *e)
{
    return e == nullptr || e->gone() ? nullptr : e;
}

} // namespace

TreeColumns::Sums TreeColumns::sum(const UnionTree &all, NodeId id) const
{
    if (all.firstChild(id) < all.endChild(id)) {
        const auto it = std::lower_bound(parents.begin(), parents.end(), id);
        return sums[static_cast<std::size_t>(it - parents.begin())];
    }
    return own(all, id);
}

TreeColumns::Sums TreeColumns::own(const UnionTree &all, NodeId id) const
{
    const Event *e = shown(all, id);
    if (e == nullptr || (bits[id] & Own) == 0 || (bits[id] & Uncounted) != 0 ||
        all.type(*e) == NodeType::Folder)
        return {};
    return {all.size(*e), 1, 0};
}

TreeColumns makeColumns(const UnionTree &all, const TreeQuery &query)
{
    TreeColumns out;
    const std::uint32_t n = all.count();
    out.bits.assign(n, 0);
    out.bits[rootNode] = TreeColumns::Inside;
    if (all.layerCount() == 0)
        return out;
    const std::size_t top = all.layerCount() - 1;
    out.after = std::min(query.layer, top);
    if (query.against)
        out.before = std::min(*query.against, out.after);
    else if (out.after > 0)
        out.before = out.after - 1;

    std::unordered_set<std::uint64_t> inodes; // of the files that count already
    for (NodeId id = 0; id < n; ++id) {
        const auto events = all.events(id);
        const Event *lastBefore = lastEvent(events, out.before);
        const Event *lastAfter = lastEvent(events, out.after);
        const Event *before = there(lastBefore);
        const Event *after = there(lastAfter);
        const bool touched = lastBefore != lastAfter;
        std::uint8_t bits = 0;
        if (after == nullptr && (before == nullptr || !query.withRemoved))
            continue;
        if (!touched && query.onlyChanges) {
            // Perhaps a folder on the way: its descendants say so below.
            out.bits[id] = static_cast<std::uint8_t>(id == rootNode ? TreeColumns::Inside : 0);
            continue;
        }
        bits = static_cast<std::uint8_t>(touched ? all.change(before, after) : Change::Unchanged);
        bits |= TreeColumns::Inside | TreeColumns::Own;
        const Event &shown = after != nullptr ? *after : *before;
        if (all.linked(shown)) {
            const bool first = after != nullptr
                                   ? inodes.insert(all.inode(shown)).second
                                   : all.source(shown).layer == shown.layer &&
                                         all.layer(shown.layer).firstName(shown.node) == shown.node;
            bits |= first ? 0 : TreeColumns::Uncounted;
        }
        out.bits[id] = bits;
    }
    if (query.onlyChanges) {
        for (NodeId id = n; id-- > 1;) {
            if ((out.bits[id] & TreeColumns::Inside) != 0)
                out.bits[all.parent(id)] |= TreeColumns::Inside;
        }
    }
    // Sums from below: a child's number is greater than its parent's.
    for (NodeId id = 0; id < n; ++id) {
        if (all.firstChild(id) < all.endChild(id))
            out.parents.push_back(id);
    }
    out.sums.assign(out.parents.size(), {});
    std::size_t slot = out.parents.size();
    for (NodeId id = n; id-- > 0;) {
        const bool isParent = slot > 0 && out.parents[slot - 1] == id;
        if (isParent)
            --slot;
        if (!out.inside(id))
            continue;
        const bool removed = out.change(id) == Change::Removed;
        if (isParent) {
            TreeColumns::Sums mine = out.own(all, id);
            for (NodeId c = all.firstChild(id); c < all.endChild(id); ++c) {
                if (!out.inside(c))
                    continue;
                // A child's own sums: by slot when it has children, which are in ascending order too.
                TreeColumns::Sums below;
                if (all.firstChild(c) < all.endChild(c)) {
                    const auto it = std::lower_bound(out.parents.begin() + static_cast<std::ptrdiff_t>(slot),
                                                     out.parents.end(), c);
                    below = out.sums[static_cast<std::size_t>(it - out.parents.begin())];
                } else {
                    below = out.own(all, c);
                }
                if (removed || out.change(c) != Change::Removed) {
                    mine.size += below.size;
                    mine.files += below.files;
                }
                mine.changes += below.changes + (out.change(c) != Change::Unchanged ? 1 : 0);
            }
            out.sums[slot] = mine;
        }
    }
    return out;
}

} // namespace tare::image
