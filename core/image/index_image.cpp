// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/index_image.h"

#include "core/base/file.h"
#include "core/image/documents_read.h"
#include "core/image/inspect/index_files.h"
#include "core/image/layer/index_tap.h"
#include "core/image/stream/byte_source.h"
#include "core/image/stream/inflate.h"

#include <algorithm>
#include <atomic>
#include <fcntl.h>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <sys/stat.h>
#include <thread>

namespace tare::image {
namespace {

constexpr std::int64_t gib = 1LL << 30U;

std::int64_t sizeOf(int fd)
{
    struct stat st
    {};
    return ::fstat(fd, &st) == 0 ? st.st_size : 0;
}

// `file`: where it may write meanwhile.
Status indexOne(const Store &store, const LayerBlob &blob, const oci::Digest &diffId, const HashKey &key,
                const std::string &file, const UnpackOptions &options)
{
    const std::string name = blob.digest.text();
    UniqueFd fd = TARE_TRY(openFile(store.blobPath(blob.digest), O_RDONLY | O_NOFOLLOW));
    const std::int64_t size = sizeOf(fd.get());
    auto read = [&](std::int64_t count) {
        if (options.progress)
            options.progress({blob.digest.shortHex(), Progress::Phase::Working, count, size, {}});
    };
    const std::int64_t automatic = std::clamp(100 * std::min<std::int64_t>(size, 2 * gib), gib, 128 * gib);
    const std::int64_t limit = options.maxUnpacked > 0 ? options.maxUnpacked : automatic;
    oci::Hasher hasher(diffId.algorithm());
    std::int64_t tarSize = 0;
    Source source = fileSource(std::move(fd), name, options.cancel, read);
    source = TARE_TRY(inflatingSource(std::move(source), name));
    source = limitedSource(std::move(source), limit + limit / 4 + (1LL << 20U), name);
    source = threadedSource(std::move(source));
    source = threadedSource(hashingSource(std::move(source), hasher, tarSize));
    IndexTap tap(key);
    TARE_CHECK(indexLayer(*source, name, std::max<std::int64_t>(1'000'000, options.maxUnpacked / 1024), limit, tap));
    TARE_CHECK(drain(*source));
    source.reset(); // joins the threads that feed the hash
    const oci::Digest got = hasher.finish();
    if (got != diffId)
        return fail(Errc::DigestMismatch, diffId.text(), "layer " + name + " unpacks to " + got.text());
    const IndexBytes index = TARE_TRY(tap.finish(diffId.text(), tarSize));
    TARE_CHECK(writeIndexFile(file, index));
    TARE_CHECK(publishIndex(store.paths(), diffId.text(), file));
    if (options.progress)
        options.progress({blob.digest.shortHex(), Progress::Phase::Done, size, size, {}});
    return {};
}

// The first error of `count` pieces of work, two at a time.
Status inParallel(std::size_t count, const std::function<Status(std::size_t)> &work)
{
    std::atomic<std::size_t> next = 0;
    std::mutex mutex;
    std::optional<Error> failure;
    auto run = [&] {
        for (std::size_t i = next++; i < count; i = next++) {
            const Status done = work(i);
            const std::scoped_lock lock(mutex);
            if (!done && !failure)
                failure = done.error();
            if (failure)
                return;
        }
    };
    if (count > 1) {
        std::thread other(run);
        run();
        other.join();
    } else {
        run();
    }
    return failure ? Status(tl::unexpected<Error>(std::move(*failure))) : Status();
}

} // namespace

Status indexStored(const Store &store, const StoredImage &image, const UnpackOptions &options)
{
    if (image.layers.size() != image.config.diffIds.size())
        return fail(Errc::CorruptArchive, image.id.text(), "its manifest and its configuration name different numbers of layers");
    const HashKey key = TARE_TRY(indexKey(store.paths()));
    WorkFolder work = TARE_TRY(WorkFolder::create(store.paths()));
    std::vector<std::size_t> missing;
    std::set<std::string> known;
    for (std::size_t l = 0; l < image.layers.size(); ++l) {
        const std::string diffId = image.config.diffIds[l].text();
        if (known.insert(diffId).second && !readIndex(store.paths(), diffId))
            missing.push_back(l);
    }
    // The largest first, so that none is left alone at the end.
    std::stable_sort(missing.begin(), missing.end(),
                     [&](std::size_t a, std::size_t b) { return image.layers[a].size > image.layers[b].size; });
    return inParallel(missing.size(), [&](std::size_t i) {
        return indexOne(store, image.layers[missing[i]], image.config.diffIds[missing[i]], key,
                        work.file("index-" + std::to_string(i)), options);
    });
}

Result<std::vector<std::string>> verifyStored(const Store &store, const StoredImage &image, const UnpackOptions &options)
{
    const ImageDocuments documents = TARE_TRY(readDocuments(store, image));
    std::mutex mutex;
    std::vector<std::string> good;
    const Status hashed = inParallel(documents.all.size(), [&](std::size_t i) -> Status {
        const ImageDocument &d = documents.all[i];
        if (d.digest.empty() || d.check != ImageDocument::Check::NotChecked)
            return {};
        const oci::Digest digest = TARE_TRY(oci::Digest::parse(d.digest));
        UniqueFd fd = TARE_TRY(openFile(store.blobPath(digest), O_RDONLY | O_NOFOLLOW));
        auto read = [&](std::int64_t count) {
            if (options.progress)
                options.progress({digest.shortHex(), Progress::Phase::Verifying, count, d.size, {}});
        };
        oci::Hasher hasher(digest.algorithm());
        std::int64_t count = 0;
        const Source source = hashingSource(fileSource(std::move(fd), d.digest, options.cancel, read), hasher, count);
        TARE_CHECK(drain(*source));
        if (hasher.finish() == digest) {
            const std::scoped_lock lock(mutex);
            good.push_back(d.digest);
        }
        return {};
    });
    TARE_CHECK(hashed);
    std::sort(good.begin(), good.end());
    return good;
}

} // namespace tare::image
