// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/work_folder.h"

#include "core/base/file.h"
#include "core/base/programs.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"

#include <cerrno>
#include <fcntl.h>
#include <linux/fs.h>
#include <memory>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

namespace tare::image {
namespace {

constexpr char workPrefix[] = "op-";
constexpr char trashPrefix[] = "trash-";

// Its owner's lock file can be locked by us: the owner is gone.
bool isDead(const std::string &folder)
{
    const UniqueFd lock(::open((folder + "/lock").c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
    if (!lock)
        return errno == ENOENT;
    return ::flock(lock.get(), LOCK_EX | LOCK_NB) == 0;
}

// ext4 puts a folder's files into its parent's neighbourhood, and looks there at every inode that was deleted in the last
// minutes before it takes another one: unpacking just after something large was removed took ten times as long. What is
// in this folder has nothing to do with one another, so it is spread over the disk (chattr(1), T). A hint: other file
// systems know none.
void spreadOut(const std::string &folder)
{
    const UniqueFd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    int flags = 0;
    if (!fd || ::ioctl(fd.get(), FS_IOC_GETFLAGS, &flags) != 0)
        return;
    flags |= FS_TOPDIR_FL;
    (void)::ioctl(fd.get(), FS_IOC_SETFLAGS, &flags);
}

} // namespace

Result<FileLock> lockStore(const Paths &paths)
{
    return FileLock::acquire(paths.root + "/store.lock", FileLock::Mode::Exclusive);
}

Result<WorkFolder> WorkFolder::create(const Paths &paths)
{
    // Under the store's lock, so that nobody sees the folder before its own lock is held.
    const FileLock store = TARE_TRY(lockStore(paths));
    TARE_CHECK(makeDirs(paths.temporary(), 0700));
    std::string path = paths.temporary() + "/" + workPrefix + randomHex(8);
    TARE_CHECK(makeDirs(path, 0700));
    spreadOut(path);
    FileLock lock = TARE_TRY(FileLock::acquire(path + "/lock", FileLock::Mode::Exclusive));
    UniqueFd keep = TARE_TRY(openFile(path + "/keep", O_WRONLY | O_CREAT | O_APPEND));
    return WorkFolder(paths, std::move(path), std::move(lock), std::move(keep));
}

WorkFolder::~WorkFolder()
{
    if (m_keep) // not moved from
        (void)removeTree(m_path);
}

std::string WorkFolder::fresh(const std::string &prefix) { return file(prefix + std::to_string(++m_serial)); }

Status WorkFolder::note(const std::string &line) { return writeAll(m_keep.get(), line + "\n"); }

Result<bool> WorkFolder::keepBlob(const oci::Digest &digest)
{
    const FileLock store = TARE_TRY(lockStore(m_paths));
    TARE_CHECK(note(digest.text()));
    return exists(m_paths.images() + "/blobs/" + digest.algorithm() + "/" + digest.hex());
}

Result<bool> WorkFolder::keepLayer(const std::string &chainHex)
{
    const FileLock store = TARE_TRY(lockStore(m_paths));
    TARE_CHECK(note(chainHex));
    const std::string folder = m_paths.layers() + "/" + chainHex;
    if (!exists(folder))
        return false;
    if (exists(folder + "/meta") && exists(folder + "/diff"))
        return true;
    // Somebody took a part of it away: what is left is of no use.
    TARE_CHECK(moveToTrash(m_paths, folder));
    return false;
}

Result<WorkState> surveyWork(const Paths &paths)
{
    WorkState out;
    for (const std::string &name : visibleNames(paths.temporary())) {
        if (!name.starts_with(workPrefix))
            continue;
        const std::string folder = paths.temporary() + "/" + name;
        if (isDead(folder)) {
            out.dead.push_back(folder);
            continue;
        }
        const auto text = readFile(folder + "/keep");
        if (!text) // its owner is removing it just now
            continue;
        for (const std::string_view line : split(*text, '\n')) {
            if (!line.empty())
                out.kept.emplace_back(line);
        }
    }
    return out;
}

bool hasDeadWork(const Paths &paths)
{
    bool living = false, trash = false;
    for (const std::string &name : visibleNames(paths.temporary())) {
        if (name.starts_with(workPrefix)) {
            if (isDead(paths.temporary() + "/" + name)) // or just being made: the survey looks again
                return true;
            living = true;
        }
        trash = trash || name.starts_with(trashPrefix);
    }
    return trash && !living; // whoever lives empties it just now
}

Status moveToTrash(const Paths &paths, const std::string &path)
{
    const std::string target = paths.temporary() + "/" + trashPrefix + randomHex(8);
    if (::rename(path.c_str(), target.c_str()) != 0 && errno != ENOENT)
        return failSystem("move to the trash", path);
    return {};
}

Status emptyTrash(const Paths &paths)
{
    bool denied = false;
    for (const std::string &name : visibleNames(paths.temporary())) {
        if (!name.starts_with(trashPrefix))
            continue;
        const Status removed = removeTree(paths.temporary() + "/" + name);
        if (removed)
            continue;
        if (::geteuid() == 0 || (removed.error().osError != EACCES && removed.error().osError != EPERM))
            return removed;
        denied = true;
    }
    if (!denied)
        return {};
    SpawnOptions helper;
    helper.argv = {TARE_TRY(findProgram("tare-image")), "--root", paths.root, "--state", paths.state, "sweep"};
    const RunOutput result = TARE_TRY(run(std::move(helper)));
    if (result.exitCode != 0)
        return fail(Errc::Internal, paths.temporary(), std::string(trim(result.err)));
    return {};
}

} // namespace tare::image
