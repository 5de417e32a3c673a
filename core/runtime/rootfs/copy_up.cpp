// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/rootfs/copy_up.h"

#include "core/base/file.h"
#include "core/base/safe_path.h"
#include "core/base/scope_exit.h"

#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <map>
#include <string>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>
#include <vector>

namespace tare::runtime {
namespace {

tl::unexpected<Error> failCopy(const std::string &path, int os = errno)
{
    if (os == ENOSPC || os == EDQUOT)
        return fail(Errc::NoSpace, "the volumes' file system", "while " + path + " was copied from the image",
                    "Free some space and try again.");
    return failSystem("copy", path, os);
}

Status copyAttributes(int from, int to, const std::string &path)
{
    std::vector<char> names(65536), value(65536); // XATTR_LIST_MAX, XATTR_SIZE_MAX
    const ssize_t size = ::flistxattr(from, names.data(), names.size());
    for (const char *name = names.data(); size > 0 && name < names.data() + size; name += std::strlen(name) + 1) {
        if (std::strstr(name, ".overlay.") != nullptr || std::strcmp(name, "security.selinux") == 0)
            continue;
        const ssize_t n = ::fgetxattr(from, name, value.data(), value.size());
        if (n >= 0 && ::fsetxattr(to, name, value.data(), static_cast<std::size_t>(n), 0) != 0 &&
            errno != EOPNOTSUPP && errno != EPERM)
            return failCopy(path);
    }
    return {};
}

// Owner first: it clears the set-id bits and the capabilities.
Status copyMetadata(int from, int to, const struct stat &st, const std::string &path)
{
    if (::fchown(to, st.st_uid, st.st_gid) != 0 || ::fchmod(to, st.st_mode & 07777U) != 0)
        return failCopy(path);
    TARE_CHECK(copyAttributes(from, to, path));
    const timespec times[2] = {st.st_atim, st.st_mtim};
    return ::futimens(to, times) == 0 ? Status() : Status(failCopy(path));
}

Status copyRange(int from, int to, off_t begin, off_t end, const std::string &path)
{
    char buffer[65536];
    while (begin < end) {
        const auto want = static_cast<std::size_t>(std::min<off_t>(end - begin, sizeof buffer));
        const ssize_t got = ::pread(from, buffer, want, begin);
        if (got < 0)
            return failCopy(path);
        if (got == 0)
            break;
        for (ssize_t done = 0; done < got;) {
            const ssize_t n = ::pwrite(to, buffer + done, static_cast<std::size_t>(got - done), begin + done);
            if (n < 0)
                return failCopy(path);
            done += n;
        }
        begin += got;
    }
    return {};
}

Status copyContents(int from, int to, off_t size, const std::string &path)
{
    for (off_t at = 0; at < size;) {
        const off_t data = ::lseek(from, at, SEEK_DATA);
        if (data < 0 && errno == ENXIO) // a hole up to the end
            break;
        const off_t begin = data < 0 ? at : data;
        const off_t hole = data < 0 ? size : ::lseek(from, begin, SEEK_HOLE);
        const off_t end = hole < 0 ? size : hole;
        TARE_CHECK(copyRange(from, to, begin, end, path));
        at = end;
    }
    return ::ftruncate(to, size) == 0 ? Status() : Status(failCopy(path));
}

class Copy
{
public:
    Copy(int source, int destination) : m_source(source), m_destination(destination) {}

