// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/archive/repack.h"

#include "core/base/file.h"
#include "core/image/stream/byte_sink.h"
#include "core/oci/media_type.h"

#include <algorithm>
#include <fcntl.h>

namespace tare::image {

bool hasMediaType(Compression compression)
{
    return compression != Compression::Xz && compression != Compression::Bzip2;
}

std::string layerMediaType(Compression compression)
{
    switch (compression) {
    case Compression::None:
        return oci::media::ociLayer;
    case Compression::Zstd:
        return oci::media::ociLayerZstd;
    default:
        return oci::media::ociLayerGzip;
    }
}

Result<Repacked> repackLayer(Source bytes, std::int64_t compressedSize, const std::string &file,
                             const std::string &name, const UnpackOptions &options)
{
    constexpr std::int64_t gib = 1LL << 30U;
    const std::int64_t automatic =
        std::clamp(100 * std::min<std::int64_t>(compressedSize, 2 * gib), gib, 128 * gib);
    const std::int64_t limit = options.maxUnpacked > 0 ? options.maxUnpacked : automatic;
    const UniqueFd fd = TARE_TRY(openFile(file, O_WRONLY | O_CREAT | O_EXCL));
    oci::Hasher hasher;
    Repacked out;
    const Sink sink = gzipSink(hashingSink(fileSink(fd.get(), file, options.cancel), hasher, out.size));
    Source source = TARE_TRY(inflatingSource(std::move(bytes), name));
    source = threadedSource(limitedSource(std::move(source), limit + limit / 4 + (1LL << 20U), name));
    while (true) {
        const std::string_view piece = TARE_TRY(source->next());
        if (piece.empty())
            break;
        TARE_CHECK(sink->write(piece));
    }
    TARE_CHECK(sink->finish());
    out.digest = hasher.finish();
    return out;
}

} // namespace tare::image
