// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/layer_download.h"

#include "core/base/file.h"
#include "core/image/store_write.h"
#include "core/oci/embedded.h"

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
    {
        const std::scoped_lock lock(m_mutex);
        m_over = true;
    }
    m_changed.notify_all();
    if (m_publisher.joinable())
        m_publisher.join();
}

Status LayerDownload::start(const std::vector<oci::Descriptor> &layers)
{
    std::map<oci::Digest, std::size_t> known;
    std::vector<registry::BlobTarget> targets;
    std::vector<std::size_t> blobOf; // by target
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const oci::Descriptor &layer = layers[i];
        const auto [it, isNew] = known.emplace(layer.digest, m_blobs.size());
        const std::size_t number = it->second;
        if (!isNew) {
            if (m_blobs[number].size != layer.size)
                return fail(Errc::InvalidArgument, layer.digest.text(), "the manifest gives it two sizes");
            m_blobs[number].layers.push_back(i);
            continue;
        }
        Blob blob{layer.digest, layer.size, {}};
        blob.layers = {i};
        const auto bytes = TARE_TRY(oci::embedded(layer));
        if (bytes) { // it came with the manifest
            TARE_CHECK(publishBlob(m_store.paths(), m_work, layer.digest, *bytes));
            if (m_options.progress)
                m_options.progress({layer.digest.shortHex(), Progress::Phase::Verifying, layer.size, layer.size, {}});
        } else if (!TARE_TRY(m_work.keepBlob(layer.digest))) {
            blob.file = partialPath(m_store.paths(), layer.digest);
            targets.push_back({layer, blob.file, true, [this, number] { return claim(number); }});
            blobOf.push_back(number);
        } else if (m_options.progress) {
            m_options.progress(
                {layer.digest.shortHex(), Progress::Phase::AlreadyHere, layer.size, layer.size, {}});
        }
        m_blobs.push_back(std::move(blob));
    }
    for (const Blob &blob : m_blobs) {
        if (blob.file.empty())
            tellAll(blob, false);
    }
    if (!targets.empty()) {
        m_client.setCancel(m_stop.token());
        m_publisher = std::thread([this] { store(); });
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
        const std::size_t number = blobOf[target];
        if (m_blobs[number].file.empty()) // another program was quicker
            tellAll(m_blobs[number], false);
        else
            m_fetched.push_back(number);
        m_changed.notify_all();
    });
    const std::scoped_lock lock(m_mutex);
    if (!fetched && !m_failure)
        m_failure = fetched.error();
    m_changed.notify_all();
}

void LayerDownload::store()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        m_changed.wait(lock, [this] { return m_over || m_failure || !m_fetched.empty(); });
        if (m_fetched.empty())
            return;
        const std::size_t number = m_fetched.front();
        m_fetched.pop_front();
        lock.unlock();
        const Status published = publish(number);
        lock.lock();
        m_blobs[number].partial.reset(); // who waits for this blob finds it in the store
        if (published)
            tellAll(m_blobs[number], true);
        else if (!m_failure)
            m_failure = published.error();
        m_changed.notify_all();
    }
}

Status LayerDownload::publish(std::size_t number)
{
    const Blob &blob = m_blobs[number]; // nobody writes what is read here
    return publishBlobFile(m_store.paths(), blob.file, blob.digest);
}

void LayerDownload::tellAll(const Blob &blob, bool verified)
{
    for (const std::size_t layer : blob.layers)
        m_came.push_back({layer, verified});
}

Result<LayerDownload::Layer> LayerDownload::next()
{
    std::unique_lock lock(m_mutex);
    while (m_came.empty() && !m_failure) {
        TARE_CHECK(m_options.cancel.check());
        m_changed.wait_for(lock, std::chrono::milliseconds(100)); // a cancellation does not wake it
    }
    if (m_failure) // even when some are whole: the image cannot become so
        return tl::unexpected<Error>(*m_failure);
    const Layer out = m_came.front();
    m_came.pop_front();
    return out;
}

} // namespace tare::image