    Status run()
    {
        struct stat top
        {
        };
        if (::fstat(m_source, &top) != 0)
            return failCopy("/");
        m_device = top.st_dev;
        // Folders are kept by name, so that a deep tree takes no descriptors; what they are themselves is set
        // last, when nothing is written to them any more.
        std::vector<std::string> folders = {"."};
        for (std::size_t i = 0; i < folders.size(); ++i) {
            const std::string folder = folders[i]; // the list grows meanwhile, and moves
            TARE_CHECK(copyFolder(folder, folders));
        }
        for (auto it = folders.rbegin(); it != folders.rend(); ++it) {
            const UniqueFd from = TARE_TRY(openInRoot(m_source, *it, O_RDONLY | O_DIRECTORY));
            const UniqueFd to = TARE_TRY(openInRoot(m_destination, *it, O_RDONLY | O_DIRECTORY));
            struct stat st
            {
            };
            if (::fstat(from.get(), &st) != 0)
                return failCopy(*it);
            TARE_CHECK(copyMetadata(from.get(), to.get(), st, *it));
        }
        return {};
    }

private:
    Status copyFolder(const std::string &folder, std::vector<std::string> &folders)
    {
        UniqueFd from = TARE_TRY(openInRoot(m_source, folder, O_RDONLY | O_DIRECTORY));
        const UniqueFd to = TARE_TRY(openInRoot(m_destination, folder, O_RDONLY | O_DIRECTORY));
        const int fd = from.get();
        DIR *dir = ::fdopendir(fd);
        if (dir == nullptr)
            return failCopy(folder);
        (void)from.release();
        const ScopeExit close([&] { ::closedir(dir); });
        while (const dirent *entry = ::readdir(dir)) { // NOLINT(concurrency-mt-unsafe): a DIR of our own
            const std::string name = entry->d_name;
            if (name == "." || name == "..")
                continue;
            const std::string path = folder + "/" + name;
            struct stat st
            {
            };
            if (::fstatat(fd, name.c_str(), &st, AT_SYMLINK_NOFOLLOW) != 0)
                return failCopy(path);
            if (S_ISDIR(st.st_mode)) {
                if (st.st_dev != m_device)
                    continue;
                if (::mkdirat(to.get(), name.c_str(), 0700) != 0)
                    return failCopy(path);
                folders.push_back(path);
            } else {
                TARE_CHECK(copyEntry(fd, to.get(), name, path, st));
            }
        }
        return {};
    }

    Status copyEntry(int fromDir, int toDir, const std::string &name, const std::string &path,
                     const struct stat &st)
    {
        if (st.st_nlink > 1) {
            const auto [known, isNew] = m_links.emplace(st.st_ino, path);
            if (!isNew)
                return ::linkat(m_destination, known->second.c_str(), toDir, name.c_str(), 0) == 0
                           ? Status()
                           : Status(failCopy(path));
        }
        if (S_ISREG(st.st_mode)) {
            const UniqueFd from = TARE_TRY(openFileAt(fromDir, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK));
            const UniqueFd to =
                TARE_TRY(openFileAt(toDir, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW));
            TARE_CHECK(copyContents(from.get(), to.get(), st.st_size, path));
            return copyMetadata(from.get(), to.get(), st, path);
        }
        if (S_ISLNK(st.st_mode)) {
            std::string target(static_cast<std::size_t>(st.st_size) + 1, '\0');
            const ssize_t n = ::readlinkat(fromDir, name.c_str(), target.data(), target.size());
            if (n < 0)
                return failCopy(path);
            target.resize(static_cast<std::size_t>(n));
            if (::symlinkat(target.c_str(), toDir, name.c_str()) != 0)
                return failCopy(path);
        } else {
            const bool device = S_ISCHR(st.st_mode) || S_ISBLK(st.st_mode);
            if (device && st.st_rdev == makedev(0, 0)) // a whiteout is no file
                return {};
            if (::mknodat(toDir, name.c_str(), st.st_mode, st.st_rdev) != 0) {
                m_links.erase(st.st_ino);
                return device && errno == EPERM ? Status() : Status(failCopy(path)); // as when unpacking
            }
        }
        const timespec times[2] = {st.st_atim, st.st_mtim};
        const bool link = S_ISLNK(st.st_mode);
        if (::fchownat(toDir, name.c_str(), st.st_uid, st.st_gid, AT_SYMLINK_NOFOLLOW) != 0 ||
            (!link && ::fchmodat(toDir, name.c_str(), st.st_mode & 07777U, 0) != 0) ||
            ::utimensat(toDir, name.c_str(), times, AT_SYMLINK_NOFOLLOW) != 0)
            return failCopy(path);
        return {};
    }

    int m_source, m_destination;
    dev_t m_device = 0;
    std::map<ino_t, std::string> m_links; // a file that has several names, and the first of them
};

} // namespace

Status copyTree(int source, int destination)
{
    return Copy(source, destination).run();
}

} // namespace tare::runtime
