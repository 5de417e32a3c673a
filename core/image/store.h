// SPDX-License-Identifier: GPL-3.0-or-later
// The image store: an OCI image layout (image-spec, image-layout.md) in Paths::images(), and beside it the unpacked
// layers by chain id in Paths::layers(), a cache that can be rebuilt from the blobs. Any number of programs may use it
// at once: readers take no lock (files are immutable or replaced whole), writers take one flock.
// This header and its library know neither libarchive nor libcurl, so that starting a container does not load them.
#pragma once

#include "core/base/paths.h"
#include "core/base/result.h"
#include "core/oci/digest.h"
#include "core/oci/image_config.h"
#include "core/oci/reference.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tare::image {

struct LayerBlob
{
    std::string mediaType;
    oci::Digest digest; // of the stored (compressed) bytes
    std::int64_t size = 0;
};

struct StoredImage
{
    oci::Digest id;       // of the configuration
    oci::Digest manifest; // of the manifest
    std::vector<std::string> names; // familiar form, sorted
    std::vector<std::string> repoDigests; // "ubuntu@sha256:…": as a registry served it; sorted
    std::vector<LayerBlob> layers;  // lowest first
    std::int64_t compressedSize = 0;
    oci::ImageConfig config;
};

class Store
{
public:
    // Creates the layout when it is missing. Two lstat(2) when it is there.
    [[nodiscard]] static Result<Store> open(const Paths &paths);

    [[nodiscard]] Result<std::vector<StoredImage>> list() const;
    // By reference, "sha256:…", or at least one hex digit of the id; the reference comes first, as in Docker.
    // NoSuchImage, AmbiguousId.
    [[nodiscard]] Result<StoredImage> find(const std::string &nameOrId) const;
    // The manifest's own bytes.
    [[nodiscard]] Result<std::string> manifestBytes(const oci::Digest &manifest) const;
    [[nodiscard]] std::string blobPath(const oci::Digest &digest) const;

    // Folders to mount, lowest layer first: Paths::layers()/<chain id hex>/diff. NotFound when one is not unpacked
    // (then tare-image unpacks it again).
    [[nodiscard]] Result<std::vector<std::string>> layerFolders(const StoredImage &image) const;
    // Bytes of the unpacked layers, as recorded when each was unpacked.
    [[nodiscard]] std::int64_t unpackedSize(const StoredImage &image) const;

    [[nodiscard]] Status tag(const std::string &source, const oci::Reference &target);
    // Docker's rules: a name is untagged; with its last name the image goes, and what only it used (blobs and layers).
    // `inUse` are image ids that containers use: ImageInUse, unless `force` (then only the names go).
    // Answers lines: "Untagged: …", "Deleted: sha256:…".
    [[nodiscard]] Result<std::vector<std::string>> remove(const std::string &nameOrId, bool force,
                                                          const std::vector<std::string> &inUse);

    // Removes what killed programs left behind, and the blobs and layers that nothing refers to when there was such.
    // One readdir(3) of Paths::temporary() when there was none.
    [[nodiscard]] Status cleanUp();

    [[nodiscard]] const Paths &paths() const { return m_paths; }

private:
    [[nodiscard]] Result<StoredImage> load(const oci::Digest &manifest) const;
    explicit Store(Paths paths) : m_paths(std::move(paths)) {}
    Paths m_paths;
};

} // namespace tare::image
