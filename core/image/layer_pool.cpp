// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/layer_pool.h"

#include "core/base/file.h"
#include "core/image/inspect/index_files.h"
#include "core/image/layer/apply_layer.h"
#include "core/image/layer/index_tap.h"
#include "core/image/layer_record.h"
#include "core/image/store_write.h"
#include "core/image/stream/byte_source.h"
#include "core/image/stream/inflate.h"
#include "core/runtime/userns/userns.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace tare::image {
namespace {

constexpr std::int64_t gib = 1LL << 30U;
constexpr std::int64_t reserve = 32LL << 20U; // left free for whoever else lives on the file system

// Stops before the file system is full, so that other programs do not meet the full disk instead of us; and when another
// layer has failed.
class GuardedSource final : public ByteSource
{
public:
    GuardedSource(Source inner, std::string folder, const std::atomic<bool> &stop)
        : m_inner(std::move(inner)), m_folder(std::move(folder)), m_stop(stop)
    {
    }
    Result<std::string_view> next() override
    {
        if (m_stop)
            return fail(Errc::Cancelled, m_folder);
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
    const std::atomic<bool> &m_stop;
    std::int64_t m_since = 0;
};

} // namespace

struct LayerPool::Task
{
    LayerJob job;
    LayerBlob blob;        // with its digest, once that is known
    std::string folder;    // in the work folder, until published; empty: the store has the layer
    std::string blobFile;  // to become the store's blob; empty: the store has it
    std::string shown;     // in progress
    bool blobOnly = false; // the layer is another task's
    bool indexed = false;  // there is `index` in the folder
    bool done = false;
    std::size_t number = 0; // in the order of their coming

    [[nodiscard]] std::string name() const { return blob.digest.empty() ? job.name : blob.digest.text(); }
};

LayerPool::LayerPool(const Paths &paths, WorkFolder &work, const UnpackOptions &options)
    : m_paths(paths), m_work(work), m_options(options), m_userNamespace(userns::inside()),
      m_budget(options.maxUnpacked > 0 ? options.maxUnpacked : 128 * gib),
      m_waiting([](const Task *a, const Task *b) { return a->number < b->number; })
{
}

LayerPool::~LayerPool()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_stop = true;
    }
    m_changed.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
    if (m_flusher.joinable())
        m_flusher.join();
}

void LayerPool::tell(const Progress &progress)
{
    if (!m_options.progress)
        return;
    const std::scoped_lock lock(m_progressMutex);
    m_options.progress(progress);
}

Status LayerPool::add(LayerJob job)
{
    const std::scoped_lock lock(m_mutex);
    if (m_failure)
        return tl::unexpected<Error>(*m_failure);
    std::string key = job.chainHex;
    const auto known = m_tasks.find(key); // of two images, or one image twice
    const bool blobOnly = known != m_tasks.end();
    if (blobOnly) {
        // The same files in another compression: its manifest names that blob.
        if (job.blob.digest.empty() || job.blob.digest == known->second->job.blob.digest)
            return {};
        key += "/" + job.blob.digest.text();
        if (m_tasks.contains(key))
            return {};
    }
    auto task = std::make_unique<Task>();
    task->blobOnly = blobOnly;
    task->blob = job.blob;
    task->job = std::move(job);
    task->shown = task->blob.digest.empty() ? task->job.diffId.shortHex() : task->blob.digest.shortHex();
    Task &added = *task;
    added.number = m_order.size();
    m_order.push_back(&added);
    m_tasks.emplace(std::move(key), std::move(task));
    if (!added.job.bytes.file.empty())
        enqueue(added);
    return {};
}

Status LayerPool::supply(const std::string &chainHex, BlobBytes bytes)
{
    const std::scoped_lock lock(m_mutex);
    if (m_failure)
        return tl::unexpected<Error>(*m_failure);
    const auto it = m_tasks.find(chainHex);
    if (it == m_tasks.end() || !it->second->job.bytes.file.empty())
        return {};
    it->second->job.bytes = std::move(bytes);
    enqueue(*it->second);
    return {};
}

