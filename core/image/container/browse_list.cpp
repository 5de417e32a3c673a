// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/safe_path.h"
#include "core/base/scope_exit.h"
#include "core/image/container/browse.h"
#include "core/image/inspect/glob.h"
#include "core/image/layer/lower_view.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <memory>
#include <sys/stat.h>
#include <sys/vfs.h>

namespace tare::image {
namespace {

using Type = FileEntry::Type;

Type typeOf(mode_t mode)
{
    switch (mode & S_IFMT) {
    case S_IFDIR:
        return Type::Folder;
    case S_IFLNK:
        return Type::Symlink;
    case S_IFCHR:
        return Type::CharDevice;
    case S_IFBLK:
        return Type::BlockDevice;
    case S_IFIFO:
        return Type::Fifo;
    case S_IFSOCK:
        return Type::Socket;
    default:
        return Type::File;
    }
}

// False when it went meanwhile, or cannot be looked at. `path`: the folder's, in the container, for what a symlink leads to.
bool describe(int root, int folder, const std::string &path, const std::string &name, FileEntry &out)
{
    struct stat st
    {};
    if (::fstatat(folder, name.c_str(), &st, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT) != 0)
        return false;
    out.type = typeOf(st.st_mode);
    out.mode = st.st_mode & 07777U;
    out.uid = st.st_uid;
    out.gid = st.st_gid;
    out.size = st.st_size;
    out.modified = static_cast<std::int64_t>(st.st_mtim.tv_sec) * 1'000'000'000 + st.st_mtim.tv_nsec;
    if (out.type != Type::Symlink)
        return true;
    out.target = readLink(folder, name).value_or(std::string());
    const auto end = openInRoot(root, path + "/" + name, O_PATH | O_DIRECTORY);
    out.leadsToFolder = end.has_value();
    return true;
}

using Names = std::unique_ptr<DIR, int (*)(DIR *)>;

Names openNames(int folder)
{
    const int fd = ::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC);
    DIR *dir = fd < 0 ? nullptr : ::fdopendir(fd);
    if (fd >= 0 && dir == nullptr)
        ::close(fd);
    return {dir, ::closedir};
}

// Nothing at the end.
const char *nextName(DIR *dir)
{
    while (const dirent *e = ::readdir(dir)) { // NOLINT(concurrency-mt-unsafe): a DIR of our own
        const std::string_view name = e->d_name;
        if (name != "." && name != "..")
            return e->d_name;
    }
    return nullptr;
}

Result<UniqueFd> openFolder(int root, const std::string &path)
{
    UniqueFd out = TARE_TRY(openInRoot(root, path, O_PATH));
    struct stat st
    {};
    if (::fstat(out.get(), &st) != 0)
        return failSystem("look at", path);
    if (!S_ISDIR(st.st_mode))
        return fail(Errc::InvalidArgument, path, "not a folder");
    return out;
}

// File systems that are no files: the kernel makes them up while they are read, some without an end.
bool isMadeUp(int folder)
{
    constexpr std::array<long, 8> kinds = {PROC_SUPER_MAGIC,    SYSFS_MAGIC,   CGROUP_SUPER_MAGIC, CGROUP2_SUPER_MAGIC,
                                           DEBUGFS_MAGIC,       TRACEFS_MAGIC, DEVPTS_SUPER_MAGIC, SECURITYFS_MAGIC};
    struct statfs st
    {};
    return ::fstatfs(folder, &st) == 0 && std::find(kinds.begin(), kinds.end(), static_cast<long>(st.f_type)) != kinds.end();
}

class Search
{
public:
    Search(int root, const std::string &wanted, const BrowseLimits &limits, const CancelToken &cancel)
        : m_root(root), m_limits(limits), m_cancel(cancel), m_isGlob(Glob::isGlob(wanted)),
          m_ofPaths(wanted.find('/') != std::string::npos), m_glob(wanted, true), m_part(wanted)
    {
        std::transform(m_part.begin(), m_part.end(), m_part.begin(), foldedAscii);
    }

