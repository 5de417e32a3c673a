// SPDX-License-Identifier: GPL-3.0-or-later
// dive's efficiency (wagoodman/dive, dive/filetree/efficiency.go and file_tree.go), so that its numbers and
// ours agree, also where its definition surprises:
// - it looks at leaves of each layer's own tree; an empty folder is one, a folder that has anything in it is
// not;
// - a removed file counts as size 0, and a removed folder, if some layer named it, as what the stacked tree
// has below it;
// - opaque markers are not known to it; a hard link has no size;
// - a folder that becomes a file keeps its children;
// - a whiteout of nothing ends the count of its layer where it stands.
#include "core/image/inspect/contents_parts.h"

#include <algorithm>
#include <unordered_map>

namespace tare::image {
namespace {

class Dive
{
public:
    explicit Dive(const UnionTree &all)
        : m_all(all), m_paths(all.count()), m_there(all.count(), false), m_folder(all.count(), false),
          m_size(all.count(), 0)
    {
    }

    void layer(std::uint16_t l)
    {
        m_layer = l;
        m_failed = false;
        const LayerIndex &index = m_all.layer(l);
        // Without whiteouts the counting asks nothing of the stacked tree, and one walk does both.
        bool whiteouts = false;
        for (std::uint32_t n = 0; n < index.count() && !whiteouts; ++n)
            whiteouts = index.has(n, IndexHides);
        if (!whiteouts) {
            walk(index, 0, rootNode, true, true);
            return;
        }
        walk(index, 0, rootNode, true, false);
        walk(index, 0, rootNode, false, true);
    }

    DiveScore score() const
    {
        DiveScore out;
        std::int64_t least = 0;
        std::int64_t found = 0;
        for (NodeId id = 1; id < m_all.count(); ++id) {
            const Path &p = m_paths[id];
            least += p.count > 0 ? p.least : 0;
            found += p.size;
            if (p.count < 2)
                continue;
            RepeatedFile file;
            file.node = id;
            file.path = m_all.path(id);
            file.cumulativeSize = p.size;
            out.wastedBytes += p.size;
            out.repeated.push_back(std::move(file));
        }
        out.efficiency = found == 0 ? 1.0 : static_cast<double>(least) / static_cast<double>(found);
        return out;
    }

    [[nodiscard]] const std::vector<std::pair<NodeId, std::uint16_t>> &seen() const { return m_seen; }

private:
    struct Path
    {
        std::int64_t size = 0, least = 0;
        std::uint32_t count = 0;
        std::uint16_t first = 0; // the layer that was seen first
    };

    // What it calls the size of an entry of this layer.
    [[nodiscard]] static std::int64_t sizeOf(const LayerIndex &index, std::uint32_t n)
    {
        return index.firstName(n) == n ? index.size(n) : 0;
    }

    // Leaves first, siblings by the names in the tar; to be counted, to be stacked, or both.
    void walk(const LayerIndex &index, std::uint32_t folder, NodeId id, bool counting, bool stacking)
    {
        struct Child
        {
            std::uint32_t node;
            NodeId id;
            bool whiteout;
        };
        std::vector<Child> children;
        bool whiteouts = false;
        NodeId next = m_all.firstChild(id); // both are sorted
        for (std::uint32_t c = index.firstChild(folder); c < index.endChild(folder); ++c) {
            while (next < m_all.endChild(id) && m_all.name(next) < index.name(c))
                ++next;
            const NodeId child =
                next < m_all.endChild(id) && m_all.name(next) == index.name(c) ? next : noNode;
            if (index.has(c, IndexHides)) {
                children.push_back({c, child, true});
                whiteouts = true;
            }
            const bool carrier = index.type(c) == NodeType::Folder && index.has(c, IndexNoEntry);
            if (!index.has(c, IndexNoEntry) || carrier)
                children.push_back({c, child, false});
        }
        if (whiteouts)
            std::sort(children.begin(), children.end(), [&index](const Child &a, const Child &b) {
                auto name = [&index](const Child &x) {
                    return (x.whiteout ? ".wh." : "") + std::string(index.name(x.node));
                };
                return name(a) < name(b);
            });
        for (const Child &child : children) {
            if (m_failed && counting)
                return;
            const bool leaf = child.whiteout || index.firstChild(child.node) == index.endChild(child.node);
            if (!leaf && child.id != noNode)
                walk(index, child.node, child.id, counting, stacking);
            else if (!leaf)
                m_failed = m_failed || counting; // only whiteouts of nothing are below
            if (m_failed && counting)
                return;
            if (counting)
                count(index, child.node, child.id, child.whiteout);
            if (stacking)
                stack(index, child.node, child.id, child.whiteout);
        }
    }

