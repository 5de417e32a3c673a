// SPDX-License-Identifier: GPL-3.0-or-later
// What `tare explore` prints: each view as a table, or with `json` as one document.
#pragma once

#include "core/image/inspect/comparison.h"
#include "core/image/inspect/documents.h"
#include "core/image/inspect/image_contents.h"

#include <cstddef>
#include <optional>
#include <string>

namespace tare::cli {

[[nodiscard]] std::string exploreLayers(const image::ImageContents &contents, bool json);
[[nodiscard]] std::string explorePackages(const image::ImageContents &contents, bool json);
[[nodiscard]] std::string exploreWaste(const image::ImageContents &contents, bool json);
[[nodiscard]] std::string exploreComparison(const image::Comparison &comparison, bool json);
[[nodiscard]] std::string exploreDocuments(const image::ImageDocuments &documents, bool json);
// A folder's entries, or one file. NotFound.
[[nodiscard]] Result<std::string> exploreFolder(const image::FileTree &tree, const std::string &path, bool json);
// Every path of the tree that is not a folder on the way.
[[nodiscard]] std::string exploreAll(const image::FileTree &tree, bool json);
[[nodiscard]] std::string exploreSearch(const image::FileTree &tree, const std::string &pattern, bool json);

} // namespace tare::cli
