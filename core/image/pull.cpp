// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/pull.h"

#include "core/base/file.h"
#include "core/image/image_draft.h"
#include "core/image/layer_download.h"
#include "core/registry/client.h"

#include <memory>
#include <mutex>

namespace tare::image {
namespace {

Result<std::string> configOf(Store &store, WorkFolder &work, registry::Client &client,
                             const oci::Descriptor &config)
{
    if (TARE_TRY(work.keepBlob(config.digest)))
        return readFile(store.blobPath(config.digest), oci::maxDocument);
    return client.document(config);
}

// Layers are unpacked by one thread while another one fetches: both tell how far they are.
ProgressSink oneAtATime(ProgressSink sink)
{
    if (!sink)
        return {};
    return [sink = std::move(sink), mutex = std::make_shared<std::mutex>()](const Progress &progress) {
        const std::scoped_lock lock(*mutex);
        sink(progress);
    };
}

// Another server may do better than one that is not there, knows nothing or sends nonsense. A denial is a denial, and what
// fails on this machine fails with every server.
bool othersMayHelp(const Error &error)
{
    switch (error.code) {
    case Errc::Unauthorized:
    case Errc::Cancelled:
    case Errc::NoSpace:
    case Errc::System:
    case Errc::PermissionDenied:
    case Errc::Internal:
        return false;
    default:
        return true;
    }
}

Result<StoredImage> pullBy(Store &store, const PullFrom &from, const std::string &mirror,
                           const UnpackOptions &options)
{
    const std::string shown = from.reference.familiar();
    registry::ClientOptions to;
    to.insecure = from.insecure && mirror.empty();
    to.http = from.http;
    to.cancel = options.cancel;
    to.mirror = mirror;
    if (mirror.empty())
        to.credentials = from.credentials;
    registry::Client client = TARE_TRY(registry::Client::open(from.reference, to));
    registry::Client::Resolved remote = TARE_TRY(client.resolve(from.platform));
    const oci::Manifest &manifest = remote.manifest;

    WorkFolder work = TARE_TRY(WorkFolder::create(store.paths()));
    ImageDraft draft;
    std::string config = TARE_TRY(configOf(store, work, client, manifest.config));
    draft.config = TARE_TRY(oci::ImageConfig::parse(std::move(config)));
    draft.configDigest = manifest.config.digest;
    TARE_CHECK(checkPlatform(draft.config, from.platform, shown));
    if (manifest.layers.size() != draft.config.diffIds.size())
        return fail(Errc::CorruptArchive, shown,
                    "its manifest names " + std::to_string(manifest.layers.size()) +
                        " layers, its configuration " + std::to_string(draft.config.diffIds.size()));
    draft.manifest = std::move(remote.document.bytes);
    draft.manifestDescriptor.mediaType = manifest.mediaType;
    draft.manifestDescriptor.digest = remote.document.digest;
    draft.manifestDescriptor.size = static_cast<std::int64_t>(draft.manifest->size());
    // Pulled by a digest, an image gets no tag: none was asked of the registry.
    if (from.reference.digest.empty())
        draft.names = {from.reference};
    oci::Reference served = from.reference;
    served.tag.clear();
    served.digest = remote.top;
    draft.repoDigest = served.familiar();
    for (registry::RemoteManifest &index : remote.indexes)
        draft.indexes.emplace_back(index.digest, std::move(index.bytes));

    DraftWriter writer(store, work, options);
    LayerDownload download(store, work, client, options);
    TARE_CHECK(download.start(manifest.layers));
    for (std::size_t i = 0; i < manifest.layers.size(); ++i)
        TARE_CHECK(writer.expectLayer(manifest.layers[i], draft.config.diffIds[i]));
    for (std::size_t come = 0; come < manifest.layers.size(); ++come) {
        const LayerDownload::Layer layer = TARE_TRY(download.next());
        TARE_CHECK(writer.layerCame(layer.number, manifest.layers[layer.number].digest, layer.verified));
    }
    return writer.finish(draft);
}

} // namespace

Result<StoredImage> pullImage(Store &store, const PullFrom &wanted, const UnpackOptions &wantedOptions)
{
    PullFrom from = wanted;
    UnpackOptions options = wantedOptions;
    options.progress = oneAtATime(wantedOptions.progress);
    auto say = [&](const std::string &words) {
        if (options.progress)
            options.progress({{}, Progress::Phase::Working, 0, 0, words});
    };
    if (!from.http.hosts)
        from.http.hosts = TARE_TRY(registry::Hosts::load());
    const std::string shown = from.reference.familiar();
    const auto &mirrors = from.http.hosts->settings().mirrors;
    if (const auto it = mirrors.find(from.reference.domain); it != mirrors.end()) {
        for (const std::string &mirror : it->second) {
            say("asking " + mirror + " for " + shown);
            auto image = pullBy(store, from, mirror, options);
            if (image || !othersMayHelp(image.error()))
                return image;
            say(mirror + ": " + image.error().text());
        }
    }
    say("asking " + from.reference.domain + " for " + shown);
    return pullBy(store, from, {}, options);
}

} // namespace tare::image
