// SPDX-License-Identifier: GPL-3.0-or-later
// The folder of one long piece of work (a load, a pull, an unpack) on the store's file system. A lock that its owner
// holds tells it from a leftover of a killed program, and what it names as kept is safe from the sweep of a removal
// that happens meanwhile, although no image refers to it yet.
#pragma once

#include "core/base/lock.h"
#include "core/base/paths.h"
#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/oci/digest.h"

#include <string>
#include <vector>

namespace tare::image {

// The one lock that writers of the store take. Held for moments only, never while bytes are copied.
[[nodiscard]] Result<FileLock> lockStore(const Paths &paths);

class WorkFolder
{
public:
    [[nodiscard]] static Result<WorkFolder> create(const Paths &paths);
    ~WorkFolder();
    WorkFolder(WorkFolder &&) noexcept = default;
    WorkFolder &operator=(WorkFolder &&) = delete;

    [[nodiscard]] const std::string &path() const { return m_path; }
    [[nodiscard]] std::string file(const std::string &name) const { return m_path + "/" + name; }
    // A file name in this folder that nobody else got.
    [[nodiscard]] std::string fresh(const std::string &prefix);

    // Keeps it from now on; answers whether it is already in the store.
    [[nodiscard]] Result<bool> keepBlob(const oci::Digest &digest);
    [[nodiscard]] Result<bool> keepLayer(const std::string &chainHex);

private:
    WorkFolder(const Paths &paths, std::string path, FileLock lock, UniqueFd keep)
        : m_paths(paths), m_path(std::move(path)), m_lock(std::move(lock)), m_keep(std::move(keep))
    {
    }
    Status note(const std::string &line);

    Paths m_paths;
    std::string m_path; // empty once moved from
    FileLock m_lock;
    UniqueFd m_keep;
    unsigned int m_serial = 0;
};

// What living work keeps ("sha256:…" of blobs, hex of layers), and the folders of dead work. Only while the store's
// lock is held.
struct WorkState
{
    std::vector<std::string> kept;
    std::vector<std::string> dead; // paths
};
[[nodiscard]] Result<WorkState> surveyWork(const Paths &paths);

// Whether somebody died at work, or before the trash was empty; without the store's lock, one readdir(3) when there is
// nothing.
[[nodiscard]] bool hasDeadWork(const Paths &paths);

// Moves a folder out of sight, to be removed by emptyTrash().
[[nodiscard]] Status moveToTrash(const Paths &paths, const std::string &path);
// Removes what is in the trash. Files of subordinate ids need the help of tare-image.
[[nodiscard]] Status emptyTrash(const Paths &paths);

} // namespace tare::image
