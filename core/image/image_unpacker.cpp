// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/image_unpacker.h"

#include "core/base/file.h"
#include "core/image/inspect/index_files.h"
#include "core/image/layer/apply_layer.h"
#include "core/image/layer/index_tap.h"
#include "core/image/layer_record.h"
#include "core/image/stream/byte_source.h"
#include "core/image/stream/inflate.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace tare::image {
namespace {

constexpr std::int64_t gib = 1LL << 30U;
constexpr std::int64_t reserve = 32LL << 20U; // left free for whoever else lives on the file system

// Stops before the file system is full, so that other programs do not meet the full disk instead of us.
class SpaceSource final : public ByteSource
{
public:
    SpaceSource(Source inner, std::string folder) : m_inner(std::move(inner)), m_folder(std::move(folder)) {}
    Result<std::string_view> next() override
    {
        const std::string_view piece = TARE_TRY(m_inner->next());
        m_since += static_cast<std::int64_t>(piece.size());
        struct statvfs fs
        {};
        if (m_since >= (16 << 20) && ::statvfs(m_folder.c_str(), &fs) == 0) {
            m_since = 0;
            if (static_cast<std::int64_t>(fs.f_bavail) * static_cast<std::int64_t>(fs.f_frsize) < reserve)
                return fail(Errc::NoSpace, m_folder, "less than 32 MiB are left while unpacking");
        }
        return piece;
    }

private:
    Source m_inner;
    std::string m_folder;
    std::int64_t m_since = 0;
};

} // namespace

ImageUnpacker::ImageUnpacker(const Paths &paths, WorkFolder &work, const UnpackOptions &options)
    : m_paths(paths), m_work(work), m_options(options)
{
}

Status ImageUnpacker::add(const LayerBlob &blob, const oci::Digest &diffId, const std::string &file, bool verified)
{
    m_chain = oci::nextChainId(m_chain, diffId);
    const std::string hex = m_chain.hex();
    if (TARE_TRY(m_work.keepLayer(hex))) {
        if (m_options.progress)
            m_options.progress({blob.digest.shortHex(), Progress::Phase::AlreadyHere, blob.size, blob.size, {}});
    } else {
        TARE_CHECK(unpack(blob, diffId, file, verified, hex));
    }
    m_chainHexes.push_back(hex);
    return {};
}

Status ImageUnpacker::unpack(const LayerBlob &blob, const oci::Digest &diffId, const std::string &file, bool verified,
                             const std::string &chainHex)
{
    const std::string name = blob.digest.text();
    const std::string folder = m_work.fresh("layer-");
    TARE_CHECK(makeDirs(folder + "/diff", 0700));

    UniqueFd fd = TARE_TRY(openFile(file, O_RDONLY));
    struct stat st
    {};
    if (::fstat(fd.get(), &st) != 0)
        return failSystem("look at", file);
    auto read = [&](std::int64_t count) {
        if (m_options.progress)
            m_options.progress({blob.digest.shortHex(), Progress::Phase::Unpacking, count, st.st_size, {}});
    };
    const std::int64_t automatic = std::clamp(100 * std::min<std::int64_t>(st.st_size, 2 * gib), gib, 128 * gib);
    const std::int64_t limit = (m_options.maxUnpacked > 0 ? m_options.maxUnpacked : automatic);
    const std::int64_t left = std::max<std::int64_t>(limit - m_unpacked, 0);

    oci::Hasher blobHash(blob.digest.algorithm());
    oci::Hasher diffHash(diffId.algorithm());
    std::int64_t blobBytes = 0;
    std::int64_t diffBytes = 0;
    Source source = fileSource(std::move(fd), name, m_options.cancel, read);
    if (!verified)
        source = hashingSource(std::move(source), blobHash, blobBytes);
    Compression compression = Compression::None;
    source = TARE_TRY(inflatingSource(std::move(source), name, &compression));
    // Headers and padding come on top of what the files hold: an honest image at the limit must pass.
    source = limitedSource(std::move(source), left + left / 4 + (1LL << 20U), name);
    if (compression != Compression::None)
        source = threadedSource(std::move(source));
    // A plain blob that was verified is its own diff id.
    const bool same = verified && compression == Compression::None && blob.digest == diffId;
    if (!same)
        source = threadedSource(hashingSource(std::move(source), diffHash, diffBytes));
    source = std::make_unique<SpaceSource>(std::move(source), folder);

    ApplyOptions options;
    options.name = name;
    for (const std::string &hex : m_chainHexes)
        options.lower.push_back(layerDir(m_paths, hex) + "/diff");
    options.maxBytes = left;
    options.maxEntries = std::max<std::int64_t>(1'000'000, m_options.maxUnpacked / 1024);
    options.userNamespace = inUserNamespace();
    std::optional<IndexTap> tap;
    if (const auto key = readIndex(m_paths, diffId.text()) ? Result<HashKey>(fail(Errc::NameInUse, "index")) : indexKey(m_paths)) {
        tap.emplace(*key);
        options.tap = &*tap;
    }
    const Applied applied = TARE_TRY(applyLayer(*source, folder + "/diff", options));
    TARE_CHECK(drain(*source)); // what follows the end marker belongs to the digest too
    source.reset();             // joins the threads that feed the hashes
    if (!verified) {
        const oci::Digest got = blobHash.finish();
        if (got != blob.digest)
            return fail(Errc::DigestMismatch, name, "its bytes are " + got.text());
    }
    if (!same) {
        const oci::Digest got = diffHash.finish();
        if (got != diffId)
            return fail(Errc::DigestMismatch, diffId.text(), "layer " + name + " unpacks to " + got.text());
    }
    m_unpacked += applied.size;

    // It becomes durable with the layer. Without one the layer is as good: it is made when somebody looks.
    const std::string indexHere = folder + "/index";
    bool indexed = false;
    if (tap) {
        if (const auto index = tap->finish(diffId.text(), same ? st.st_size : diffBytes))
            indexed = writeIndexFile(indexHere, *index).has_value();
    }
    TARE_CHECK(writeFileAtomic(folder + "/meta", layerMetaText({applied.size, applied.entries, diffId})));
    const UniqueFd sync = TARE_TRY(openFile(folder, O_RDONLY | O_DIRECTORY));
    if (::syncfs(sync.get()) != 0)
        return failSystem("syncfs", folder);
    if (indexed)
        (void)::rename(indexHere.c_str(), indexFile(m_paths, diffId.text()).c_str());
    if (::rename(folder.c_str(), layerDir(m_paths, chainHex).c_str()) != 0) {
        if (errno != EEXIST && errno != ENOTEMPTY) // otherwise somebody was quicker with the same bytes
            return failSystem("publish layer", chainHex);
        return removeTree(folder);
    }
    TARE_CHECK(syncDir(m_paths.layers()));
    if (m_options.progress)
        m_options.progress({blob.digest.shortHex(), Progress::Phase::Done, st.st_size, st.st_size, {}});
    return {};
}

Status ImageUnpacker::finish(const oci::Digest &imageId)
{
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
        TARE_TRY(work.keepBlob(image.layers[i].digest));
        TARE_CHECK(unpacker.add(image.layers[i], image.config.diffIds[i], store.blobPath(image.layers[i].digest), false));
    }
    TARE_CHECK(unpacker.finish(image.id));
    return emptyTrash(store.paths());
}

} // namespace tare::image