void LayerPool::enqueue(Task &task)
{
    m_waiting.insert(&task);
    startThread();
    m_changed.notify_all();
}

// One for what waits, unless somebody is free or enough are at work.
void LayerPool::startThread()
{
    const std::size_t most = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 2, 3);
    if (!m_stop && m_waiting.size() > m_idle && m_threads.size() - m_blocked < most && mayBegin())
        m_threads.emplace_back([this] { work(); });
}

// A thread whose layer waits for those below holds that layer's buffers. A few may; then only a layer that will not wait
// is begun, and there always is one: the lowest of those that are not done.
bool LayerPool::mayBegin() const
{
    if (m_waiting.empty())
        return false;
    const std::vector<std::string> &lower = (*m_waiting.begin())->job.lower;
    return m_blocked < 4 || std::all_of(lower.begin(), lower.end(), [this](const std::string &hex) {
               const auto below = m_tasks.find(hex);
               return below == m_tasks.end() || below->second->done;
           });
}

void LayerPool::work()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        ++m_idle;
        m_changed.wait(lock, [this] { return m_stop || mayBegin(); });
        --m_idle;
        if (m_stop)
            return;
        Task &task = **m_waiting.begin();
        m_waiting.erase(m_waiting.begin());
        lock.unlock();
        Status done = run(task);
        lock.lock();
        if (!done) {
            // What was only given up because of another failure is none.
            if (!m_stop)
                m_failure = std::move(done).error();
            m_stop = true;
        }
        task.done = done.has_value();
        if (task.done && !task.folder.empty()) {
            ++m_toFlush;
            if (!m_flusher.joinable())
                m_flusher = std::thread([this] { flush(); });
        }
        m_changed.notify_all();
    }
}

// The disk writes one layer while the next is unpacked.
void LayerPool::flush()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        m_changed.wait(lock, [this] { return m_stop || m_toFlush > 0; });
        if (m_stop)
            return;
        m_toFlush = 0;
        lock.unlock();
        const UniqueFd fd(::open(m_work.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (fd)
            ::syncfs(fd.get()); // publish() does it again, and looks at the answer
        lock.lock();
    }
}

Status LayerPool::wait()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] {
        return m_stop || std::all_of(m_order.begin(), m_order.end(), [](const Task *task) { return task->done; });
    });
    m_stop = true; // also after success: the threads end
    lock.unlock();
    m_changed.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
    m_threads.clear();
    if (m_flusher.joinable())
        m_flusher.join();
    return m_failure ? Status(tl::unexpected<Error>(*m_failure)) : Status();
}

Result<std::vector<std::string>> LayerPool::lowerOf(const Task &task)
{
    std::vector<std::string> out;
    std::unique_lock lock(m_mutex);
    for (const std::string &hex : task.job.lower) {
        const auto below = m_tasks.find(hex);
        if (below == m_tasks.end())
            return fail(Errc::Internal, task.name(), "a layer below it was not given");
        if (!below->second->done) {
            ++m_blocked;
            startThread();
            m_changed.wait(lock, [&] { return m_stop || below->second->done; });
            --m_blocked;
        }
        if (!below->second->done)
            return fail(Errc::Cancelled, task.name());
        out.push_back((below->second->folder.empty() ? layerDir(m_paths, hex) : below->second->folder) + "/diff");
    }
    return out;
}

