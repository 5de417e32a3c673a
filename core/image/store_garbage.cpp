// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/store_garbage.h"

#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/image/inspect/index_files.h"
#include "core/image/layer_record.h"
#include "core/oci/image_config.h"
#include "core/oci/manifest.h"

#include <dirent.h>
#include <memory>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

namespace tare::image {

std::vector<std::string> hexNamesIn(const std::string &dir)
{
    std::vector<std::string> out;
    const std::unique_ptr<DIR, int (*)(DIR *)> d(::opendir(dir.c_str()), ::closedir);
    while (const dirent *e = d ? ::readdir(d.get()) : nullptr) { // NOLINT(concurrency-mt-unsafe): a DIR of our own
        const std::string_view name = e->d_name;
        if ((name.size() == 64 || name.size() == 128) && isHex(name))
            out.emplace_back(name);
    }
    return out;
}

namespace {

struct Marks
{
    std::set<std::string> blobs;  // "sha256:…"
    std::set<std::string> layers; // hex
    std::set<std::string> images; // hex of the configuration
    std::set<std::string> diffIds; // hex, of the layers' indexes
};

void markIndexes(const Paths &paths, const oci::Digest &configuration, Marks &marks)
{
    auto bytes = readFile(paths.images() + "/blobs/" + configuration.algorithm() + "/" + configuration.hex(), oci::maxDocument);
    if (!bytes)
        return;
    if (const auto config = oci::ImageConfig::parse(std::move(*bytes))) {
        for (const oci::Digest &diffId : config->diffIds)
            marks.diffIds.insert(diffId.hex());
    }
}

void markManifest(const Paths &paths, const oci::Digest &digest, Marks &marks, int depth = 0)
{
    if (!marks.blobs.insert(digest.text()).second || depth > 4)
        return;
    const auto bytes = readFile(paths.images() + "/blobs/" + digest.algorithm() + "/" + digest.hex(), oci::maxDocument);
    if (!bytes)
        return;
    if (const auto manifest = oci::Manifest::parse(*bytes)) {
        marks.blobs.insert(manifest->config.digest.text());
        marks.images.insert(manifest->config.digest.hex());
        markIndexes(paths, manifest->config.digest, marks);
        for (const oci::Descriptor &layer : manifest->layers)
            marks.blobs.insert(layer.digest.text());
        if (const auto chain = readChain(paths, manifest->config.digest))
            marks.layers.insert(chain->begin(), chain->end());
    } else if (const auto index = oci::Index::parse(*bytes)) { // another tool's doing
        for (const oci::Descriptor &d : index->manifests)
            markManifest(paths, d.digest, marks, depth + 1);
    }
}

// The index that an image was pulled by, and those in it: they are shown, and an image may be pulled by their digest again.
// So is a manifest of the very same image that leads to other blobs (another compression), without these. The other
// platforms' manifests, which an index names too, keep nothing.
void markServed(const Paths &paths, const oci::Digest &digest, Marks &marks, int depth = 0)
{
    const auto bytes = readFile(paths.images() + "/blobs/" + digest.algorithm() + "/" + digest.hex(), oci::maxDocument);
    if (!bytes)
        return;
    if (const auto manifest = oci::Manifest::parse(*bytes)) {
        if (marks.images.contains(manifest->config.digest.hex()))
            marks.blobs.insert(digest.text());
        return;
    }
    const auto index = oci::Index::parse(*bytes);
    if (!index || depth > 4 || !marks.blobs.insert(digest.text()).second)
        return;
    for (const oci::Descriptor &d : index->manifests)
        markServed(paths, d.digest, marks, depth + 1);
}

// What writeFileAtomic() of somebody who was killed left. Whoever writes here holds the store's lock meanwhile, as
// the caller does.
void removeTemporaries(const std::string &dir)
{
    const std::unique_ptr<DIR, int (*)(DIR *)> d(::opendir(dir.c_str()), ::closedir);
    while (const dirent *e = d ? ::readdir(d.get()) : nullptr) { // NOLINT(concurrency-mt-unsafe): a DIR of our own
        if (std::string_view(e->d_name).find(".tmp-") != std::string_view::npos)
            ::unlinkat(::dirfd(d.get()), e->d_name, 0);
    }
}

} // namespace

Result<Garbage> findGarbage(const Paths &paths, const LayoutIndex &index, const WorkState &work)
{
    Marks marks;
    for (const oci::Descriptor &d : index.entries)
        markManifest(paths, d.digest, marks);
    for (const oci::Descriptor &d : index.entries) {
        const auto served = d.annotations.find(repoDigestKey);
        const auto digest = served == d.annotations.end()
                                ? Result<oci::Digest>(fail(Errc::NotFound, "digest"))
                                : oci::Digest::parse(served->second.substr(served->second.find('@') + 1));
        if (digest)
            markServed(paths, *digest, marks);
    }
    for (const std::string &kept : work.kept) {
        marks.blobs.insert(kept);
        marks.layers.insert(kept);
    }
    Garbage out;
    for (std::string &hex : hexNamesIn(paths.layers())) {
        if (!marks.layers.contains(hex))
            out.layers.push_back(std::move(hex));
    }
    for (std::string &hex : hexNamesIn(chainFolder(paths))) {
        if (!marks.images.contains(hex) && !marks.blobs.contains("sha256:" + hex))
            out.chains.push_back(std::move(hex));
    }
    for (const char *algorithm : {"sha256", "sha512"}) {
        const std::string folder = paths.images() + "/blobs/" + algorithm;
        for (const std::string &hex : hexNamesIn(folder)) {
            if (!marks.blobs.contains(std::string(algorithm) + ":" + hex))
                out.blobs.push_back(folder + "/" + hex);
        }
    }
    for (const std::string &hex : hexNamesIn(indexFolder(paths))) {
        if (!marks.diffIds.contains(hex))
            out.indexes.push_back(indexFolder(paths) + "/" + hex);
    }
    return out;
}

std::int64_t bytesOf(const Paths &paths, const Garbage &garbage)
{
    std::int64_t out = 0;
    for (const std::string &hex : garbage.layers)
        out += readLayerMeta(paths, hex).value_or(LayerMeta()).size;
    for (const std::string &blob : garbage.blobs) {
        struct stat st
        {};
        if (::lstat(blob.c_str(), &st) == 0)
            out += st.st_size;
    }
    return out;
}

Result<std::vector<std::string>> sweep(const Paths &paths)
{
    removeTemporaries(paths.images());
    removeTemporaries(chainFolder(paths));
    const LayoutIndex index = TARE_TRY(LayoutIndex::read(paths));
    const WorkState work = TARE_TRY(surveyWork(paths));
    Garbage gone = TARE_TRY(findGarbage(paths, index, work));
    for (const std::string &hex : gone.layers)
        TARE_CHECK(moveToTrash(paths, layerDir(paths, hex)));
    for (const std::string &hex : gone.chains)
        ::unlink((chainFolder(paths) + "/" + hex).c_str());
    for (const std::string &blob : gone.blobs)
        ::unlink(blob.c_str());
    for (const std::string &file : gone.indexes)
        ::unlink(file.c_str());
    for (const std::string &dead : work.dead)
        TARE_CHECK(moveToTrash(paths, dead));
    return std::move(gone.layers);
}

} // namespace tare::image
