// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/inspect/file_tree.h"
#include "gui/images/inside/treemap.h"

namespace tare::gui {

// What lies in a folder and, one level deeper, in its folders: the largest of each, with one tile for all the others.
[[nodiscard]] std::vector<Treemap::Tile> treemapTiles(const image::FileTree &tree, image::NodeId folder);

} // namespace tare::gui