Status LayerPool::run(Task &task)
{
    bool hasBlob = false, hasLayer = false;
    {
        const std::scoped_lock lock(m_workMutex);
        hasBlob = !task.blob.digest.empty() && TARE_TRY(m_work.keepBlob(task.blob.digest));
        hasLayer = task.blobOnly || TARE_TRY(m_work.keepLayer(task.job.chainHex));
        if (!hasLayer)
            task.folder = m_work.fresh("layer-");
        if (!hasBlob)
            task.blobFile = task.job.bytes.mine ? task.job.bytes.file : m_work.fresh("blob-");
    }
    if (hasBlob && hasLayer) {
        tell({task.shown, Progress::Phase::AlreadyHere, task.blob.size, task.blob.size, {}});
        return {};
    }
    if (hasBlob)
        task.job.bytes.isPart = false;
    TARE_CHECK(unpack(task));
    if (task.blobFile.empty() || !task.job.blob.digest.empty())
        return {};
    const std::scoped_lock lock(m_workMutex); // learnt just now
    if (TARE_TRY(m_work.keepBlob(task.blob.digest))) {
        ::unlink(task.blobFile.c_str());
        task.blobFile.clear();
    }
    return {};
}

Status LayerPool::unpack(Task &task)
{
    const BlobBytes &bytes = task.job.bytes;
    const oci::Digest &diffId = task.job.diffId;
    const std::string name = task.name();
    UniqueFd fd = TARE_TRY(openFile(bytes.file, O_RDONLY));
    struct stat st
    {};
    if (::fstat(fd.get(), &st) != 0)
        return failSystem("look at", bytes.file);
    const std::int64_t size = bytes.size >= 0 ? bytes.size : st.st_size - bytes.offset;
    task.blob.size = size;
    const auto read = [&](std::int64_t count) { tell({task.shown, Progress::Phase::Unpacking, count, size, {}}); };

    UniqueFd copy;
    if (bytes.isPart && !task.blobFile.empty())
        copy = TARE_TRY(openFile(task.blobFile, O_WRONLY | O_CREAT | O_EXCL));
    const std::string algorithm = task.blob.digest.empty() ? "sha256" : task.blob.digest.algorithm();
    oci::Hasher blobHash(algorithm), diffHash(diffId.algorithm());
    std::int64_t blobBytes = 0, diffBytes = 0;
    Source source = partSource(std::move(fd), name, bytes.offset, size, m_options.cancel, read);
    if (!bytes.verified)
        source = copyingSource(std::move(source), blobHash, blobBytes, copy.get(), task.blobFile);
    if (!task.folder.empty()) {
        TARE_CHECK(makeDirs(task.folder + "/diff", 0700));
        Compression compression = Compression::None;
        source = TARE_TRY(inflatingSource(std::move(source), name, &compression));
        const std::int64_t automatic = std::clamp(100 * std::min<std::int64_t>(size, 2 * gib), gib, 128 * gib);
        const std::int64_t limit = m_options.maxUnpacked > 0 ? m_options.maxUnpacked : automatic;
        // Headers and padding come on top of what the files hold: an honest image at the limit must pass.
        source = limitedSource(std::move(source), limit + limit / 4 + (1LL << 20U), name);
        source = threadedSource(std::move(source));
        // A plain blob is its own diff id.
        const bool same = compression == Compression::None && diffId.algorithm() == algorithm;
        if (!same)
            source = hashingSource(std::move(source), diffHash, diffBytes);
        source = std::make_unique<GuardedSource>(std::move(source), task.folder, m_stop);

        ApplyOptions options;
        options.name = name;
        options.findLower = [this, &task] { return lowerOf(task); };
        options.maxBytes = limit;
        options.budget = &m_budget;
        options.maxEntries = std::max<std::int64_t>(1'000'000, m_options.maxUnpacked / 1024);
        options.userNamespace = m_userNamespace;
        std::optional<IndexTap> tap;
        if (const auto key = keyFor(diffId)) {
            tap.emplace(*key);
            options.tap = &*tap;
        }
        const Applied applied = TARE_TRY(applyLayer(*source, task.folder + "/diff", options));
        TARE_CHECK(drain(*source)); // what follows the end marker belongs to the digest too
        source.reset();             // joins the thread that feeds the hash
        const oci::Digest whole = bytes.verified ? task.blob.digest : blobHash.finish();
        if (!bytes.verified)
            TARE_CHECK(take(task, whole));
        const oci::Digest got = same ? whole : diffHash.finish();
        if (got != diffId)
            return fail(Errc::DigestMismatch, diffId.text(), "layer " + name + " unpacks to " + got.text());
        // It becomes durable with the layer. Without one the layer is as good: it is made when somebody looks.
        if (tap) {
            if (const auto index = tap->finish(diffId.text(), same ? size : diffBytes))
                task.indexed = writeIndexFile(task.folder + "/index", *index).has_value();
        }
        const UniqueFd meta = TARE_TRY(openFile(task.folder + "/meta", O_WRONLY | O_CREAT | O_EXCL));
        TARE_CHECK(writeAll(meta.get(), layerMetaText({applied.size, applied.entries, diffId})));
    } else if (!bytes.verified) {
        source = std::make_unique<GuardedSource>(std::move(source), m_work.path(), m_stop);
        TARE_CHECK(drain(*source));
        source.reset();
        TARE_CHECK(take(task, blobHash.finish()));
    }
    tell({task.shown, Progress::Phase::Done, size, size, {}});
    return {};
}

