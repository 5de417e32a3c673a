// SPDX-License-Identifier: GPL-3.0-or-later
// The layers of one image, from blobs to folders. Several are unpacked at once (layer_pool.h); when all of them have been
// seen to be right and the file system has been told to keep them, they are published by renames.
#pragma once

#include "core/base/cancel.h"
#include "core/base/paths.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/image/store.h"
#include "core/image/work_folder.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace tare::image {

class LayerPool;
struct BlobBytes;

struct UnpackOptions
{
    // Bytes that an image may unpack to. 0: a hundred times a layer's compressed size, 1 GiB at least, 128 GiB at most.
    std::int64_t maxUnpacked = 0;
    ProgressSink progress; // called by one thread at a time
    CancelToken cancel;
};

class ImageUnpacker
{
public:
    ImageUnpacker(const Paths &paths, WorkFolder &work, const UnpackOptions &options);
    // Shares a pool with other images: its owner waits and publishes before finish().
    ImageUnpacker(const Paths &paths, WorkFolder &work, LayerPool &pool);
    ~ImageUnpacker();
    ImageUnpacker(const ImageUnpacker &) = delete;
    ImageUnpacker &operator=(const ImageUnpacker &) = delete;

    // Begins with it and comes back at once; layers come lowest first. An empty digest of `blob` is learnt from the bytes.
    // `name` is for errors then. The errors are those of any layer so far: DigestMismatch, CorruptArchive, UnsafePath,
    // TooLarge, NoSpace.
    [[nodiscard]] Status add(const LayerBlob &blob, const oci::Digest &diffId, const BlobBytes &bytes,
                             const std::string &name = {});
    // Where the bytes of a layer are that was added without a file; in any order.
    [[nodiscard]] Status supply(std::size_t layer, const BlobBytes &bytes);
    // Waits for all and publishes them, unless the pool is somebody else's; writes down which layers the image has.
    [[nodiscard]] Status finish(const oci::Digest &imageId);
    // After finish(), or after the pool's wait(): a layer's blob with its digest.
    [[nodiscard]] LayerBlob blob(std::size_t layer) const;
    // What finish() does first; may be done before.
    [[nodiscard]] Status complete();

private:
    Paths m_paths;
    WorkFolder &m_work;
    std::unique_ptr<LayerPool> m_own;
    LayerPool &m_pool;
    oci::Digest m_chain;
    std::vector<std::string> m_chainHexes;
    std::vector<oci::Digest> m_diffIds;
    bool m_complete = false;
};

// Every layer of an image that is in the store, where it is not there yet.
[[nodiscard]] Status unpackStored(const Store &store, const StoredImage &image, const UnpackOptions &options);

} // namespace tare::image
