// SPDX-License-Identifier: GPL-3.0-or-later
// Where layers' indexes are kept: <root>/layer-index/<diff id's hex>, and beside them the key that contents
// are hashed with. All of it can be made again from the blobs.
#pragma once

#include "core/base/paths.h"
#include "core/base/result.h"
#include "core/image/inspect/index_hash.h"
#include "core/image/inspect/layer_index.h"
#include "core/image/inspect/layer_index_builder.h"

#include <memory>
#include <string>

namespace tare::image {

[[nodiscard]] std::string indexFolder(const Paths &paths);
// `diffId` is "sha256:…", and was parsed as a digest.
[[nodiscard]] std::string indexFile(const Paths &paths, const std::string &diffId);

// The store's key; made when there is none.
[[nodiscard]] Result<HashKey> indexKey(const Paths &paths);

// NotFound, or CorruptArchive when it has to be made again: damaged, old, or hashed with another key.
[[nodiscard]] Result<std::shared_ptr<const LayerIndex>> readIndex(const Paths &paths,
                                                                  const std::string &diffId);
// Not yet durable, and under a name of the caller's.
[[nodiscard]] Status writeIndexFile(const std::string &file, const IndexBytes &index);
// Makes such a file durable and gives it its place.
[[nodiscard]] Status publishIndex(const Paths &paths, const std::string &diffId, const std::string &file);

} // namespace tare::image
