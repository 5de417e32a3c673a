// SPDX-License-Identifier: GPL-3.0-or-later
// Everything inside an image, from the indexes that are kept beside its layers: nothing here reads a layer.
// Never changes, and any thread may use it; trees that were asked for are remembered. Links neither
// libarchive nor libcurl.
#pragma once

#include "core/base/result.h"
#include "core/image/inspect/file_tree.h"
#include "core/image/inspect/packages.h"
#include "core/image/inspect/waste.h"
#include "core/oci/image_config.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tare::image {

class LayerIndex;
class UnionTree;

struct LayerCounts
{
    std::int64_t files = 0; // of all but folders
    std::int64_t bytes = 0;
};

struct LayerInfo
{
    std::string digest, diffId, mediaType;
    std::int64_t compressedSize = 0; // of the blob
    std::int64_t size = 0;           // of the files in it, a hard-linked one counted once
    std::int64_t tarSize = 0;        // of the uncompressed stream
    std::int64_t entries = 0;
    // What made it; all empty when the configuration has no history for it.
    std::int64_t created = 0;
    std::string createdBy, comment, author;
    LayerCounts added, changed, touched, removed; // against the layers below; `changed` with its new bytes,
                                                  // `removed` with the bytes that went out of sight
    std::int64_t foldersAdded = 0, foldersRemoved = 0;
    std::int64_t whiteouts = 0, opaqueFolders = 0;
};

struct HistoryStep
{
    std::int64_t created = 0;
    std::string createdBy, comment, author;
    std::optional<std::size_t> layer; // unset: it made none (ENV, CMD …)
};

// What ImageContents is made of; a test makes it by hand.
struct ImageParts
{
    std::string id, manifestDigest; // sha256:…
    std::vector<std::string> names, repoDigests;
    oci::ImageConfig config;
    struct Layer
    {
        std::string digest, mediaType;
        std::int64_t compressedSize = 0;
        std::shared_ptr<const LayerIndex> index;
    };
    std::vector<Layer> layers; // lowest first
};

class ImageContents
{
public:
    // InvalidArgument when there are more than 65535 layers or 2³² paths; CorruptArchive when indexes
    // contradict.
    [[nodiscard]] static Result<std::shared_ptr<const ImageContents>> create(ImageParts parts);
    ~ImageContents();
    ImageContents(const ImageContents &) = delete;
    ImageContents &operator=(const ImageContents &) = delete;

    // Overview
    [[nodiscard]] const std::string &id() const;
    [[nodiscard]] const std::string &manifestDigest() const;
    [[nodiscard]] const std::vector<std::string> &names() const;
    [[nodiscard]] const std::vector<std::string> &repoDigests() const;
    [[nodiscard]] const oci::ImageConfig &config() const;
    [[nodiscard]] std::int64_t compressedSize() const;
    [[nodiscard]] std::int64_t size() const; // of all layers' files

    [[nodiscard]] const std::vector<LayerInfo> &layers() const;    // lowest first
    [[nodiscard]] const std::vector<HistoryStep> &history() const; // oldest first

    // `query.layer` (and `against`) beyond the last are taken as the last. An image without layers has an
    // empty tree.
    [[nodiscard]] std::shared_ptr<const FileTree> tree(const TreeQuery &query) const;
    // What a container sees.
    [[nodiscard]] std::shared_ptr<const FileTree> wholeTree() const;
    [[nodiscard]] Waste waste() const;
    [[nodiscard]] const PackageList &packages() const;

    // For the rest of this room.
    [[nodiscard]] const UnionTree &everything() const;

private:
    struct Impl;
    explicit ImageContents(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace tare::image
