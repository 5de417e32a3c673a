// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file.h"

#include "core/base/scope_exit.h"
#include "core/base/strings.h"

#include <array>
#include <cerrno>
#include <climits>
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

namespace tare {
namespace {

tl::unexpected<Error> failOpen(std::string_view doing, const std::string &path)
{
    const int os = errno;
    if (os == ENOENT || os == ENOTDIR)
        return fail(Errc::NotFound, path);
    return failSystem(std::string(doing), path, os);
}

Result<std::string> readAll(int fd, const std::string &path, std::size_t limit)
{
    std::string out;
    struct stat st
    {};
    if (::fstat(fd, &st) == 0 && st.st_size > 0)
        out.reserve(std::min(static_cast<std::size_t>(st.st_size) + 1, limit + 1));
    char buffer[16384];
    while (true) {
        const ssize_t n = ::read(fd, buffer, sizeof buffer);
        if (n < 0) {
            if (errno == EINTR)
                continue;
            return failSystem("read", path);
        }
        if (n == 0)
            return out;
        if (out.size() + static_cast<std::size_t>(n) > limit)
            return fail(Errc::TooLarge, path, "more than " + std::to_string(limit) + " bytes");
        out.append(buffer, static_cast<std::size_t>(n));
    }
}

std::string parentOf(const std::string &path)
{
    const std::size_t slash = path.rfind('/');
    if (slash == std::string::npos)
        return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

} // namespace

Result<std::string> readFile(const std::string &path, std::size_t limit)
{
    const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd)
        return failOpen("open", path);
    return readAll(fd.get(), path, limit);
}

Result<std::string> readFileAt(int dir, const char *name, std::size_t limit)
{
    const UniqueFd fd(::openat(dir, name, O_RDONLY | O_CLOEXEC));
    if (!fd)
        return failOpen("open", name);
    return readAll(fd.get(), name, limit);
}

Status writeFileAtomic(const std::string &path, std::string_view bytes, mode_t mode)
{
    const std::string temporary = path + ".tmp-" + randomHex(6);
    UniqueFd fd(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode));
    if (!fd)
        return failSystem("create", temporary);
    ScopeExit cleanup([&] { ::unlink(temporary.c_str()); });
    TARE_CHECK(writeAll(fd.get(), bytes));
    if (::fsync(fd.get()) != 0)
        return failSystem("fsync", temporary);
    fd.reset();
    if (::rename(temporary.c_str(), path.c_str()) != 0)
        return failSystem("rename", path);
    cleanup.dismiss();
    return syncDir(parentOf(path));
}

Status writeExisting(const std::string &path, std::string_view bytes)
{
    return writeExistingAt(AT_FDCWD, path.c_str(), bytes);
}

Status writeExistingAt(int dir, const char *name, std::string_view bytes)
{
    const UniqueFd fd(::openat(dir, name, O_WRONLY | O_CLOEXEC));
    if (!fd)
        return failOpen("open", name);
    ssize_t n = 0;
    do {
        n = ::write(fd.get(), bytes.data(), bytes.size());
    } while (n < 0 && errno == EINTR);
    if (n != static_cast<ssize_t>(bytes.size()))
        return failSystem("write", name, n < 0 ? errno : EIO);
    return {};
}

Status makeDirs(const std::string &path, mode_t mode)
{
    if (path.empty())
        return {};
    if (::mkdir(path.c_str(), mode) == 0)
        return {};
    struct stat st
    {};
    if (errno == EEXIST && ::stat(path.c_str(), &st) == 0 && S_ISDIR(st.st_mode))
        return {};
    if (errno != ENOENT)
        return failSystem("create folder", path, errno == EEXIST ? ENOTDIR : errno);
    const std::string parent = parentOf(path);
    if (parent == path)
        return failSystem("create folder", path, ENOENT);
    TARE_CHECK(makeDirs(parent, mode));
    if (::mkdir(path.c_str(), mode) != 0 && errno != EEXIST)
        return failSystem("create folder", path);
    return {};
}

bool exists(const std::string &path)
{
    struct stat st
    {};
    return ::lstat(path.c_str(), &st) == 0;
}

std::vector<std::string> visibleNames(const std::string &folder)
{
    std::vector<std::string> out;
    DIR *dir = ::opendir(folder.c_str());
    if (dir == nullptr)
        return out;
    const ScopeExit close([&] { ::closedir(dir); });
    while (const dirent *entry = ::readdir(dir)) { // NOLINT(concurrency-mt-unsafe): a DIR of our own
        if (entry->d_name[0] != '.')
            out.emplace_back(entry->d_name);
    }
    return out;
}

Status syncDir(const std::string &path)
{
    const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd || ::fsync(fd.get()) != 0)
        return failSystem("fsync", path);
    return {};
}

Result<UniqueFd> openFile(const std::string &path, int flags, mode_t mode)
{
    return openFileAt(AT_FDCWD, path.c_str(), flags, mode);
}

Result<UniqueFd> openFileAt(int dir, const char *name, int flags, mode_t mode)
{
    UniqueFd fd(::openat(dir, name, flags | O_CLOEXEC, mode));
    if (!fd)
        return failOpen("open", name);
    return fd;
}

namespace {

// For an error's text; "file" when the kernel does not say.
std::string pathOf(int fd)
{
    std::array<char, PATH_MAX> path{};
    const std::string link = "/proc/self/fd/" + std::to_string(fd);
    const int saved = errno;
    const ssize_t n = ::readlink(link.c_str(), path.data(), path.size());
    errno = saved;
    return n > 0 ? std::string(path.data(), static_cast<std::size_t>(n)) : "file";
}

} // namespace

Status writeAll(int fd, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t n = ::write(fd, bytes.data(), bytes.size());
        if (n < 0) {
            if (errno == EINTR)
                continue;
            return failSystem("write", pathOf(fd));
        }
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return {};
}

} // namespace tare
