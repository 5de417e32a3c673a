// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of unpacked layers without hashing anything: Paths::layers()/by-image/<configuration's hex> lists an
// image's layers by chain id, lowest first; Paths::layers()/<chain hex>/meta says how big one is.
#pragma once

#include "core/base/paths.h"
#include "core/base/result.h"
#include "core/oci/digest.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tare::image {

struct LayerMeta
{
    std::int64_t size = 0;    // bytes of its regular files, a hard-linked one counted once
    std::int64_t entries = 0;
    oci::Digest diffId;
};

[[nodiscard]] std::string layerDir(const Paths &paths, const std::string &chainHex);
[[nodiscard]] Result<LayerMeta> readLayerMeta(const Paths &paths, const std::string &chainHex);
[[nodiscard]] std::string layerMetaText(const LayerMeta &meta);

// NotFound when the image was never unpacked.
[[nodiscard]] Result<std::vector<std::string>> readChain(const Paths &paths, const oci::Digest &imageId);
[[nodiscard]] Status writeChain(const Paths &paths, const oci::Digest &imageId,
                                const std::vector<std::string> &chainHexes);
[[nodiscard]] std::string chainFolder(const Paths &paths);

} // namespace tare::image
