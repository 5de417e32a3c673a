// SPDX-License-Identifier: GPL-3.0-or-later
// What a stack of layers shows at one path, as overlayfs would, from their indexes: layer/lower_view.h
// without the files.
#pragma once

#include "core/image/inspect/layer_index.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tare::image {

using IndexList = std::vector<std::shared_ptr<const LayerIndex>>; // lowest first

struct IndexPlace
{
    std::uint16_t layer = 0;
    std::uint32_t node = 0;
};

// What the first `count` layers show there; no symlink is followed.
[[nodiscard]] std::optional<IndexPlace> lookBelow(const IndexList &layers, std::size_t count,
                                                  std::span<const std::string> parts);

// A layer may put files below a path that is a symlink in the layers below it ("lib/x" over lib → usr/lib).
// Unpacking follows it; so the index of such a layer is made anew with the files where they really are.
[[nodiscard]] Result<IndexList> followLowerLinks(IndexList layers);

} // namespace tare::image
