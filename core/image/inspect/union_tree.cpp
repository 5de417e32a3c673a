// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/inspect/union_tree.h"

#include "core/base/strings.h"

#include <algorithm>

namespace tare::image {

Result<std::shared_ptr<const UnionTree>> UnionTree::create(IndexList layers)
{
    if (layers.size() > 0xffff)
        return fail(Errc::InvalidArgument, "image", "more than 65535 layers");
    std::shared_ptr<UnionTree> out(new UnionTree());
    out->m_layers = std::move(layers);
    out->findLowerLinks();
    TARE_CHECK(out->build());
    return std::shared_ptr<const UnionTree>(std::move(out));
}

void UnionTree::findLowerLinks()
{
    for (std::size_t l = 1; l < m_layers.size(); ++l) {
        for (const IndexPair &link : m_layers[l]->belowLinks()) {
            std::vector<std::string> parts;
            for (const std::string_view part : split(m_layers[l]->below(link.node), '/'))
                parts.emplace_back(part);
            const auto found = lookBelow(m_layers, l, parts);
            if (!found)
                continue;
            IndexPlace place = *found;
            if (const auto further = m_below.find(key(place.layer, place.node)); further != m_below.end())
                place = further->second;
            m_below.emplace(key(static_cast<std::uint16_t>(l), link.node), place);
            m_belowTargets.insert(key(place.layer, m_layers[place.layer]->firstName(place.node)));
        }
    }
}

std::string_view UnionTree::name(NodeId id) const
{
    return m_layers.empty() ? std::string_view() : m_layers[m_nameLayer[id]]->name(m_nameNode[id]);
}

std::string UnionTree::path(NodeId id) const
{
    std::size_t size = 0;
    for (NodeId n = id; n != rootNode; n = parent(n))
        size += name(n).size() + 1;
    if (size == 0)
        return {};
    std::string out(size - 1, '/');
    std::size_t end = out.size();
    for (NodeId n = id; n != rootNode; n = parent(n)) {
        const std::string_view part = name(n);
        out.replace(end - part.size(), part.size(), part);
        end -= part.size() + (end > part.size() ? 1 : 0);
    }
    return out;
}

NodeId UnionTree::child(NodeId id, std::string_view wanted) const
{
    NodeId low = firstChild(id);
    NodeId high = endChild(id);
    while (low < high) {
        const NodeId middle = low + (high - low) / 2;
        const int order = name(middle).compare(wanted);
        if (order == 0)
            return middle;
        (order < 0 ? low : high) = order < 0 ? middle + 1 : middle;
    }
    return noNode;
}

NodeId UnionTree::find(std::string_view path) const
{
    NodeId at = rootNode;
    for (const std::string_view part : split(path, '/')) {
        if (part.empty() || part == ".")
            continue;
        at = child(at, part);
        if (at == noNode)
            return noNode;
    }
    return at;
}

const UnionTree::Event *UnionTree::at(NodeId id, std::size_t layer) const
{
    const Event *out = nullptr;
    for (const Event &e : events(id)) {
        if (e.layer > layer)
            break;
        out = &e;
    }
    return out == nullptr || out->gone() ? nullptr : out;
}

IndexPlace UnionTree::source(const Event &event) const
{
    if (!m_below.empty()) {
        if (const auto it = m_below.find(key(event.layer, event.node)); it != m_below.end())
            return it->second;
    }
    return {event.layer, event.node};
}

bool UnionTree::linked(const Event &event) const
{
    if (m_layers[event.layer]->has(event.node, IndexLinked))
        return true;
    if (m_below.empty())
        return false;
    const std::uint64_t k = key(event.layer, event.node);
    return m_below.contains(k) || m_belowTargets.contains(k);
}

std::uint64_t UnionTree::inode(const Event &event) const
{
    const IndexPlace place = source(event);
    return key(place.layer, m_layers[place.layer]->firstName(place.node));
}

NodeType UnionTree::type(const Event &event) const
{
    const IndexPlace place = source(event);
    return m_layers[place.layer]->type(place.node);
}

std::int64_t UnionTree::size(const Event &event) const
{
    const IndexPlace place = source(event);
    return m_layers[place.layer]->size(place.node);
}

std::uint8_t differenceOf(const LayerIndex &a, std::uint32_t na, const LayerIndex &b, std::uint32_t nb)
{
    if (&a == &b && na == nb)
        return 0;
    const NodeType type = a.type(na);
    if (type != b.type(nb))
        return ChangedType | ChangedContents;
    unsigned out = 0;
    auto differs = [&out](bool differing, ChangedPart part) {
        out |= differing ? static_cast<unsigned>(part) : 0U;
    };
    if (type == NodeType::File)
        differs(a.size(na) != b.size(nb) || a.hash(na) != b.hash(nb), ChangedContents);
    if (type == NodeType::Symlink)
        differs(a.target(na) != b.target(nb), ChangedContents);
    if (type == NodeType::CharDevice || type == NodeType::BlockDevice) {
        const IndexDevice one = a.device(na);
        const IndexDevice other = b.device(nb);
        differs(one.major != other.major || one.minor != other.minor, ChangedContents);
    }
    const IndexOwner &one = a.owner(na);
    const IndexOwner &other = b.owner(nb);
    differs(type != NodeType::Symlink && one.mode != other.mode, ChangedMode);
    differs(one.uid != other.uid || one.gid != other.gid, ChangedOwner);
    differs(a.modified(na) != b.modified(nb), ChangedTime);
    differs(a.attributeBytes(na) != b.attributeBytes(nb), ChangedAttributes);
    return static_cast<std::uint8_t>(out);
}

std::uint8_t UnionTree::difference(const Event &before, const Event &after) const
{
    const IndexPlace a = source(before);
    const IndexPlace b = source(after);
    return differenceOf(*m_layers[a.layer], a.node, *m_layers[b.layer], b.node);
}

Change UnionTree::change(const Event *before, const Event *after) const
{
    if (before == after || (before == nullptr && after == nullptr))
        return Change::Unchanged;
    if (before == nullptr)
        return Change::Added;
    if (after == nullptr)
        return Change::Removed;
    const std::uint8_t parts = difference(*before, *after);
    return parts == 0                                       ? Change::Unchanged
           : (parts & (ChangedContents | ChangedType)) != 0 ? Change::Changed
                                                            : Change::Touched;
}

} // namespace tare::image
