// SPDX-License-Identifier: GPL-3.0-or-later
// Every path that any layer of an image has, once, with what each layer did to it. What an image is at a
// layer is then one pass over this: no stack of trees is ever merged again. About 25 bytes a path. Numbered
// breadth first like LayerIndex; children are together, sorted by their bytes.
#pragma once

#include "core/image/inspect/lower_indexes.h"

#include <memory>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace tare::image {

class UnionTree
{
public:
    // `layers` as followLowerLinks() answers them.
    [[nodiscard]] static Result<std::shared_ptr<const UnionTree>> create(IndexList layers);

    // From `layer` on the path is node `node` of that layer, or gone.
    struct Event
    {
        std::uint32_t node = noNode;
        std::uint16_t layer = 0;
        [[nodiscard]] bool gone() const { return node == noNode; }
    };

    [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(m_parent.size()); }
    [[nodiscard]] std::size_t layerCount() const { return m_layers.size(); }
    [[nodiscard]] const LayerIndex &layer(std::size_t n) const { return *m_layers[n]; }
    [[nodiscard]] const IndexList &layers() const { return m_layers; }
    [[nodiscard]] NodeId parent(NodeId id) const { return m_parent[id]; }
    [[nodiscard]] NodeId firstChild(NodeId id) const { return m_firstChild[id]; }
    [[nodiscard]] NodeId endChild(NodeId id) const { return m_firstChild[id + 1]; }
    [[nodiscard]] std::string_view name(NodeId id) const;
    [[nodiscard]] std::string path(NodeId id) const;
    [[nodiscard]] NodeId child(NodeId id, std::string_view name) const;
    [[nodiscard]] NodeId find(std::string_view path) const; // noNode

    // Lowest layer first, at most one a layer. The root has one for each layer that names it.
    [[nodiscard]] std::span<const Event> events(NodeId id) const
    {
        return {m_events.data() + m_firstEvent[id], m_events.data() + m_firstEvent[id + 1]};
    }
    // What the path is after `layer`; null when it is not there.
    [[nodiscard]] const Event *at(NodeId id, std::size_t layer) const;

    // The entry whose contents and owner count: another one when this is a hard link to a layer below.
    [[nodiscard]] IndexPlace source(const Event &event) const;
    // Whether the file has other names, and what they all have in common.
    [[nodiscard]] bool linked(const Event &event) const;
    [[nodiscard]] std::uint64_t inode(const Event &event) const;
    [[nodiscard]] NodeType type(const Event &event) const;
    [[nodiscard]] std::int64_t size(const Event &event) const;
    // ChangedPart.
    [[nodiscard]] std::uint8_t difference(const Event &before, const Event &after) const;
    [[nodiscard]] Change change(const Event *before, const Event *after) const;

private:
    UnionTree() = default;
    [[nodiscard]] Status build();
    [[nodiscard]] Status keep(NodeId parent, const IndexPlace &named, const std::vector<Event> &events,
                              std::vector<std::uint32_t> &children);
    void findLowerLinks();

    static std::uint64_t key(std::uint16_t layer, std::uint32_t node)
    {
        return (std::uint64_t{layer} << 32U) | node;
    }

    IndexList m_layers;
    std::vector<std::uint32_t> m_parent, m_firstChild, m_firstEvent;
    std::vector<Event> m_events;
    std::vector<std::uint16_t> m_nameLayer; // whose entry names it
    std::vector<std::uint32_t> m_nameNode;
    std::unordered_map<std::uint64_t, IndexPlace> m_below; // of hard links to layers below
    std::unordered_set<std::uint64_t> m_belowTargets;
};

// What one index entry and another differ in.
[[nodiscard]] std::uint8_t differenceOf(const LayerIndex &a, std::uint32_t na, const LayerIndex &b,
                                        std::uint32_t nb);

} // namespace tare::image
