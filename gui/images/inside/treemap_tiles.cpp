// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/inside/treemap_tiles.h"

#include "gui/files/change_look.h"
#include "gui/widgets/format.h"

#include <QCoreApplication>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

struct TreemapTiles
{
    Q_DECLARE_TR_FUNCTIONS(TreemapTiles)
};

constexpr std::size_t mostOuter = 200, mostInner = 80;

std::vector<Treemap::Tile> level(const image::FileTree &tree, image::NodeId folder, int deeper)
{
    const std::vector<image::NodeId> ids = tree.children(folder, image::SortBy::Size);
    const std::size_t most = deeper > 0 ? mostOuter : mostInner;
    std::vector<Treemap::Tile> out;
    double rest = 0;
    int others = 0;
    for (const image::NodeId id : ids) {
        const image::Node node = tree.node(id);
        if (node.totalSize <= 0)
            break; // descending: so are all that follow
        if (out.size() >= most) {
            rest += static_cast<double>(node.totalSize);
            ++others;
            continue;
        }
        Treemap::Tile tile;
        tile.label = plainLine(node.name) + (node.type == image::NodeType::Folder ? u"/"_s : QString());
        tile.value = static_cast<double>(node.totalSize);
        tile.color = changeColor(node.change);
        tile.id = id;
        tile.opens = node.type == image::NodeType::Folder;
        if (deeper > 0 && tile.opens)
            tile.inner = level(tree, id, deeper - 1);
        out.push_back(std::move(tile));
    }
    if (others > 0) {
        Treemap::Tile tile;
        tile.label = TreemapTiles::tr("%n other(s)", "files too small to be drawn one by one", others);
        tile.value = rest;
        tile.id = folder; // it opens where all of them are listed
        const auto at = std::find_if(out.begin(), out.end(), [&](const auto &t) { return t.value < rest; });
        out.insert(at, std::move(tile)); // the order is by size
    }
    return out;
}

} // namespace

std::vector<Treemap::Tile> treemapTiles(const image::FileTree &tree, image::NodeId folder)
{
    return level(tree, folder, 1);
}

} // namespace tare::gui