// Nothing when the layer has an index.
std::optional<HashKey> LayerPool::keyFor(const oci::Digest &diffId)
{
    const std::scoped_lock lock(m_workMutex); // the first of all makes the key
    if (readIndex(m_paths, diffId.text()))
        return std::nullopt;
    const auto key = indexKey(m_paths);
    return key ? std::optional(*key) : std::nullopt;
}

Status LayerPool::take(Task &task, const oci::Digest &digest)
{
    if (task.blob.digest.empty()) {
        task.blob.digest = digest;
        return {};
    }
    if (digest != task.blob.digest)
        return fail(Errc::DigestMismatch, task.blob.digest.text(), "its bytes are " + digest.text());
    return {};
}

LayerBlob LayerPool::blobOf(const std::string &chainHex, const oci::Digest &diffId) const
{
    const std::scoped_lock lock(m_mutex);
    const auto task = m_tasks.find(chainHex);
    return task == m_tasks.end() || task->second->job.diffId != diffId ? LayerBlob() : task->second->blob;
}

Status LayerPool::publish()
{
    const bool any = std::any_of(m_order.begin(), m_order.end(), [](const Task *task) {
        return !task->folder.empty() || !task->blobFile.empty();
    });
    if (!any)
        return {};
    const UniqueFd work = TARE_TRY(openFile(m_work.path(), O_RDONLY | O_DIRECTORY));
    if (::syncfs(work.get()) != 0)
        return failSystem("syncfs", m_work.path());
    std::set<std::string> folders;
    for (const Task *task : m_order) {
        if (task->blobFile.empty())
            continue;
        const oci::Digest &digest = task->blob.digest;
        const std::string folder = m_paths.images() + "/blobs/" + digest.algorithm();
        if (folders.insert(folder).second)
            TARE_CHECK(makeDirs(folder, 0700));
        if (::rename(task->blobFile.c_str(), (folder + "/" + digest.hex()).c_str()) != 0 && errno != ENOENT)
            return failSystem("publish blob", digest.text()); // ENOENT: two layers, one blob
    }
    for (const std::string &folder : folders)
        TARE_CHECK(syncDir(folder));
    for (Task *task : m_order) {
        if (task->folder.empty())
            continue;
        if (task->indexed)
            (void)::rename((task->folder + "/index").c_str(), indexFile(m_paths, task->job.diffId.text()).c_str());
        if (::rename(task->folder.c_str(), layerDir(m_paths, task->job.chainHex).c_str()) != 0) {
            if (errno != EEXIST && errno != ENOTEMPTY) // otherwise somebody was quicker with the same bytes
                return failSystem("publish layer", task->job.chainHex);
            TARE_CHECK(removeTree(task->folder));
        }
        task->folder.clear();
    }
    return syncDir(m_paths.layers());
}

} // namespace tare::image
