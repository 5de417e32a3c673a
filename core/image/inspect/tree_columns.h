// SPDX-License-Identifier: GPL-3.0-or-later
// What a FileTree knows beyond the union of all layers: a byte a path, and sums for those that have children.
#pragma once

#include "core/image/inspect/file_tree.h"
#include "core/image/inspect/union_tree.h"

#include <vector>

namespace tare::image {

struct TreeColumns
{
    enum Bits : std::uint8_t {
        ChangeMask = 7,
        Uncounted = 16, // a further name of a file that counts elsewhere
        Inside = 32,    // in this tree
        Own = 64,       // counts in sums: in a tree of changes, not just a folder on the way
    };
    struct Sums
    {
        std::int64_t size = 0;
        std::uint32_t files = 0, changes = 0;
    };
    std::size_t after = 0;             // TreeQuery::layer, within what there is
    std::optional<std::size_t> before; // what changes are told from
    std::vector<std::uint8_t> bits;    // by id
    std::vector<NodeId> parents;       // ids with children, ascending
    std::vector<Sums> sums;            // of those: of what is below and itself

    [[nodiscard]] bool inside(NodeId id) const { return id < bits.size() && (bits[id] & Inside) != 0; }
    [[nodiscard]] Change change(NodeId id) const { return static_cast<Change>(bits[id] & ChangeMask); }
    // The version that is shown: for what was removed, the last one. Null for the root of no layers.
    [[nodiscard]] const UnionTree::Event *shown(const UnionTree &all, NodeId id) const
    {
        return change(id) == Change::Removed ? all.at(id, *before) : all.at(id, after);
    }
    [[nodiscard]] Sums sum(const UnionTree &all, NodeId id) const;
    [[nodiscard]] Sums own(const UnionTree &all, NodeId id) const; // without what is below
};

[[nodiscard]] TreeColumns makeColumns(const UnionTree &all, const TreeQuery &query);

} // namespace tare::image
