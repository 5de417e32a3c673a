// SPDX-License-Identifier: GPL-3.0-or-later
// The layers of one image from a registry: fetched by a thread of its own, waited for in order.
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
    LayerDownload(const Store &store, WorkFolder &work, registry::Client &client, const UnpackOptions &options);
    ~LayerDownload(); // stops what is under way, and waits for it
    LayerDownload(const LayerDownload &) = delete;
    LayerDownload &operator=(const LayerDownload &) = delete;

    // Layers that the store has are not fetched; one that the manifest names twice is fetched once, and one that
    // another program fetches is waited for. What a broken download left is gone on with.
    [[nodiscard]] Status start(const std::vector<oci::Descriptor> &layers);
    // The verified file of a layer, or empty when the store has it (or has got it by an earlier layer).
    [[nodiscard]] Result<std::string> wait(std::size_t layer);

private:
    struct Blob
    {
        oci::Digest digest;
        std::int64_t size = 0;
        std::string file; // empty: the store has it
        bool done = false;
        std::optional<PartialBlob> partial = {}; // claimed until the download is over
    };
    void fetch(const std::vector<registry::BlobTarget> &targets, const std::vector<std::size_t> &blobOf);
    Result<registry::BlobClaim> claim(std::size_t blob);

    const Store &m_store;
    WorkFolder &m_work;
    registry::Client &m_client;
    const UnpackOptions &m_options;
    std::mutex m_mutex; // of what follows, except m_blobOf
    std::condition_variable m_changed;
    std::vector<Blob> m_blobs; // one a digest
    std::optional<Error> m_failure;
    std::vector<std::size_t> m_blobOf; // by layer
    CancelSource m_stop;
    std::thread m_thread;
};

} // namespace tare::image
