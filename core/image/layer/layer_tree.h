// SPDX-License-Identifier: GPL-3.0-or-later
// The folder that a layer is unpacked into. Every path is walked part by part on descriptors, never by the kernel
// alone, because a symlink may stand in this layer or in one below, and neither may lead out.
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/image/layer/entry_path.h"
#include "core/image/layer/lower_view.h"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>

namespace tare::image {

class LayerTree
{
public:
    [[nodiscard]] static Result<LayerTree> open(const std::string &diff, LowerView lower);

    // A folder in this layer, after all symlinks: `real` are its parts from the root. `fd` is -1 when the folder is only
    // in a layer below (and nothing was asked to be made).
    struct Place
    {
        std::shared_ptr<UniqueFd> fd;
        Parts real;
        [[nodiscard]] int get() const { return fd ? fd->get() : -1; }
    };
    // Makes what is missing; such folders take after the ones below when finish() comes. UnsafePath when a symlink
    // climbs out, leads nowhere, or there are more than 40.
    [[nodiscard]] Result<Place> folder(const Parts &parts);
    // Makes nothing; an empty Place::fd and `real` when it is nowhere.
    [[nodiscard]] Result<std::optional<Place>> find(const Parts &parts) const;

    // The entry was named by the layer itself: it keeps what the layer says of it.
    void named(const Parts &real) { m_implicit.erase(partsText(real)); }
    // `real` was removed: nothing that was remembered of paths below it holds.
    void removed(const std::string &real);
    [[nodiscard]] const std::set<std::string> &implicit() const { return m_implicit; }
    [[nodiscard]] int root() const { return m_root.get(); }
    [[nodiscard]] const LowerView &lower() const { return m_lower; }

private:
    LayerTree(UniqueFd root, LowerView lower) : m_root(std::move(root)), m_lower(std::move(lower)) {}
    [[nodiscard]] Result<std::optional<Place>> walk(const Parts &parts, std::set<std::string> *made) const;

    UniqueFd m_root;
    LowerView m_lower;
    std::set<std::string> m_implicit;
    std::unordered_map<std::string, Place> m_cache;
};

} // namespace tare::image
