// SPDX-License-Identifier: GPL-3.0-or-later
// Two images side by side. "Before" is the first, "after" the second.
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/image/inspect/node.h"
#include "core/image/inspect/packages.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tare::image {

class ImageContents;

struct ConfigDifference
{
    std::string field; // "Cmd", "Env", "Labels" …: docker inspect's name
    std::string key;   // of a map's or a set's entry ("PATH", "80/tcp"); empty for a plain field
    bool inBefore = true, inAfter = true;
    std::string before, after; // lists as JSON
};

struct PackageDifference
{
    enum class Kind { Added, Removed, Upgraded, Downgraded, Changed }; // Changed: only its size
    Kind kind = Kind::Changed;
    Package before, after; // the one that is not there is empty
};

struct FileDifference
{
    Change change = Change::Changed;
    std::string path;
    NodeId before = noNode, after = noNode; // in the whole tree of each image
    NodeType typeBefore = NodeType::File, typeAfter = NodeType::File;
    std::int64_t sizeBefore = 0, sizeAfter = 0;
    std::uint8_t changedParts = 0; // ChangedPart
};

struct Comparison
{
    std::vector<ConfigDifference> config;
    std::vector<PackageDifference> packages;
    std::size_t samePackages = 0;
    // Layers by diff id: how many the two begin with together, and which the two have at all.
    std::size_t commonBase = 0;
    std::vector<std::string> sharedLayers, onlyBefore, onlyAfter;          // diff ids
    std::int64_t sharedBytes = 0, onlyBeforeBytes = 0, onlyAfterBytes = 0; // unpacked
    // Folders that differ in their time alone are left out. Below a folder that was added or removed, each
    // file is told.
    std::vector<FileDifference> files; // by path
    std::size_t sameFiles = 0;
    std::size_t filesAdded = 0, filesRemoved = 0, filesChanged = 0, filesTouched = 0; // without folders
    std::int64_t bytesAdded = 0, bytesRemoved = 0; // of files added and removed
    bool truncated = false;                        // `files` stopped at `maxFiles`; the counts are whole
};

[[nodiscard]] Result<Comparison> compareImages(const ImageContents &before, const ImageContents &after,
                                               std::size_t maxFiles = 200'000,
                                               const CancelToken &cancel = {});

} // namespace tare::image
