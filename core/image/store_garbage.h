// SPDX-License-Identifier: GPL-3.0-or-later
// What nothing in the store refers to: mark what the index names, and the rest is garbage. Only while the store's lock is
// held.
#pragma once

#include "core/base/paths.h"
#include "core/base/result.h"
#include "core/image/layout_index.h"
#include "core/image/work_folder.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tare::image {

struct Garbage
{
    std::vector<std::string> layers; // chain ids, hex
    std::vector<std::string> blobs;  // paths
    std::vector<std::string> indexes; // files: of layers that no image has (see inspect/index_files.h)
    std::vector<std::string> chains; // hex of the lists of an image's layers
};
[[nodiscard]] Result<Garbage> findGarbage(const Paths &paths, const LayoutIndex &index, const WorkState &work);
// Of its layers and blobs.
[[nodiscard]] std::int64_t bytesOf(const Paths &paths, const Garbage &garbage);

// Takes it away, and the folders of dead work. Answers the chain ids whose folders went.
[[nodiscard]] Result<std::vector<std::string>> sweep(const Paths &paths);

// The names in a folder that are digests in hex.
[[nodiscard]] std::vector<std::string> hexNamesIn(const std::string &dir);

} // namespace tare::image
