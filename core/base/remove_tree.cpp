// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/remove_tree.h"

#include "core/base/file.h"
#include "core/base/scope_exit.h"
#include "core/base/strings.h"

#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <functional>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace tare {
namespace {

constexpr int openFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

// A mount, also one of the same file system, which its device number does not tell, is not opened (EXDEV).
UniqueFd openFolder(int parent, const char *name)
{
    open_how how{};
    how.flags = openFlags;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_XDEV | RESOLVE_NO_SYMLINKS;
    return UniqueFd(static_cast<int>(::syscall(SYS_openat2, parent, name, &how, sizeof how)));
}

// Removes what is below one folder. A container can nest folders deeper than a process may hold descriptors, so a folder
// that lies too deep is moved up to the top, where the next round finds it.
class TreeRemover
{
public:
    explicit TreeRemover(int top) : m_top(top) {}

    Status clear()
    {
        struct stat st
        {};
        if (::fstat(m_top, &st) != 0)
            return failSystem("look at", "folder");
        m_device = st.st_dev;
        do {
            m_moved = false;
            TARE_CHECK(clearFolder(m_top, 0));
        } while (m_moved);
        return {};
    }

private:
    static constexpr int maximumDepth = 100;

    Status clearFolder(int fd, int depth)
    {
        const int listing = ::openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        DIR *entries = listing < 0 ? nullptr : ::fdopendir(listing);
        if (entries == nullptr)
            return failSystem("list", "folder");
        const ScopeExit close([&] { ::closedir(entries); });
        while (const dirent *e = ::readdir(entries)) { // NOLINT(concurrency-mt-unsafe): a DIR of our own
            if (std::strcmp(e->d_name, ".") != 0 && std::strcmp(e->d_name, "..") != 0)
                TARE_CHECK(removeEntry(fd, e->d_name, depth));
        }
        return {};
    }

    Status removeEntry(int parent, const char *name, int depth)
    {
        if (::unlinkat(parent, name, 0) == 0 || errno == ENOENT)
            return {};
        if (errno != EISDIR && errno != EPERM)
            return failSystem("remove", name);
        if (::unlinkat(parent, name, AT_REMOVEDIR) == 0)
            return {};
        if (depth >= maximumDepth) {
            m_moved = true;
            if (::renameat(parent, name, m_top, (".deep-" + randomHex(8)).c_str()) != 0)
                return failSystem("move", name);
            return {};
        }
        UniqueFd fd = openFolder(parent, name);
        if (!fd && errno == EACCES && ::fchmodat(parent, name, 0700, 0) == 0)
            fd = openFolder(parent, name);
        struct stat st
        {};
        if (!fd || ::fstat(fd.get(), &st) != 0)
            return failSystem("remove", name);
        if (st.st_dev != m_device)
            return failSystem("remove", name, EXDEV);
        if ((st.st_mode & 0300U) != 0300U)
            ::fchmod(fd.get(), 0700); // the owner may not be allowed to empty it; failing shows below
        TARE_CHECK(clearFolder(fd.get(), depth + 1));
        if (::unlinkat(parent, name, AT_REMOVEDIR) != 0 && errno != ENOENT)
            return failSystem("remove", name);
        return {};
    }

    int m_top;
    dev_t m_device = 0;
    bool m_moved = false;
};

Status removeEntry(int folder, const std::string &name, const std::function<UniqueFd()> &open)
{
    if (::unlinkat(folder, name.c_str(), 0) == 0 || errno == ENOENT)
        return {};
    if (errno != EISDIR && errno != EPERM)
        return failSystem("remove", name);
    const UniqueFd top = open();
    if (!top)
        return failSystem("remove", name);
    if (Status cleared = TreeRemover(top.get()).clear(); !cleared)
        return tl::unexpected<Error>(std::move(cleared.error()).while_("remove " + name));
    if (::unlinkat(folder, name.c_str(), AT_REMOVEDIR) != 0 && errno != ENOENT)
        return failSystem("remove", name);
    return {};
}

} // namespace

Status removeTree(const std::string &path)
{
    return removeEntry(AT_FDCWD, path, [&] { return UniqueFd(::open(path.c_str(), openFlags)); });
}

Status removeTreeAt(int folder, const std::string &name)
{
    return removeEntry(folder, name, [&] { return openFolder(folder, name.c_str()); });
}

} // namespace tare
