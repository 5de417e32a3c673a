// SPDX-License-Identifier: GPL-3.0-or-later
// xz (liblzma) and bzip2 (libbz2): what older archives come in. Docker reads them too.
#pragma once

#include "core/image/stream/byte_source.h"

#include <string>

namespace tare::image {

// Several streams are one, as the programs xz and bzip2 have it; anything after them is CorruptArchive. An xz dictionary
// that needs more than 128 MiB of memory is TooLarge.
[[nodiscard]] Result<Source> xzSource(Source inner, std::string name);
[[nodiscard]] Result<Source> bzip2Source(Source inner, std::string name);

} // namespace tare::image
