// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/push.h"

#include "core/image/layout_index.h"
#include "core/image/store_write.h"
#include "core/image/work_folder.h"
#include "core/registry/pusher.h"

#include <algorithm>
#include <map>
#include <set>

namespace tare::image {
namespace {

// The repositories of a registry that an image was pulled from or pushed to.
std::set<std::string> repositoriesAt(const std::string &domain, const StoredImage &image)
{
    std::set<std::string> out;
    for (const std::string &text : image.repoDigests) {
        const auto reference = oci::Reference::parse(text);
        if (reference && reference->domain == domain)
            out.insert(reference->path);
    }
    return out;
}

// Where else at the registry each blob is known to be.
std::map<oci::Digest, std::set<std::string>> origins(const Store &store, const oci::Reference &target)
{
    std::map<oci::Digest, std::set<std::string>> out;
    const auto images = store.list();
    if (!images)
        return out;
    for (const StoredImage &image : *images) {
        std::set<std::string> repositories = repositoriesAt(target.domain, image);
        repositories.erase(target.path);
        if (repositories.empty())
            continue;
        out[image.id].insert(repositories.begin(), repositories.end());
        for (const LayerBlob &layer : image.layers)
            out[layer.digest].insert(repositories.begin(), repositories.end());
    }
    return out;
}

Result<oci::Descriptor> entryOf(const Store &store, const StoredImage &image)
{
    const LayoutIndex index = TARE_TRY(LayoutIndex::read(store.paths()));
    const auto it = std::find_if(index.entries.begin(), index.entries.end(),
                                 [&](const oci::Descriptor &d) { return d.digest == image.manifest; });
    if (it == index.entries.end())
        return fail(Errc::NoSuchImage, image.id.text());
    return *it;
}

} // namespace

Result<PushedImage> pushImage(Store &store, const PushTo &to, const ProgressSink &progress, const CancelToken &cancel)
{
    const oci::Reference &name = to.reference;
    if (!name.digest.empty())
        return fail(Errc::InvalidArgument, name.familiar(), "an image is pushed by a tag, not by a digest");
    WorkFolder work = TARE_TRY(WorkFolder::create(store.paths()));
    auto found = store.find(name.familiar());
    if (!found || std::find(found->names.begin(), found->names.end(), name.familiar()) == found->names.end())
        return fail(Errc::NoSuchImage, name.familiar(), "an image does not exist locally with this tag");
    const StoredImage &image = *found;
    const oci::Descriptor entry = TARE_TRY(entryOf(store, image));
    const std::string bytes = TARE_TRY(store.manifestBytes(image.manifest));
    const oci::Manifest manifest = TARE_TRY(oci::Manifest::parse(bytes, entry.mediaType));

    const auto known = origins(store, name);
    std::vector<registry::PushBlob> blobs;
    std::set<std::string> readFrom;
    auto add = [&](const oci::Descriptor &blob, const std::string &progressId) -> Status {
        if (!TARE_TRY(work.keepBlob(blob.digest))) // nobody may sweep it away meanwhile
            return fail(Errc::NotFound, blob.digest.text(), "a blob of the image is missing in the store");
        registry::PushBlob out{blob, store.blobPath(blob.digest), {}, progressId};
        if (const auto it = known.find(blob.digest); it != known.end())
            out.from.assign(it->second.begin(), it->second.end());
        readFrom.insert(out.from.begin(), out.from.end());
        blobs.push_back(std::move(out));
        return {};
    };
    for (std::size_t i = 0; i < manifest.layers.size(); ++i) {
        const std::vector<oci::Digest> &ids = image.config.diffIds;
        TARE_CHECK(add(manifest.layers[i], (i < ids.size() ? ids[i] : manifest.layers[i].digest).shortHex()));
    }
    TARE_CHECK(add(manifest.config, {}));

    registry::PusherOptions options;
    options.insecure = to.insecure;
    options.http = to.http;
    options.cancel = cancel;
    options.credentials = to.credentials;
    options.readFrom.assign(readFrom.begin(), readFrom.end());
    registry::Pusher pusher = TARE_TRY(registry::Pusher::open(name, options));
    TARE_CHECK(pusher.blobs(blobs, progress));
    const oci::Digest digest = TARE_TRY(pusher.manifest(name.tag, bytes, manifest.mediaType));

    oci::Reference served = name;
    served.tag.clear();
    served.digest = digest;
    TARE_TRY(addImage(store.paths(), {image.id, entry, {name}, served.familiar()}));
    tellImageEvent(store.paths(), "push", image.id.text(), name.familiar());
    return PushedImage{image.id, digest, static_cast<std::int64_t>(bytes.size())};
}

} // namespace tare::image
