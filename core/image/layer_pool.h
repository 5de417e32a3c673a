// SPDX-License-Identifier: GPL-3.0-or-later
// Layers of one or several images, from blobs to folders, a few at once. A layer needs those below it only where it speaks
// of what is not in itself (a whiteout, a hard link, a folder it did not name): then it waits for them. Nothing is
// published before everything was seen to be right and the file system was told once to keep it (syncfs(2)).
#pragma once

#include "core/base/paths.h"
#include "core/base/result.h"
#include "core/image/image_unpacker.h"
#include "core/image/inspect/index_hash.h"
#include "core/image/work_folder.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace tare::image {

// Where a blob's bytes are: a file of their own, or a part of an archive.
struct BlobBytes
{
    std::string file;
    std::int64_t offset = 0;
    std::int64_t size = -1;  // -1: to the end of the file
    bool verified = false;   // its digest was seen to match, or was made from its bytes
    bool isPart = false;     // of an archive: a blob that the store lacks is copied out of it
    bool mine = false;       // a file of the work folder, which may become the store's blob
};

struct LayerJob
{
    LayerBlob blob; // an empty digest: it is learnt from the bytes
    oci::Digest diffId;
    BlobBytes bytes;
    std::vector<std::string> lower; // chain ids of the layers below, lowest first; given to add() before
    std::string chainHex;
    std::string name; // for errors, when there is no digest yet
};

class LayerPool
{
public:
    LayerPool(const Paths &paths, WorkFolder &work, const UnpackOptions &options);
    ~LayerPool(); // what is under way is given up
    LayerPool(const LayerPool &) = delete;
    LayerPool &operator=(const LayerPool &) = delete;

    // Starts as soon as a thread is free; without a file in `bytes`, as soon as that is supplied. Layers must be given
    // lowest first. The first failure so far.
    [[nodiscard]] Status add(LayerJob job);
    // Where the bytes of a layer are that was added without; in any order.
    [[nodiscard]] Status supply(const std::string &chainHex, BlobBytes bytes);
    // Waits for all. DigestMismatch, CorruptArchive, UnsafePath, TooLarge, NoSpace: of the layer that failed first.
    [[nodiscard]] Status wait();
    // After wait(): what is right becomes durable, then the store's: blobs, then layers.
    [[nodiscard]] Status publish();
    // After wait(): the digest and the size of a layer's blob.
    [[nodiscard]] LayerBlob blobOf(const std::string &chainHex, const oci::Digest &diffId) const;

private:
    struct Task;
    void work();
    void enqueue(Task &task);
    void startThread();
    [[nodiscard]] bool mayBegin() const;
    [[nodiscard]] Status run(Task &task);
    [[nodiscard]] Status unpack(Task &task);
    [[nodiscard]] std::optional<HashKey> keyFor(const oci::Digest &diffId);
    [[nodiscard]] static Status take(Task &task, const oci::Digest &digest);
    [[nodiscard]] Result<std::vector<std::string>> lowerOf(const Task &task);
    void flush();
    void tell(const Progress &progress);

    Paths m_paths;
    WorkFolder &m_work;
    UnpackOptions m_options;
    bool m_userNamespace;
    std::atomic<std::int64_t> m_budget;
    std::mutex m_progressMutex, m_workMutex;

    mutable std::mutex m_mutex; // of what follows
    std::condition_variable m_changed;
    std::map<std::string, std::unique_ptr<Task>> m_tasks; // by chain id
    std::vector<Task *> m_order;
    std::set<Task *, bool (*)(const Task *, const Task *)> m_waiting; // lowest first
    std::optional<Error> m_failure;
    std::atomic<bool> m_stop = false;
    std::vector<std::thread> m_threads;
    std::size_t m_idle = 0;
    std::size_t m_blocked = 0; // threads whose layer waits for those below it
    int m_toFlush = 0; // layers that were finished since the last syncfs began
    std::thread m_flusher;
};

} // namespace tare::image
