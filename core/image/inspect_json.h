// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/store.h"

#include <cstdint>
#include <string>

namespace tare::image {

// One object in the shape of `docker image inspect`, indented. `size` is of the unpacked layers.
[[nodiscard]] std::string inspectJson(const StoredImage &image, std::int64_t size = 0);

} // namespace tare::image
