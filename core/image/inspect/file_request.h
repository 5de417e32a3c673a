// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace tare::image {

// A file of an image, or a part of it.
struct FileRequest
{
    std::string path; // inside the image; symlinks are followed there
    std::optional<std::size_t>
        layer; // as this layer left it (0 is the lowest); unset: as a container sees it
    std::int64_t offset = 0;
    std::int64_t length = std::numeric_limits<std::int64_t>::max(); // at most
};

// Takes the bytes in order, in pieces; false ends the reading.
using FileSink = std::function<bool(std::string_view)>;

} // namespace tare::image
