// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/layer_download.h"

#include <chrono>
#include <map>

namespace tare::image {

LayerDownload::LayerDownload(WorkFolder &work, registry::Client &client, const UnpackOptions &options)
    : m_work(work), m_client(client), m_options(options)
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
            blob.file = m_work.fresh("blob-");
            targets.push_back({layer, blob.file});
            blobOf.push_back(m_blobs.size());
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
