// SPDX-License-Identifier: GPL-3.0-or-later
// A layer that came compressed in a way that no registry has a media type for (xz, bzip2) is kept as gzip.
#pragma once

#include "core/base/result.h"
#include "core/image/image_unpacker.h"
#include "core/image/stream/byte_source.h"
#include "core/image/stream/inflate.h"
#include "core/oci/digest.h"

#include <cstdint>
#include <string>

namespace tare::image {

[[nodiscard]] bool hasMediaType(Compression compression);
// Of a layer as image-spec, layer.md, names it; for what has none, that of the gzip it will be.
[[nodiscard]] std::string layerMediaType(Compression compression);

struct Repacked
{
    oci::Digest digest; // sha256
    std::int64_t size = 0;
};

// `bytes`, which are `compressedSize` long, inflated and packed again into `file`, which must not be there
// yet. CorruptArchive, TooLarge, NoSpace.
[[nodiscard]] Result<Repacked> repackLayer(Source bytes, std::int64_t compressedSize, const std::string &file,
                                           const std::string &name, const UnpackOptions &options);

} // namespace tare::image
