// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/safe_path.h"

#include "core/base/strings.h"

#include <cerrno>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>

namespace tare {

Result<UniqueFd> openInRoot(int root, const std::string &path, int flags, mode_t mode)
{
    open_how how{};
    how.flags = static_cast<std::uint64_t>(flags) | O_CLOEXEC;
    how.mode = (flags & (O_CREAT | __O_TMPFILE)) != 0 ? mode : 0;
    how.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS;
    const char *name = path.empty() ? "." : path.c_str();
    int fd = -1;
    int attempts = 0;
    do { // EAGAIN: a rename on the way; a stranger can keep that up, so it is tried a limited number of times
        fd = static_cast<int>(::syscall(SYS_openat2, root, name, &how, sizeof how));
    } while (fd < 0 && (errno == EINTR || (errno == EAGAIN && ++attempts < 128)));
    if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
        return fail(Errc::NotFound, path);
    if (fd < 0)
        return failSystem("open", path);
    return UniqueFd(fd);
}

Result<UniqueFd> makeDirsInRoot(int root, const std::string &path, mode_t mode)
{
    UniqueFd at = TARE_TRY(openInRoot(root, ".", O_PATH | O_DIRECTORY));
    std::string walked;
    for (const std::string_view part : split(path, '/')) {
        if (part.empty() || part == ".")
            continue;
        if (part == "..")
            return fail(Errc::UnsafePath, path, "it climbs out of its root");
        walked += "/" + std::string(part);
        auto next = openInRoot(root, walked, O_PATH | O_DIRECTORY);
        if (!next) {
            if (next.error().code != Errc::NotFound)
                return next;
            if (::mkdirat(at.get(), std::string(part).c_str(), mode) != 0 && errno != EEXIST)
                return failSystem("create folder", walked);
            next = openInRoot(root, walked, O_PATH | O_DIRECTORY);
            if (!next)
                return next;
        }
        at = std::move(*next);
    }
    return at;
}

Result<std::string> readFileInRoot(int root, const std::string &path, std::size_t limit)
{
    const UniqueFd fd = TARE_TRY(openInRoot(root, path, O_RDONLY | O_NONBLOCK | O_NOCTTY));
    struct stat st
    {};
    if (::fstat(fd.get(), &st) != 0)
        return failSystem("look at", path);
    if (!S_ISREG(st.st_mode))
        return fail(Errc::UnsafePath, path, "not a regular file");
    std::string out;
    char buffer[8192];
    while (true) {
        const ssize_t n = ::read(fd.get(), buffer, sizeof buffer);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return failSystem("read", path);
        if (n == 0)
            return out;
        if (out.size() + static_cast<std::size_t>(n) > limit)
            return fail(Errc::TooLarge, path, "more than " + std::to_string(limit) + " bytes");
        out.append(buffer, static_cast<std::size_t>(n));
    }
}

} // namespace tare
