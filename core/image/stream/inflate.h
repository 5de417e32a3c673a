// SPDX-License-Identifier: GPL-3.0-or-later
// gzip (isa-l), zstd, xz and bzip2, told by their first bytes and by nothing else. No program is ever started for it.
#pragma once

#include "core/image/stream/byte_source.h"

#include <string>
#include <string_view>

namespace tare::image {

enum class Compression { None, Gzip, Zstd, Xz, Bzip2 };

// By the first eight bytes. Unsupported for lz4, zip and friends, which are known only to be named.
[[nodiscard]] Result<Compression> detectCompression(std::string_view firstBytes, const std::string &name);

// Looks at the first bytes of `inner` and inflates what is compressed. Several gzip members or zstd frames are one
// stream (RFC 1952 section 2.2); anything after them is CorruptArchive. A zstd window is at most 128 MiB, as is the memory
// for xz.
// With a pointer, `found` is set at once.
[[nodiscard]] Result<Source> inflatingSource(Source inner, const std::string &name, Compression *found = nullptr);

} // namespace tare::image
