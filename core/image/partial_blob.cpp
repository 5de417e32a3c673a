// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/partial_blob.h"

#include "core/base/file.h"

#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <functional>
#include <memory>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace tare::image {
namespace {

// The file that is at `path` now, with its lock; nothing when another program holds that.
Result<std::optional<UniqueFd>> lockFile(const std::string &path, int flags)
{
    for (;;) {
        UniqueFd fd = TARE_TRY(openFile(path, flags | O_RDWR | O_NOFOLLOW));
        if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
            if (errno == EWOULDBLOCK)
                return std::optional<UniqueFd>();
            return failSystem("flock", path);
        }
        struct stat held
        {};
        struct stat there
        {};
        if (::fstat(fd.get(), &held) != 0)
            return failSystem("look at", path);
        // Its last owner may have published or removed it between our open and our lock.
        if (::lstat(path.c_str(), &there) == 0 && there.st_ino == held.st_ino && there.st_dev == held.st_dev)
            return std::optional<UniqueFd>(std::move(fd));
        if ((flags & O_CREAT) == 0)
            return fail(Errc::NotFound, path);
    }
}

// Calls it for every file that no program is at, with its size.
void forAll(const Paths &paths, const std::function<void(const std::string &, std::int64_t)> &call)
{
    const std::unique_ptr<DIR, int (*)(DIR *)> d(::opendir(partialFolder(paths).c_str()), ::closedir);
    std::vector<std::string> names;
    while (const dirent *e = d ? ::readdir(d.get()) : nullptr) { // NOLINT(concurrency-mt-unsafe): a DIR of our own
        if (e->d_name[0] != '.')
            names.emplace_back(e->d_name);
    }
    for (const std::string &name : names) {
        const std::string path = partialFolder(paths) + "/" + name;
        const auto lock = lockFile(path, 0);
        struct stat st
        {};
        if (lock && *lock && ::fstat((*lock)->get(), &st) == 0)
            call(path, st.st_size);
    }
}

} // namespace

std::string partialFolder(const Paths &paths) { return paths.root + "/partial"; }

std::string partialPath(const Paths &paths, const oci::Digest &digest)
{
    return partialFolder(paths) + "/" + digest.algorithm() + "-" + digest.hex();
}

Result<std::optional<PartialBlob>> PartialBlob::claim(const Paths &paths, const oci::Digest &digest)
{
    TARE_CHECK(makeDirs(partialFolder(paths), 0700));
    std::string path = partialPath(paths, digest);
    std::optional<UniqueFd> lock = TARE_TRY(lockFile(path, O_CREAT));
    if (!lock)
        return std::optional<PartialBlob>();
    return std::optional<PartialBlob>(PartialBlob(std::move(*lock), std::move(path)));
}

void PartialBlob::remove()
{
    if (m_lock)
        ::unlink(m_path.c_str());
    m_lock.reset();
}

PartialBlob::~PartialBlob()
{
    struct stat held
    {};
    struct stat there
    {};
    if (m_lock && ::fstat(m_lock.get(), &held) == 0 && held.st_size == 0 && ::lstat(m_path.c_str(), &there) == 0 &&
        there.st_ino == held.st_ino)
        remove();
}

PartialDownloads partialDownloads(const Paths &paths)
{
    PartialDownloads out;
    forAll(paths, [&](const std::string &, std::int64_t size) {
        ++out.count;
        out.bytes += size;
    });
    return out;
}

PartialDownloads removePartialDownloads(const Paths &paths)
{
    PartialDownloads out;
    forAll(paths, [&](const std::string &path, std::int64_t size) {
        if (::unlink(path.c_str()) != 0)
            return;
        ++out.count;
        out.bytes += size;
    });
    return out;
}

} // namespace tare::image
