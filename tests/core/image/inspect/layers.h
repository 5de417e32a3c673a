// SPDX-License-Identifier: GPL-3.0-or-later
// Contents of images for tests: from tars, without a store.
#pragma once

#include "core/image/inspect/image_contents.h"
#include "core/image/layer/index_tap.h"
#include "core/image/stream/byte_source.h"
#include "tests/core/image/tar_builder.h"

#include <memory>
#include <string>
#include <vector>

inline tare::Result<tare::image::IndexBytes> indexBytes(const std::string &tar, const std::string &diffId,
                                                        unsigned char key = 7)
{
    using namespace tare::image;
    HashKey secret{};
    for (std::size_t i = 0; i < secret.size(); ++i)
        secret[i] = static_cast<unsigned char>(key + i * 37);
    IndexTap tap(secret);
    const Source source = memorySource(tar);
    TARE_CHECK(indexLayer(*source, "test", 1'000'000, 1 << 30, tap));
    return tap.finish(diffId, static_cast<std::int64_t>(tar.size()));
}

inline std::string fakeDiffId(std::size_t n) { return "sha256:" + std::string(63, 'a') + std::string(1, "0123456789abcdef"[n % 16]); }

inline tare::Result<std::shared_ptr<const tare::image::LayerIndex>> indexOf(const std::string &tar, std::size_t n = 0)
{
    auto made = TARE_TRY(indexBytes(tar, fakeDiffId(n)));
    return tare::image::LayerIndex::parse(std::move(made.bytes), made.size, fakeDiffId(n));
}

inline tare::Result<std::shared_ptr<const tare::image::ImageContents>>
contentsOf(const std::vector<std::string> &tars, tare::oci::ImageConfig config = {})
{
    tare::image::ImageParts parts;
    parts.id = "sha256:" + std::string(64, '1');
    parts.config = std::move(config);
    for (std::size_t i = 0; i < tars.size(); ++i)
        parts.layers.push_back({fakeDiffId(i), "application/vnd.oci.image.layer.v1.tar", 10, TARE_TRY(indexOf(tars[i], i))});
    return tare::image::ImageContents::create(std::move(parts));
}
