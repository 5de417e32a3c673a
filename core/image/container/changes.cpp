// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/container/changes.h"

#include "core/image/container/tree_walk.h"
#include "core/image/layer/entry_path.h"
#include "core/image/layer/file_meta.h"
#include "core/image/layer/lower_view.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>

namespace tare::image {
namespace {

struct File
{
    UniqueFd fd; // O_PATH
    struct stat st{};
};

Result<std::optional<File>> look(int folder, const std::string &name, const std::string &shown)
{
    File out;
    if (folder < 0)
        return std::optional<File>();
    out.fd.reset(::openat(folder, name.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
    if (!out.fd && errno == ENOENT)
        return std::optional<File>();
    if (!out.fd || ::fstat(out.fd.get(), &out.st) != 0)
        return failSystem("look at", shown);
    return std::optional<File>(std::move(out));
}

// Time and size of a folder say nothing of it.
bool same(const File &a, const File &b, const std::string &shown)
{
    const struct stat &x = a.st, &y = b.st;
    if (x.st_mode != y.st_mode || x.st_uid != y.st_uid || x.st_gid != y.st_gid)
        return false;
    if ((S_ISCHR(x.st_mode) || S_ISBLK(x.st_mode)) && x.st_rdev != y.st_rdev)
        return false;
    if (!S_ISDIR(x.st_mode) && (x.st_size != y.st_size || x.st_mtim.tv_sec != y.st_mtim.tv_sec ||
                                x.st_mtim.tv_nsec != y.st_mtim.tv_nsec))
        return false;
    if (S_ISLNK(x.st_mode))
        return true;
    const auto first = metaOf(a.fd.get(), shown), second = metaOf(b.fd.get(), shown);
    if (!first || !second)
        return false;
    const auto portable = [](const TarEntry &e) {
        auto list = e.xattrs;
        std::erase_if(list, [](const auto &attribute) { return !isPortableAttribute(attribute.first); });
        std::sort(list.begin(), list.end());
        return list;
    };
    return portable(*first) == portable(*second);
}

// Where every container has something mounted: the runtime makes what the image lacks.
bool isMountPoint(const std::string &path, const struct stat &st)
{
    static constexpr std::string_view folders[] = {"dev", "proc", "sys", "dev/pts", "dev/shm", "dev/mqueue"};
    static constexpr std::string_view files[] = {"etc/hosts", "etc/hostname", "etc/resolv.conf", "dev/console"};
    if (S_ISDIR(st.st_mode))
        return std::find(std::begin(folders), std::end(folders), path) != std::end(folders);
    return S_ISREG(st.st_mode) && st.st_size == 0 && std::find(std::begin(files), std::end(files), path) != std::end(files);
}

class Finder
{
public:
    explicit Finder(const CancelToken &cancel) : m_cancel(cancel) {}

    // A folder of the container's layer against the one below it, or -1 when there is none that shows.
    Status folder(int upper, int below, const std::string &path)
    {
        TARE_CHECK(m_cancel.check());
        if (path.size() > 4096)
            return fail(Errc::TooLarge, path.substr(0, 100) + "…", "a path of " + std::to_string(path.size()) + " bytes");
        const std::vector<std::string> names = TARE_TRY(namesIn(upper, path));
        const std::string prefix = path.empty() ? path : path + "/";
        const bool opaque = isOpaque(upper);
        if (opaque && below >= 0) { // what is not here any more is gone
            for (const std::string &name : TARE_TRY(namesIn(below, path))) {
                if (!std::binary_search(names.begin(), names.end(), name))
                    note(Change::Kind::Removed, prefix + name);
            }
        }
        for (const std::string &name : names)
            TARE_CHECK(entry(upper, below, name, prefix + name));
        return {};
    }

    std::vector<Change> take()
    {
        std::sort(m_changes.begin(), m_changes.end(), [](const Change &a, const Change &b) { return a.path < b.path; });
        return std::move(m_changes);
    }

private:
    void note(Change::Kind kind, const std::string &path) { m_changes.push_back({kind, path}); }

    Status entry(int upper, int below, const std::string &name, const std::string &path)
    {
        const std::optional<File> now = TARE_TRY(look(upper, name, path));
        if (!now || S_ISSOCK(now->st.st_mode))
            return {};
        std::optional<File> before = TARE_TRY(look(below, name, path));
        if (isOverlayWhiteout(now->st)) {
            if (before)
                note(Change::Kind::Removed, path);
            return {};
        }
        const bool isFolder = S_ISDIR(now->st.st_mode);
        const bool sameKind = before && (now->st.st_mode & S_IFMT) == (before->st.st_mode & S_IFMT);
        const std::size_t mark = m_changes.size();
        if (isFolder)
            TARE_CHECK(folder(now->fd.get(), sameKind ? before->fd.get() : -1, path));
        const bool inside = m_changes.size() > mark;
        if (!before && !inside && isMountPoint(path, now->st))
            return {};
        if (!before)
            note(Change::Kind::Added, path);
        else if (!sameKind || inside || !same(*now, *before, path))
            note(Change::Kind::Changed, path);
        return {};
    }

    CancelToken m_cancel;
    std::vector<Change> m_changes;
};

} // namespace

Result<std::vector<Change>> findChanges(int upper, int below, const CancelToken &cancel)
{
    Finder finder(cancel);
    TARE_CHECK(finder.folder(upper, below, {}));
    return finder.take();
}

} // namespace tare::image
