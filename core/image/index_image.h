// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/image_unpacker.h"

#include <string>
#include <vector>

namespace tare::image {

// Makes the indexes of the image's layers that have none, or a damaged one, from the stored blobs: two layers at a time,
// nothing is unpacked. Blobs are checked against the diff ids. DigestMismatch, CorruptArchive, NotFound, TooLarge.
[[nodiscard]] Status indexStored(const Store &store, const StoredImage &image, const UnpackOptions &options);

// Hashes everything the image is made of; answers the digests ("sha256:…") whose bytes are right.
[[nodiscard]] Result<std::vector<std::string>> verifyStored(const Store &store, const StoredImage &image,
                                                            const UnpackOptions &options);

} // namespace tare::image
