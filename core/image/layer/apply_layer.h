// SPDX-License-Identifier: GPL-3.0-or-later
// A layer's tar stream becomes a folder that overlayfs can use as a lower one (image-spec, layer.md).
#pragma once

#include "core/base/result.h"
#include "core/image/stream/byte_source.h"

#include <atomic>
#include <functional>

#include <cstdint>
#include <string>
#include <vector>

namespace tare::image {

class IndexTap;

struct ApplyOptions
{
    std::string name;                  // for errors: the layer's digest or file
    std::vector<std::string> lower;    // unpacked folders of the layers below, lowest first
    // Instead of `lower`: asked at the first look at them, and may wait until they are there.
    std::function<Result<std::vector<std::string>>()> findLower;
    std::int64_t maxBytes = 0;         // of the files' contents, holes included
    std::atomic<std::int64_t> *budget = nullptr; // of bytes for several layers: what is left of it
    std::int64_t maxEntries = 0;
    bool userNamespace = false;        // no devices; overlay's attributes are user.*
    IndexTap *tap = nullptr;           // sees what is read, for the layer's index
};

struct Applied
{
    std::int64_t size = 0;    // of regular files, a hard-linked one counted once
    std::int64_t entries = 0;
    std::int64_t skippedDevices = 0;
};

// `diff` is an empty folder. CorruptArchive, UnsafePath, TooLarge, NoSpace; then what is in `diff` is of no use.
// Reads the archive to its end marker; what follows is the caller's.
[[nodiscard]] Result<Applied> applyLayer(ByteSource &tar, const std::string &diff, const ApplyOptions &options);

} // namespace tare::image
