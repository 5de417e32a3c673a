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
#include <functional>
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

// What a layer's bytes count for: in several of the images that are asked about, or in one alone.
struct ImageSize
{
    std::int64_t total = 0, shared = 0, unique = 0; // of the unpacked layers
};

struct ImageUse
{
    std::string image;     // sha256:…
    std::string container; // its id
    bool running = false;
};

struct StoreBytes
{
    std::int64_t layers = 0;  // unpacked, each once
    std::int64_t blobs = 0;   // of every kind, each once
};

struct Removal
{
    std::vector<std::string> lines; // "untagged: …", "deleted: sha256:…"
    std::int64_t bytes = 0;         // of the blobs and unpacked layers that nothing else refers to
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
    // What a container was made of, by its whole id: also an image that was removed from under it. NoSuchImage.
    [[nodiscard]] Result<StoredImage> findHeld(const std::string &id) const;
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
    // ImageInUse when a container of `uses` has it, and for an id with names in several repositories. With `force` an
    // image goes from under a container that does not run, which holds what it stands on (see letGo()); under one that
    // runs, the last name goes and the image stays, and by its id it cannot go.
    // Answers lines: "Untagged: …", "Deleted: sha256:…".
    [[nodiscard]] Result<std::vector<std::string>> remove(const std::string &nameOrId, bool force,
                                                          const std::vector<ImageUse> &uses);
    // Removes what is left of images that were removed from under containers, when these are gone, too. `uses` is asked
    // only when there is such an image.
    [[nodiscard]] Status letGo(const std::function<Result<std::vector<ImageUse>>()> &uses);

    // All of these images with all their names, in one step. With `dryRun` nothing happens but the answer.
    [[nodiscard]] Result<Removal> removeImages(const std::vector<oci::Digest> &ids, bool dryRun);

    // One for each of `images`, in their order: layers are shared among these.
    [[nodiscard]] std::vector<ImageSize> sizes(const std::vector<StoredImage> &images) const;
    // Of each layer, lowest first; zeros for one that is not unpacked.
    [[nodiscard]] std::vector<std::int64_t> layerSizes(const StoredImage &image) const;
    [[nodiscard]] StoreBytes bytes() const;

    // Removes what killed programs left behind, and the blobs and layers that nothing refers to when there was such.
    // One readdir(3) each of Paths::temporary() and Paths::images() when there was none.
    [[nodiscard]] Status cleanUp();
    // After work that failed when a part of it was in the store already: removes what nothing refers to. Not for a pull,
    // which goes on from there.
    [[nodiscard]] Status dropUnused();

    [[nodiscard]] const Paths &paths() const { return m_paths; }

private:
    [[nodiscard]] Result<StoredImage> load(const oci::Digest &manifest) const;
    explicit Store(Paths paths) : m_paths(std::move(paths)) {}
    Paths m_paths;
};

} // namespace tare::image
