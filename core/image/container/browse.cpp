// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/container/browse.h"

#include "core/base/file.h"
#include "core/base/remove_tree.h"
#include "core/base/safe_path.h"
#include "core/image/layer/lower_view.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <vector>

namespace tare::image {
namespace {

bool isName(const std::string &name)
{
    return !name.empty() && name != "." && name != ".." && name.size() <= 255 && name.find('/') == std::string::npos &&
           name.find('\0') == std::string::npos;
}

// The folder that a path's last name is in, and the name.
struct Spot
{
    UniqueFd folder; // to be listed, or O_PATH
    std::string name;
};

Result<Spot> spotOf(int root, std::string path)
{
    while (path.size() > 1 && path.ends_with('/'))
        path.pop_back();
    const std::size_t slash = path.rfind('/');
    Spot out;
    out.name = slash == std::string::npos ? path : path.substr(slash + 1);
    if (!isName(out.name))
        return fail(Errc::InvalidArgument, path, "not the name of a file");
    const std::string folder = slash == std::string::npos ? "/" : path.substr(0, slash + 1);
    out.folder = TARE_TRY(openInRoot(root, folder, O_PATH | O_DIRECTORY));
    return out;
}

} // namespace

Result<PartRead> readPart(int root, const std::string &path, std::int64_t offset, std::int64_t length, int output,
                          const CancelToken &cancel)
{
    // Looked at before it is opened: to open a device is to use it.
    const UniqueFd found = TARE_TRY(openInRoot(root, path, O_PATH));
    struct stat st
    {};
    if (::fstat(found.get(), &st) != 0)
        return failSystem("look at", path);
    if (!S_ISREG(st.st_mode))
        return fail(Errc::InvalidArgument, path, "not a regular file");
    const UniqueFd file(::open(("/proc/self/fd/" + std::to_string(found.get())).c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    if (!file)
        return failSystem("open", path);
    PartRead out;
    std::vector<char> buffer(256U << 10U);
    const std::int64_t most = std::max<std::int64_t>(length, 0);
    while (true) {
        TARE_CHECK(cancel.check());
        // One byte more than is wanted says whether there is more.
        const auto some = static_cast<std::size_t>(std::min<std::int64_t>(most - out.written + 1, static_cast<std::int64_t>(buffer.size())));
        const ssize_t n = ::pread(file.get(), buffer.data(), some, std::max<std::int64_t>(offset, 0) + out.written);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno != EAGAIN) // a file of /proc that would wait for something to say has said all
            return failSystem("read", path);
        if (n <= 0)
            break;
        const std::int64_t fits = std::min<std::int64_t>(n, most - out.written);
        TARE_CHECK(writeAll(output, {buffer.data(), static_cast<std::size_t>(fits)}));
        out.written += fits;
        if (fits < n) {
            out.more = true;
            break;
        }
    }
    out.size = std::max<std::int64_t>(st.st_size, std::max<std::int64_t>(offset, 0) + out.written);
    return out;
}

Status removePath(int root, const std::string &path)
{
    const Spot spot = TARE_TRY(spotOf(root, path));
    struct stat st
    {};
    const UniqueFd folder(::openat(spot.folder.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder)
        return failSystem("open", path);
    if (::fstatat(folder.get(), spot.name.c_str(), &st, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? Status(fail(Errc::NotFound, path)) : Status(failSystem("look at", path));
    return removeTreeAt(folder.get(), spot.name);
}

Status renamePath(int root, const std::string &path, const std::string &name)
{
    if (!isName(name))
        return fail(Errc::InvalidArgument, name, "not the name of a file");
    const Spot spot = TARE_TRY(spotOf(root, path));
    if (::renameat2(spot.folder.get(), spot.name.c_str(), spot.folder.get(), name.c_str(), RENAME_NOREPLACE) == 0)
        return {};
    if (errno == ENOENT)
        return fail(Errc::NotFound, path);
    return failSystem("rename", errno == EEXIST ? name : path);
}

Status makeFolder(int root, const std::string &path)
{
    const Spot spot = TARE_TRY(spotOf(root, path));
    if (::mkdirat(spot.folder.get(), spot.name.c_str(), 0755) == 0)
        return {};
    return failSystem("create folder", path);
}

} // namespace tare::image
