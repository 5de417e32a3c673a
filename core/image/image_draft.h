// SPDX-License-Identifier: GPL-3.0-or-later
// An image on its way into the store: blobs first, then the unpacked layers, and its name last.
#pragma once

#include "core/base/result.h"
#include "core/image/image_unpacker.h"
#include "core/image/layer_pool.h"
#include "core/image/store.h"
#include "core/image/store_write.h"
#include "core/image/work_folder.h"
#include "core/oci/manifest.h"
#include "core/oci/reference.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tare::image {

struct DraftLayer
{
    oci::Descriptor descriptor; // without a digest when only its bytes say which
    std::string file; // its verified bytes in the work folder; empty when the store has the blob, or `part` says where
    std::optional<BlobBytes> part; // of an archive, not verified yet
    std::string name;              // in the archive: for errors
};

struct ImageDraft
{
    oci::ImageConfig config;
    oci::Digest configDigest;
    std::vector<DraftLayer> layers; // lowest first
    // The manifest's own bytes, kept as they came. Without: one is made around the untouched configuration.
    std::optional<std::string> manifest;
    oci::Descriptor manifestDescriptor; // with `manifest`
    std::vector<oci::Reference> names;
    std::string repoDigest;
    // The verified bytes of the indexes that a registry led through to the manifest, kept beside it: what repoDigest
    // names is the first of them.
    std::vector<std::pair<oci::Digest, std::string>> indexes;
};

// Checks that configuration and layers fit, unpacks, publishes. The image as it stands in the store then.
[[nodiscard]] Result<StoredImage> storeDraft(Store &store, WorkFolder &work, const ImageDraft &draft,
                                             const UnpackOptions &options);

// The same where the layers come one after another, then finish(). With a pool that is shared, its owner waits and
// publishes before finish().
class DraftWriter
{
public:
    DraftWriter(Store &store, WorkFolder &work, const UnpackOptions &options);
    DraftWriter(Store &store, WorkFolder &work, LayerPool &pool);
    [[nodiscard]] Status addLayer(const DraftLayer &layer, const oci::Digest &diffId);
    // A layer that is on its way, lowest first; and that the store now has its blob, in any order.
    [[nodiscard]] Status expectLayer(const oci::Descriptor &layer, const oci::Digest &diffId);
    [[nodiscard]] Status layerCame(std::size_t layer, const oci::Digest &blob, bool verified);
    [[nodiscard]] Result<StoredImage> finish(const ImageDraft &draft);

private:
    Store &m_store;
    WorkFolder &m_work;
    ImageUnpacker m_unpacker;
};

// WrongPlatform when the image is for another system or processor; an image that says nothing is taken as it is.
[[nodiscard]] Status checkPlatform(const oci::ImageConfig &config, const oci::Platform &wanted,
                                   const std::string &subject);

// A manifest around a configuration and layers: compact JSON in a fixed order.
[[nodiscard]] std::string makeManifest(const oci::Descriptor &config, const std::vector<oci::Descriptor> &layers);

} // namespace tare::image
