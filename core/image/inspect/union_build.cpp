// SPDX-License-Identifier: GPL-3.0-or-later
// All layers' trees into one, breadth first. What hides what is decided here, once, path by path (image-spec,
// layer.md "Applying Changesets"; overlayfs.rst "whiteouts and opaque directories").
#include "core/image/inspect/union_tree.h"

#include <algorithm>
#include <deque>

namespace tare::image {
namespace {

using Event = UnionTree::Event;
using Parts = std::vector<IndexPlace>;   // one a layer, lowest first
using Cuts = std::vector<std::uint16_t>; // layers from which on nothing of the layers below is seen

struct Work
{
    NodeId id = rootNode;
    Parts folders;
    Cuts cuts; // for what is in it
};

bool isCarrier(std::uint8_t flags)
{
    return (flags & (IndexTypeMask | IndexNoEntry | IndexHides)) ==
           (IndexNoEntry | static_cast<unsigned>(NodeType::Folder));
}

struct Outcome
{
    std::vector<Event> events;
    Parts folders;
    Cuts cuts;
};

// One path: what each layer says of it, and from which layers on its folder was cut off from below.
void judge(const IndexList &layers, const Parts &said, const Cuts &inherited, Outcome &out)
{
    out.events.clear();
    out.folders.clear();
    out.cuts = inherited;
    bool visible = false;
    bool visibleFolder = false;
    auto cut = inherited.begin();
    std::size_t next = 0;
    while (next < said.size() || cut != inherited.end()) {
        const std::uint16_t layer = next == said.size()      ? *cut
                                    : cut == inherited.end() ? said[next].layer
                                                             : std::min(*cut, said[next].layer);
        const bool was = visible;
        if (cut != inherited.end() && *cut == layer) {
            visible = visibleFolder = false;
            ++cut;
        }
        bool set = false;
        if (next < said.size() && said[next].layer == layer) {
            const IndexPlace place = said[next++];
            const std::uint8_t flags = layers[layer]->flags(place.node);
            const bool folder = (flags & IndexTypeMask) == static_cast<unsigned>(NodeType::Folder);
            bool cutsBelow = (flags & (IndexOpaque | IndexHides)) != 0;
            const bool hides = (flags & IndexHides) != 0;
            if (isCarrier(flags)) {
                out.folders.push_back(place);
            } else if ((flags & IndexNoEntry) != 0) {
                visible = visibleFolder = false;
            } else if (folder) {
                out.folders.push_back(place);
                // A folder that only its children need is the one below, when there is one.
                set = (flags & IndexImplied) == 0 || !visibleFolder || hides;
                cutsBelow = cutsBelow || (visible && !visibleFolder);
                visible = visibleFolder = true;
            } else {
                set = true;
                cutsBelow = cutsBelow || visibleFolder;
                visible = true;
                visibleFolder = false;
            }
            if (cutsBelow &&
                (out.cuts.empty() || !std::binary_search(out.cuts.begin(), out.cuts.end(), layer)))
                out.cuts.insert(std::upper_bound(out.cuts.begin(), out.cuts.end(), layer), layer);
            if (set)
                out.events.push_back({place.node, layer});
        }
        if (was && !visible)
            out.events.push_back({noNode, layer});
    }
}

} // namespace

// A whiteout that hides nothing has no events, and is left out.
Status UnionTree::keep(NodeId parent, const IndexPlace &named, const std::vector<Event> &events,
                       std::vector<std::uint32_t> &children)
{
    if (events.empty())
        return {};
    if (m_parent.size() >= noNode - 1 || m_events.size() >= noNode - events.size())
        return fail(Errc::TooLarge, "image", "more than 2^32 files");
    m_parent.push_back(parent);
    children.push_back(0);
    m_nameLayer.push_back(named.layer);
    m_nameNode.push_back(named.node);
    m_firstEvent.push_back(static_cast<std::uint32_t>(m_events.size()));
    m_events.insert(m_events.end(), events.begin(), events.end());
    return {};
}

Status UnionTree::build()
{
    m_parent.push_back(rootNode);
    std::vector<std::uint32_t> children = {0};
    m_firstEvent.push_back(0);
    m_nameLayer.push_back(0);
    m_nameNode.push_back(0);
    std::deque<Work> queue;
    Outcome outcome;
    {
        Parts roots;
        for (std::size_t l = 0; l < m_layers.size(); ++l)
            roots.push_back({static_cast<std::uint16_t>(l), 0});
        judge(m_layers, roots, {}, outcome);
        m_events = outcome.events;
        queue.push_back({rootNode, outcome.folders, outcome.cuts});
    }
    struct Cursor
    {
        std::uint16_t layer = 0;
        std::uint32_t at = 0, end = 0;
    };
    std::vector<Cursor> cursors;
    Parts said;
    auto hasChildren = [this](const IndexPlace &f) {
        return m_layers[f.layer]->firstChild(f.node) < m_layers[f.layer]->endChild(f.node);
    };
    for (; !queue.empty(); queue.pop_front()) {
        const Work &work = queue.front();
        cursors.clear();
        for (const IndexPlace &f : work.folders) {
            const LayerIndex &index = *m_layers[f.layer];
            if (index.firstChild(f.node) < index.endChild(f.node))
                cursors.push_back({f.layer, index.firstChild(f.node), index.endChild(f.node)});
        }
        std::uint32_t kept = 0;
        while (!cursors.empty()) {
            said.clear();
            std::string_view least = m_layers[cursors.front().layer]->name(cursors.front().at);
            for (std::size_t c = 1; c < cursors.size(); ++c)
                least = std::min(least, m_layers[cursors[c].layer]->name(cursors[c].at));
            for (Cursor &c : cursors) {
                if (cursors.size() == 1 || m_layers[c.layer]->name(c.at) == least)
                    said.push_back({c.layer, c.at++});
            }
            std::erase_if(cursors, [](const Cursor &c) { return c.at == c.end; });
            const IndexPlace first = said.front();
            const std::uint8_t flags = m_layers[first.layer]->flags(first.node);
            if (said.size() == 1 && work.cuts.empty() &&
                (flags & (IndexNoEntry | IndexHides | IndexOpaque)) == 0) {
                // Most of most images: one layer speaks of it, and hides nothing.
                outcome.events.assign(1, {first.node, first.layer});
                outcome.folders.assign(
                    (flags & IndexTypeMask) == static_cast<unsigned>(NodeType::Folder) ? 1 : 0, first);
                outcome.cuts.clear();
            } else {
                judge(m_layers, said, work.cuts, outcome);
            }
            TARE_CHECK(keep(work.id, first, outcome.events, children));
            if (outcome.events.empty())
                continue;
            ++kept;
            if (std::any_of(outcome.folders.begin(), outcome.folders.end(), hasChildren))
                queue.push_back({static_cast<NodeId>(m_parent.size() - 1), outcome.folders, outcome.cuts});
        }
        children[work.id] = kept;
    }
    m_firstEvent.push_back(static_cast<std::uint32_t>(m_events.size()));
    m_firstChild.reserve(m_parent.size() + 1);
    std::uint32_t next = 1;
    for (const std::uint32_t n : children) {
        m_firstChild.push_back(next);
        next += n;
    }
    m_firstChild.push_back(next);
    m_parent.shrink_to_fit();
    m_events.shrink_to_fit();
    m_firstEvent.shrink_to_fit();
    m_nameLayer.shrink_to_fit();
    m_nameNode.shrink_to_fit();
    return {};
}

} // namespace tare::image
