// SPDX-License-Identifier: GPL-3.0-or-later
// The layers of one image from a registry: fetched by a thread of its own, made the store's by another, which
// waits for the disk meanwhile, and told in the order in which they come.
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/image/image_unpacker.h"
#include "core/image/partial_blob.h"
#include "core/image/store.h"
#include "core/image/work_folder.h"
#include "core/oci/manifest.h"
#include "core/registry/client.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace tare::image {

class LayerDownload
{
public:
    // `client` is this object's alone from start() on; `options.progress` is called from another thread.
    LayerDownload(const Store &store, WorkFolder &work, registry::Client &client,
                  const UnpackOptions &options);
    ~LayerDownload(); // stops what is under way, and waits for it
    LayerDownload(const LayerDownload &) = delete;
    LayerDownload &operator=(const LayerDownload &) = delete;

    struct Layer
    {
        std::size_t number = 0; // as given to start()
        bool verified = false;  // its digest was seen to match just now; not when the store had it
    };
    // Layers that the store has are not fetched; one that the manifest names twice is fetched once, and one
    // that another program fetches is waited for. What a broken download left is gone on with.
    [[nodiscard]] Status start(const std::vector<oci::Descriptor> &layers);
    // Waits for the next layer whose blob is in the store; each is told once. Not called more often than
    // there are layers.
    [[nodiscard]] Result<Layer> next();

private:
    struct Blob
    {
        oci::Digest digest;
        std::int64_t size = 0;
        std::string file;                        // empty: the store has it
        std::optional<PartialBlob> partial = {}; // claimed until the store has the blob
        std::vector<std::size_t> layers = {};
    };
    void fetch(const std::vector<registry::BlobTarget> &targets, const std::vector<std::size_t> &blobOf);
    void store();
    [[nodiscard]] Status publish(std::size_t blob);
    void tellAll(const Blob &blob, bool verified);
    Result<registry::BlobClaim> claim(std::size_t blob);

    const Store &m_store;
    WorkFolder &m_work;
    registry::Client &m_client;
    const UnpackOptions &m_options;
    std::mutex m_mutex; // of what follows, until m_stop
    std::condition_variable m_changed;
    std::vector<Blob> m_blobs;         // one a digest
    std::deque<std::size_t> m_fetched; // blobs, to be published
    std::deque<Layer> m_came;
    std::optional<Error> m_failure;
    bool m_over = false;
    CancelSource m_stop;
    std::thread m_thread, m_publisher;
};

} // namespace tare::image
