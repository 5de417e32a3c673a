// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the files of one layer. Order in the tar is not trusted: what depends on the whole layer (whiteouts, opaque
// folders, folders' times) is done by finish().
#pragma once

#include "core/base/result.h"
#include "core/image/layer/apply_layer.h"
#include "core/image/layer/layer_tree.h"
#include "core/image/layer/tar_reader.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace tare::image {

class LayerWriter
{
public:
    LayerWriter(LayerTree tree, const ApplyOptions &options) : m_tree(std::move(tree)), m_options(options) {}
    [[nodiscard]] Status add(TarReader &tar, const TarEntry &entry);
    [[nodiscard]] Result<Applied> finish();

private:
    struct Hidden
    {
        Parts folder;
        std::string name;
    };
    [[nodiscard]] Status makeFolder(const LayerTree::Place &parent, const std::string &name, const Parts &real,
                                    const TarEntry &entry);
    [[nodiscard]] Status makeFile(TarReader &tar, const LayerTree::Place &parent, const std::string &name,
                                  const TarEntry &entry);
    [[nodiscard]] Status makeNode(const LayerTree::Place &parent, const std::string &name, const TarEntry &entry);
    [[nodiscard]] Status makeLink(const LayerTree::Place &parent, const std::string &name, const TarEntry &entry);
    // Brings a file of a layer below into this one, as link(2) on an overlay does.
    [[nodiscard]] Status copyUp(const LowerView::Found &from, const Parts &real);
    [[nodiscard]] Status clear(const LayerTree::Place &parent, const std::string &name, bool keepFolder);
    [[nodiscard]] Status count(std::int64_t bytes, const std::string &path);
    [[nodiscard]] Status markOpaque(const Parts &real);
    [[nodiscard]] Status hide(const Hidden &hidden, const std::set<std::string> &opaque);
    [[nodiscard]] Status finishFolders();

    LayerTree m_tree;
    const ApplyOptions &m_options;
    Applied m_applied;
    std::int64_t m_bytes = 0;
    std::map<std::string, TarEntry> m_folders; // by real path: their metadata comes last
    std::vector<Hidden> m_hidden;
    std::vector<Parts> m_opaque;
};

} // namespace tare::image
