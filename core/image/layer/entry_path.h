// SPDX-License-Identifier: GPL-3.0-or-later
// Names inside a layer: checked by their text here, and resolved by descriptors in layer_tree.h.
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace tare::image {

using Parts = std::vector<std::string>; // without "", "." and ".."; empty: the root

// UnsafePath for an absolute path and for one that climbs out; TooLarge above 4096 bytes or 255 in one part.
[[nodiscard]] Result<Parts> entryParts(const std::string &path);
[[nodiscard]] std::string partsText(const Parts &parts); // "a/b", or "." for the root

// AUFS whiteouts, which OCI layers use (image-spec, layer.md "Whiteouts").
enum class WhiteoutKind { None, Hides, Opaque, Ignored };
struct Whiteout
{
    WhiteoutKind kind = WhiteoutKind::None;
    std::string hidden; // the name that it hides
};
// UnsafePath for ".wh.", ".wh.." and ".wh...".
[[nodiscard]] Result<Whiteout> whiteoutOf(const Parts &parts);

} // namespace tare::image