    void count(const LayerIndex &index, std::uint32_t node, NodeId id, bool whiteout)
    {
        if (!whiteout && index.firstChild(node) < index.endChild(node))
            return; // no leaf
        std::int64_t size = 0;
        if (whiteout) {
            if (id == noNode || !m_there[id]) {
                m_failed = true;
                return;
            }
            size = m_folder[id] ? below(id) : 0;
        } else {
            size = sizeOf(index, node);
        }
        if (id == noNode)
            return;
        Path &path = m_paths[id];
        path.least = path.count == 0 ? size : std::min(path.least, size);
        path.size += size;
        if (++path.count == 1)
            path.first = m_layer;
        if (path.count == 2)
            m_seen.emplace_back(id, path.first);
        if (path.count >= 2)
            m_seen.emplace_back(id, m_layer);
    }

    void stack(const LayerIndex &index, std::uint32_t node, NodeId id, bool whiteout)
    {
        if (id == noNode)
            return;
        if (whiteout) {
            remove(id);
            return;
        }
        for (NodeId up = m_all.parent(id); up != rootNode && !m_there[up]; up = m_all.parent(up)) {
            m_there[up] = true;
            m_folder[up] = false;
            m_size[up] = 0;
        }
        m_there[id] = true;
        m_folder[id] =
            index.type(node) == NodeType::Folder && (index.flags(node) & (IndexImplied | IndexNoEntry)) == 0;
        m_size[id] = sizeOf(index, node);
    }

    std::int64_t below(NodeId id) const
    {
        std::int64_t out = 0;
        std::vector<NodeId> todo = {id};
        while (!todo.empty()) {
            const NodeId at = todo.back();
            todo.pop_back();
            out += m_size[at];
            for (NodeId c = m_all.firstChild(at); c < m_all.endChild(at); ++c) {
                if (m_there[c])
                    todo.push_back(c);
            }
        }
        return out;
    }

    void remove(NodeId id)
    {
        std::vector<NodeId> todo = {id};
        while (!todo.empty()) {
            const NodeId at = todo.back();
            todo.pop_back();
            if (!m_there[at])
                continue;
            m_there[at] = false;
            for (NodeId c = m_all.firstChild(at); c < m_all.endChild(at); ++c)
                todo.push_back(c);
        }
    }

    const UnionTree &m_all;
    std::vector<Path> m_paths;
    std::vector<bool> m_there, m_folder; // of the stacked tree
    std::vector<std::int64_t> m_size;
    std::vector<std::pair<NodeId, std::uint16_t>> m_seen; // of paths seen twice, in order of layers
    std::uint16_t m_layer = 0;
    bool m_failed = false;
};

} // namespace

DiveScore diveScore(const UnionTree &all)
{
    Dive dive(all);
    for (std::size_t l = 0; l < all.layerCount(); ++l)
        dive.layer(static_cast<std::uint16_t>(l));
    DiveScore out = dive.score();
    std::unordered_map<NodeId, std::size_t> placeOf;
    for (std::size_t i = 0; i < out.repeated.size(); ++i)
        placeOf.emplace(out.repeated[i].node, i);
    for (const auto &[id, layer] : dive.seen())
        out.repeated[placeOf.at(id)].layers.push_back(layer);
    std::stable_sort(
        out.repeated.begin(), out.repeated.end(),
        [](const RepeatedFile &a, const RepeatedFile &b) { return a.cumulativeSize > b.cumulativeSize; });
    return out;
}

} // namespace tare::image
