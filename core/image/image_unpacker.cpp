// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/image_unpacker.h"

#include "core/image/layer_pool.h"
#include "core/image/layer_record.h"

namespace tare::image {

ImageUnpacker::ImageUnpacker(const Paths &paths, WorkFolder &work, const UnpackOptions &options)
    : m_paths(paths), m_work(work), m_own(std::make_unique<LayerPool>(paths, work, options)), m_pool(*m_own)
{
}

ImageUnpacker::ImageUnpacker(const Paths &paths, WorkFolder &work, LayerPool &pool)
    : m_paths(paths), m_work(work), m_pool(pool), m_complete(true)
{
}

ImageUnpacker::~ImageUnpacker() = default;

Status ImageUnpacker::add(const LayerBlob &blob, const oci::Digest &diffId, const BlobBytes &bytes, const std::string &name)
{
    m_chain = oci::nextChainId(m_chain, diffId);
    LayerJob job;
    job.blob = blob;
    job.diffId = diffId;
    job.bytes = bytes;
    job.lower = m_chainHexes;
    job.chainHex = m_chain.hex();
    job.name = name;
    m_chainHexes.push_back(m_chain.hex());
    m_diffIds.push_back(diffId);
    return m_pool.add(std::move(job));
}

Status ImageUnpacker::supply(std::size_t layer, const BlobBytes &bytes)
{
    return m_pool.supply(m_chainHexes.at(layer), bytes);
}

Status ImageUnpacker::complete()
{
    if (std::exchange(m_complete, true))
        return {};
    TARE_CHECK(m_pool.wait());
    return m_pool.publish();
}

LayerBlob ImageUnpacker::blob(std::size_t layer) const { return m_pool.blobOf(m_chainHexes[layer], m_diffIds[layer]); }

Status ImageUnpacker::finish(const oci::Digest &imageId)
{
    TARE_CHECK(complete());
    TARE_TRY(m_work.keepBlob(imageId));
    // A sweep takes away what looks like the temporary file of somebody who was killed.
    const FileLock store = TARE_TRY(lockStore(m_paths));
    return writeChain(m_paths, imageId, m_chainHexes);
}

Status unpackStored(const Store &store, const StoredImage &image, const UnpackOptions &options)
{
    if (image.layers.size() != image.config.diffIds.size())
        return fail(Errc::CorruptArchive, image.id.text(), "its manifest and its configuration name different numbers of layers");
    WorkFolder work = TARE_TRY(WorkFolder::create(store.paths()));
    ImageUnpacker unpacker(store.paths(), work, options);
    for (std::size_t i = 0; i < image.layers.size(); ++i) {
        BlobBytes bytes;
        bytes.file = store.blobPath(image.layers[i].digest);
        TARE_CHECK(unpacker.add(image.layers[i], image.config.diffIds[i], bytes));
    }
    TARE_CHECK(unpacker.finish(image.id));
    return emptyTrash(store.paths());
}

} // namespace tare::image
