// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/inspect/file_tree.h"

#include "core/base/strings.h"
#include "core/image/inspect/tree_columns.h"

#include <algorithm>
#include <deque>

namespace tare::image {

using Event = UnionTree::Event;

FileTree::FileTree(std::shared_ptr<const UnionTree> all, const TreeQuery &query)
    : m_all(std::move(all)), m_query(query),
      m_columns(std::make_unique<TreeColumns>(makeColumns(*m_all, query)))
{
}

FileTree::~FileTree() = default;

std::size_t FileTree::idLimit() const
{
    return m_all->count();
}
bool FileTree::contains(NodeId id) const
{
    return m_columns->inside(id);
}
NodeId FileTree::parent(NodeId id) const
{
    return id == rootNode || !contains(id) ? noNode : m_all->parent(id);
}
std::string FileTree::path(NodeId id) const
{
    return contains(id) ? m_all->path(id) : std::string();
}

Node FileTree::node(NodeId id) const
{
    Node out;
    if (!contains(id))
        return out;
    out.id = id;
    out.parent = parent(id);
    out.name = m_all->name(id);
    out.change = m_columns->change(id);
    const TreeColumns::Sums sums = m_columns->sum(*m_all, id);
    out.totalSize = sums.size;
    out.totalFiles = sums.files;
    out.changesBelow = sums.changes;
    for (NodeId c = m_all->firstChild(id); c < m_all->endChild(id); ++c)
        out.childCount += contains(c) ? 1 : 0;
    const Event *shown = m_columns->shown(*m_all, id);
    if (shown == nullptr)
        return out;
    const IndexPlace source = m_all->source(*shown);
    const LayerIndex &index = m_all->layer(source.layer);
    const IndexOwner &owner = index.owner(source.node);
    out.type = index.type(source.node);
    out.mode = owner.mode & 07777U;
    out.uid = owner.uid;
    out.gid = owner.gid;
    out.size = index.size(source.node);
    out.modified = index.modified(source.node);
    out.layer = shown->layer;
    out.hasAttributes = owner.attributes != 0;
    out.hardLink = (m_columns->bits[id] & TreeColumns::Uncounted) != 0;
    const LayerIndex &own = m_all->layer(shown->layer);
    out.opaque = out.type == NodeType::Folder && (own.flags(shown->node) & (IndexOpaque | IndexHides)) != 0;
    out.implied = own.has(shown->node, IndexImplied);
    if (out.change == Change::Changed || out.change == Change::Touched)
        out.changedParts = m_all->difference(*m_all->at(id, *m_columns->before), *shown);
    return out;
}

NodeDetails FileTree::details(NodeId id) const
{
    NodeDetails out;
    const Event *shown = contains(id) ? m_columns->shown(*m_all, id) : nullptr;
    if (shown == nullptr)
        return out;
    const IndexPlace source = m_all->source(*shown);
    const LayerIndex &index = m_all->layer(source.layer);
    out.target = index.target(source.node);
    const IndexDevice device = index.device(source.node);
    out.deviceMajor = device.major;
    out.deviceMinor = device.minor;
    out.attributes = index.attributes(source.node);
    out.contentHash = index.hash(source.node);
    const Event *before = nullptr;
    for (const Event &e : m_all->events(id)) {
        const Event *after = e.gone() ? nullptr : &e;
        out.history.push_back(
            {e.layer, m_all->change(before, after), after == nullptr ? 0 : m_all->size(*after)});
        before = after;
    }
    if (m_all->linked(*shown)) {
        const std::uint64_t inode = m_all->inode(*shown);
        for (NodeId other = 1; other < m_all->count(); ++other) {
            const Event *e = other != id && contains(other) ? m_columns->shown(*m_all, other) : nullptr;
            if (e != nullptr && m_all->linked(*e) && m_all->inode(*e) == inode)
                out.hardLinks.push_back(other);
        }
    }
    return out;
}

std::vector<NodeId> FileTree::children(NodeId id, SortBy sort, bool reversed) const
{
    std::vector<NodeId> out;
    if (!contains(id))
        return out;
    for (NodeId c = m_all->firstChild(id); c < m_all->endChild(id); ++c) {
        if (contains(c))
            out.push_back(c);
    }
    if (sort != SortBy::Name) {
        std::vector<std::pair<std::int64_t, NodeId>> keyed;
        keyed.reserve(out.size());
        for (const NodeId c : out) {
            const TreeColumns::Sums sums = m_columns->sum(*m_all, c);
            std::int64_t key = sort == SortBy::Size ? sums.size : sums.changes;
            if (sort == SortBy::Changes)
                key += m_columns->change(c) != Change::Unchanged ? 1 : 0;
            if (sort == SortBy::Modified) {
                const Event *e = m_columns->shown(*m_all, c);
                const IndexPlace source = e == nullptr ? IndexPlace{} : m_all->source(*e);
                key = e == nullptr ? 0 : m_all->layer(source.layer).modified(source.node);
            }
            keyed.emplace_back(key, c);
        }
        std::stable_sort(keyed.begin(), keyed.end(),
                         [](const auto &a, const auto &b) { return a.first > b.first; });
        std::transform(keyed.begin(), keyed.end(), out.begin(), [](const auto &k) { return k.second; });
    }
    if (reversed)
        std::reverse(out.begin(), out.end());
    return out;
}

NodeId FileTree::find(std::string_view path) const
{
    NodeId at = rootNode;
    for (const std::string_view part : split(path, '/')) {
        if (part.empty() || part == ".")
            continue;
        at = m_all->child(at, part);
        if (at == noNode || !contains(at))
            return noNode;
    }
    return at;
}

NodeId FileTree::resolve(std::string_view path) const
{
    std::deque<std::string> todo;
    for (const std::string_view part : split(path, '/'))
        todo.emplace_back(part);
    NodeId at = rootNode;
    int links = 0;
    while (!todo.empty()) {
        const std::string part = std::move(todo.front());
        todo.pop_front();
        if (part.empty() || part == ".")
            continue;
        if (part == "..") { // of the root: the root
            at = m_all->parent(at);
            continue;
        }
        const Event *here = m_columns->shown(*m_all, at);
        if (at != rootNode && (here == nullptr || m_all->type(*here) != NodeType::Folder))
            return noNode;
        const NodeId next = m_all->child(at, part);
        if (next == noNode || !contains(next) || m_columns->change(next) == Change::Removed)
            return noNode;
        const Event *e = m_columns->shown(*m_all, next);
        if (e == nullptr || m_all->type(*e) != NodeType::Symlink) {
            at = next;
            continue;
        }
        if (++links > 40 || todo.size() > 4096)
            return noNode;
        const IndexPlace source = m_all->source(*e);
        const std::string_view target = m_all->layer(source.layer).target(source.node);
        if (target.starts_with('/'))
            at = rootNode;
        const auto pieces = split(target, '/');
        for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece)
            todo.emplace_front(*piece);
    }
    return at;
}

