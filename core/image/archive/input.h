// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/image/image_unpacker.h"
#include "core/image/stream/byte_source.h"

#include <string>

namespace tare::image {

// A file of the user's, or standard input ("-"), inflated, in a thread of its own, with progress and the limit for
// decompression bombs. With `copyTo`, the bytes as they come are also written there, and `hasher` is fed with them.
struct InputCopy
{
    int fd = -1; // -1: it is hashed, and not written
    oci::Hasher hasher;
    std::int64_t size = 0;
};
// `shown` is what errors call it; empty: the file's name.
[[nodiscard]] Result<Source> openInput(const std::string &file, const UnpackOptions &options,
                                       InputCopy *copyTo = nullptr, const std::string &shown = {});

} // namespace tare::image
