// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/layer_download.h"

#include "core/base/file.h"

#include <chrono>
#include <map>

namespace tare::image {

LayerDownload::LayerDownload(const Store &store, WorkFolder &work, registry::Client &client,
                             const UnpackOptions &options)
    : m_store(store), m_work(work), m_client(client), m_options(options)
{
}

LayerDownload::~LayerDownload()
{
    m_stop.cancel();
    if (m_thread.joinable())
        m_thread.join();
}

Status LayerDownload::start(const std::vector<oci::Descriptor> &layers)
{
    std::map<oci::Digest, std::size_t> known;
    std::vector<registry::BlobTarget> targets;
    std::vector<std::size_t> blobOf; // by target
    for (const oci::Descriptor &layer : layers) {
        const auto [it, isNew] = known.emplace(layer.digest, m_blobs.size());
        m_blobOf.push_back(it->second);
        if (!isNew) {
            if (m_blobs[it->second].size != layer.size)
                return fail(Errc::InvalidArgument, layer.digest.text(), "the manifest gives it two sizes");
            continue;
        }
        Blob blob{layer.digest, layer.size, {}, TARE_TRY(m_work.keepBlob(layer.digest))};
        if (blob.done) {
            if (m_options.progress)
                m_options.progress(
                    {layer.digest.shortHex(), Progress::Phase::AlreadyHere, layer.size, layer.size, {}});
        } else {
            blob.file = partialPath(m_store.paths(), layer.digest);
            const std::size_t number = m_blobs.size();
            targets.push_back({layer, blob.file, true, [this, number] { return claim(number); }});
            blobOf.push_back(number);
        }
        m_blobs.push_back(std::move(blob));
    }
    if (!targets.empty()) {
        m_client.setCancel(m_stop.token());
        m_thread = std::thread(
            [this, targets = std::move(targets), blobOf = std::move(blobOf)] { fetch(targets, blobOf); });
    }
    return {};
}

Result<registry::BlobClaim> LayerDownload::claim(std::size_t number)
{
    const oci::Digest digest = m_blobs[number].digest; // does not change
    auto partial = TARE_TRY(PartialBlob::claim(m_store.paths(), digest));
    if (!partial && !exists(m_store.blobPath(digest)))
        return registry::BlobClaim::Busy;
    const bool here = exists(m_store.blobPath(digest)) && TARE_TRY(m_work.keepBlob(digest));
    const std::scoped_lock lock(m_mutex);
    if (here) {
        m_blobs[number].file.clear();
        if (partial)
            partial->remove();
        return registry::BlobClaim::Here;
    }
    if (!partial)
        return registry::BlobClaim::Busy;
    m_blobs[number].partial = std::move(partial);
    return registry::BlobClaim::Fetch;
}

void LayerDownload::fetch(const std::vector<registry::BlobTarget> &targets,
                          const std::vector<std::size_t> &blobOf)
{
    const Status fetched = m_client.blobs(targets, m_options.progress, [&](std::size_t target) {
        const std::scoped_lock lock(m_mutex);
        m_blobs[blobOf[target]].done = true;
        m_changed.notify_all();
    });
    const std::scoped_lock lock(m_mutex);
    if (!fetched)
        m_failure = fetched.error();
    m_changed.notify_all();
}

Result<std::string> LayerDownload::wait(std::size_t layer)
{
    std::unique_lock lock(m_mutex);
    const Blob &blob = m_blobs[m_blobOf.at(layer)];
    while (!blob.done && !m_failure) {
        TARE_CHECK(m_options.cancel.check());
        m_changed.wait_for(lock, std::chrono::milliseconds(100)); // a cancellation does not wake it
    }
    if (m_failure) // even when this one is whole: the image cannot become so
        return tl::unexpected<Error>(*m_failure);
    return blob.file;
}

} // namespace tare::image