std::vector<NodeId> FileTree::largest(std::size_t count) const
{
    std::vector<std::pair<std::int64_t, NodeId>> heap; // the smallest kept is at its front
    auto less = [](const auto &a, const auto &b) {
        return a.first != b.first ? a.first > b.first : a.second < b.second;
    };
    for (NodeId id = 1; id < m_all->count() && count > 0; ++id) {
        if (!contains(id) || (m_columns->bits[id] & TreeColumns::Own) == 0 ||
            (m_columns->bits[id] & TreeColumns::Uncounted) != 0 || m_columns->change(id) == Change::Removed)
            continue;
        const Event *e = m_columns->shown(*m_all, id);
        if (e == nullptr || m_all->type(*e) != NodeType::File)
            continue;
        const std::pair<std::int64_t, NodeId> one(m_all->size(*e), id);
        if (heap.size() == count) {
            if (!less(one, heap.front()))
                continue;
            std::pop_heap(heap.begin(), heap.end(), less);
            heap.pop_back();
        }
        heap.push_back(one);
        std::push_heap(heap.begin(), heap.end(), less);
    }
    std::sort_heap(heap.begin(), heap.end(), less);
    std::vector<NodeId> out;
    out.reserve(heap.size());
    for (const auto &[size, id] : heap)
        out.push_back(id);
    return out;
}

} // namespace tare::image
