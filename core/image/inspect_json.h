// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/store.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tare::image {

// One object in the shape of `docker image inspect`, indented. `size` is of the unpacked layers, `folders` are where they
// lie, lowest first.
[[nodiscard]] std::string inspectJson(const StoredImage &image, std::int64_t size = 0,
                                      const std::vector<std::string> &folders = {});

} // namespace tare::image