    // Downwards only, by single names that are no symlinks.
    Status look(int folder, const std::string &start, const std::string &below, int depth)
    {
        const Names names = openNames(folder);
        if (!names)
            return {}; // what may not be read holds nothing that is found
        while (const char *name = nextName(names.get())) {
            TARE_CHECK(m_cancel.check());
            if (++m_visited > m_limits.visited || out.entries.size() >= m_limits.shown) {
                out.atLeast = true;
                return {};
            }
            const std::string path = below + name;
            if (path.size() > longestPath)
                continue;
            FileEntry e;
            if (!fits(name, path) && !isFolder(folder, name))
                continue;
            if (!describe(m_root, folder, start + "/" + below, name, e))
                continue;
            const bool inside = e.type == Type::Folder;
            if (fits(name, path)) {
                e.name = path;
                out.entries.push_back(std::move(e));
            }
            if (!inside)
                continue;
            if (depth >= deepest) {
                m_tooDeep = true;
                continue;
            }
            const UniqueFd next(::openat(folder, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
            if (next && (m_madeUp || !isMadeUp(next.get())))
                TARE_CHECK(look(next.get(), start, path + "/", depth + 1));
            if (out.atLeast)
                return {};
        }
        return {};
    }
    void startIn(int folder) { m_madeUp = isMadeUp(folder); }
    [[nodiscard]] bool tooDeep() const { return m_tooDeep; } // some of it was not looked at

    FileList out;

private:
    static constexpr std::size_t longestPath = 4096;
    static constexpr int deepest = 400; // each level holds two descriptors

    static bool isFolder(int folder, const char *name)
    {
        struct stat st
        {};
        return ::fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT) == 0 && S_ISDIR(st.st_mode);
    }
    [[nodiscard]] bool fits(std::string_view name, std::string_view path) const
    {
        const std::string_view where = m_ofPaths ? path : name;
        return m_isGlob ? m_glob.mayEndIn(name) && (!m_ofPaths || m_glob.matches(where)) : containsText(where, m_part, true);
    }

    int m_root;
    const BrowseLimits &m_limits;
    const CancelToken &m_cancel;
    bool m_isGlob, m_ofPaths;
    bool m_madeUp = false, m_tooDeep = false;
    Glob m_glob;
    std::string m_part;
    std::size_t m_visited = 0;
};

bool byName(const FileEntry &a, const FileEntry &b)
{
    return a.name < b.name;
}

} // namespace

Result<FileList> listFolder(int root, const std::string &path, const BrowseLimits &limits, const CancelToken &cancel)
{
    const UniqueFd folder = TARE_TRY(openFolder(root, path));
    const Names dir = openNames(folder.get());
    if (!dir)
        return failSystem("list", path);
    std::vector<std::string> names;
    FileList out;
    while (const char *name = nextName(dir.get())) {
        TARE_CHECK(cancel.check());
        if (names.size() >= limits.counted) {
            out.atLeast = true;
            break;
        }
        names.emplace_back(name);
    }
    out.total = static_cast<std::int64_t>(names.size());
    std::sort(names.begin(), names.end());
    names.resize(std::min(names.size(), limits.shown));
    for (std::string &name : names) {
        TARE_CHECK(cancel.check());
        FileEntry e;
        if (!describe(root, folder.get(), path, name, e)) {
            --out.total;
            continue;
        }
        e.name = std::move(name);
        out.entries.push_back(std::move(e));
    }
    return out;
}

Result<FileList> findFiles(int root, const std::string &path, const std::string &wanted, const BrowseLimits &limits,
                           const CancelToken &cancel)
{
    if (wanted.empty())
        return FileList();
    const UniqueFd folder = TARE_TRY(openFolder(root, path));
    Search search(root, wanted, limits, cancel);
    search.startIn(folder.get());
    TARE_CHECK(search.look(folder.get(), path, {}, 0));
    FileList out = std::move(search.out);
    out.atLeast = out.atLeast || search.tooDeep();
    std::sort(out.entries.begin(), out.entries.end(), byName);
    out.total = static_cast<std::int64_t>(out.entries.size());
    return out;
}

} // namespace tare::image
