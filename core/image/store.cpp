// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/store.h"

#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/image/layer_record.h"
#include "core/image/layout_index.h"
#include "core/image/starter.h"
#include "core/image/work_folder.h"
#include "core/oci/manifest.h"
#include "core/oci/media_type.h"

#include <algorithm>
#include <map>

namespace tare::image {
namespace {

// Everything of one image that its index entries say.
struct Entry
{
    std::vector<std::string> names, repoDigests;
};

void note(Entry &to, const oci::Descriptor &from)
{
    if (std::string name = nameOf(from); !name.empty())
        to.names.push_back(std::move(name));
    if (const auto it = from.annotations.find(repoDigestKey); it != from.annotations.end())
        to.repoDigests.push_back(it->second);
}

void sortUnique(std::vector<std::string> &list)
{
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
}

// "name@digest" finds what was pulled by that digest, or under any tag with it.
bool names(const oci::Reference &wanted, const oci::Descriptor &entry)
{
    if (wanted.digest.empty())
        return nameOf(entry) == wanted.familiar();
    oci::Reference bare = wanted;
    bare.tag.clear();
    const auto it = entry.annotations.find(repoDigestKey);
    return nameOf(entry) == wanted.familiar() || nameOf(entry) == bare.familiar() ||
           (it != entry.annotations.end() && it->second == bare.familiar());
}

} // namespace

Result<Store> Store::open(const Paths &paths)
{
    const std::string layout = paths.images() + "/oci-layout";
    const std::string index = paths.images() + "/index.json";
    if (!exists(layout) || !exists(index)) {
        TARE_CHECK(paths.create());
        const FileLock lock = TARE_TRY(lockStore(paths));
        TARE_CHECK(makeDirs(paths.images() + "/blobs/sha256", 0700));
        if (!exists(index))
            TARE_CHECK(LayoutIndex().write(paths));
        if (!exists(layout))
            TARE_CHECK(writeFileAtomic(layout, "{\"imageLayoutVersion\":\"1.0.0\"}\n"));
    }
    return Store(paths);
}

std::string Store::blobPath(const oci::Digest &digest) const
{
    return m_paths.images() + "/blobs/" + digest.algorithm() + "/" + digest.hex();
}

Result<std::string> Store::manifestBytes(const oci::Digest &manifest) const
{
    return readFile(blobPath(manifest), oci::maxDocument);
}

Result<StoredImage> Store::load(const oci::Digest &digest) const
{
    const std::string bytes = TARE_TRY(manifestBytes(digest));
    const oci::Manifest manifest = TARE_TRY(oci::Manifest::parse(bytes));
    StoredImage out;
    out.id = manifest.config.digest;
    out.manifest = digest;
    for (const oci::Descriptor &layer : manifest.layers) {
        out.layers.push_back({layer.mediaType, layer.digest, layer.size});
        out.compressedSize += layer.size;
    }
    std::string config = TARE_TRY(readFile(blobPath(out.id), oci::maxDocument));
    out.config = TARE_TRY(oci::ImageConfig::parse(std::move(config)));
    return out;
}

Result<std::vector<StoredImage>> Store::list() const
{
    const LayoutIndex index = TARE_TRY(LayoutIndex::read(m_paths));
    std::vector<StoredImage> out;
    std::map<oci::Digest, std::size_t> byManifest;
    std::map<oci::Digest, std::size_t> byId;
    for (const oci::Descriptor &d : index.entries) {
        if (d.annotations.contains(heldKey))
            continue;
        auto known = byManifest.find(d.digest);
        if (known == byManifest.end()) {
            auto image = load(d.digest);
            if (!image) // put there by another tool, and not an image that can run here; find() says why
                continue;
            const auto [same, isNew] = byId.emplace(image->id, out.size());
            if (isNew)
                out.push_back(std::move(*image));
            known = byManifest.emplace(d.digest, same->second).first;
        }
        Entry entry;
        note(entry, d);
        StoredImage &image = out[known->second];
        image.names.insert(image.names.end(), entry.names.begin(), entry.names.end());
        image.repoDigests.insert(image.repoDigests.end(), entry.repoDigests.begin(), entry.repoDigests.end());
    }
    for (StoredImage &image : out) {
        sortUnique(image.names);
        sortUnique(image.repoDigests);
    }
    return out;
}

Result<StoredImage> Store::find(const std::string &nameOrId) const
{
    const LayoutIndex index = TARE_TRY(LayoutIndex::read(m_paths));
    const auto reference = oci::Reference::parse(nameOrId);
    if (reference) {
        for (const oci::Descriptor &d : index.entries) {
            if (!names(*reference, d))
                continue;
            StoredImage out = TARE_TRY(load(d.digest));
            Entry entry;
            for (const oci::Descriptor &other : index.entries) {
                if (other.digest == d.digest)
                    note(entry, other);
            }
            out.names = std::move(entry.names);
            out.repoDigests = std::move(entry.repoDigests);
            sortUnique(out.names);
            sortUnique(out.repoDigests);
            return out;
        }
    }
    if (reference && reference->familiar() == "starter:latest") {
        if (auto starter = find(starterName)) // its short name, unless an image of that very name is here
            return starter;
    }
    const bool prefixed = nameOrId.starts_with("sha256:");
    const std::string hex = prefixed ? nameOrId.substr(7) : nameOrId;
    if (hex.empty() || hex.size() > 64 || !isHex(hex))
        return fail(Errc::NoSuchImage, reference ? reference->familiar() : nameOrId);
    std::vector<StoredImage> fits;
    for (StoredImage &image : TARE_TRY(list())) {
        if (image.id.hex().starts_with(hex) || (hex.size() == 64 && image.manifest.hex() == hex))
            fits.push_back(std::move(image));
    }
    if (fits.empty())
        return fail(Errc::NoSuchImage, reference ? reference->familiar() : nameOrId);
    if (fits.size() > 1)
        return fail(Errc::AmbiguousId, nameOrId);
    return std::move(fits.front());
}

Result<StoredImage> Store::findHeld(const std::string &id) const
{
    auto image = find(id);
    if (image || image.error().code != Errc::NoSuchImage)
        return image;
    for (const oci::Descriptor &d : TARE_TRY(LayoutIndex::read(m_paths)).entries) {
        if (!d.annotations.contains(heldKey))
            continue;
        if (auto held = load(d.digest); held && held->id.text() == id)
            return held;
    }
    return image;
}

Result<std::vector<std::string>> Store::layerFolders(const StoredImage &image) const
{
    const std::vector<std::string> chain = TARE_TRY(readChain(m_paths, image.id));
    if (chain.size() != image.config.diffIds.size())
        return fail(Errc::NotFound, image.id.text(), "its layers are not unpacked");
    std::vector<std::string> out;
    for (const std::string &hex : chain) {
        out.push_back(layerDir(m_paths, hex) + "/diff");
        if (!exists(out.back()))
            return fail(Errc::NotFound, out.back(), "the layer is not unpacked");
    }
    return out;
}

std::int64_t Store::unpackedSize(const StoredImage &image) const
{
    std::int64_t out = 0;
    const auto chain = readChain(m_paths, image.id);
    if (!chain)
        return 0;
    for (const std::string &hex : *chain) {
        if (const auto meta = readLayerMeta(m_paths, hex))
            out += meta->size;
    }
    return out;
}

} // namespace tare::image
