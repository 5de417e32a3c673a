// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/layer/file_meta.h"

#include "core/base/strings.h"
#include "core/image/layer/lower_view.h"

#include <cerrno>
#include <fcntl.h>
#include <limits>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace tare::image {
namespace {

// Overlay's own attributes would be obeyed when the layer is mounted; labels are of the machine that made them.
bool wanted(const std::string &name)
{
    return !name.starts_with("trusted.overlay.") && !name.starts_with("user.overlay.") &&
           name != "security.selinux" && name != "security.ima" && name != "security.evm";
}

Result<std::pair<uid_t, gid_t>> owner(const TarEntry &e, const std::string &shown)
{
    constexpr std::int64_t most = std::numeric_limits<std::uint32_t>::max();
    if (e.uid < 0 || e.uid >= most || e.gid < 0 || e.gid >= most) // the last one means "leave it"
        return fail(Errc::CorruptArchive, shown, "its owner " + std::to_string(e.uid) + ":" + std::to_string(e.gid) +
                                                     " is out of range");
    return std::pair(static_cast<uid_t>(e.uid), static_cast<gid_t>(e.gid));
}

tl::unexpected<Error> chownFailed(const TarEntry &e, const std::string &shown)
{
    if (errno == EINVAL)
        return fail(Errc::NotOnThisMachine, "owner " + std::to_string(e.uid) + ":" + std::to_string(e.gid) + " of " + shown,
                    "your user has no subordinate id for it",
                    "Give it a larger range: sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 "
                    "$USER (see subuid(5)).");
    return failSystem("chown", shown);
}

// A file system or a user namespace may not know an attribute; Docker passes over that too.
bool tolerable(int os, bool userNamespace) { return os == ENOTSUP || (userNamespace && (os == EPERM || os == EINVAL)); }

} // namespace

Status applyMeta(int fd, const TarEntry &e, const std::string &shown, bool userNamespace)
{
    const auto [uid, gid] = TARE_TRY(owner(e, shown));
    if (::fchown(fd, uid, gid) != 0)
        return chownFailed(e, shown);
    if (::fchmod(fd, e.mode) != 0)
        return failSystem("chmod", shown);
    for (const auto &[name, value] : e.xattrs) {
        if (wanted(name) && ::fsetxattr(fd, name.c_str(), value.data(), value.size(), 0) != 0 &&
            !tolerable(errno, userNamespace))
            return failSystem("set attribute " + escapeControl(name) + " of", shown);
    }
    const timespec times[2] = {e.modified, e.modified};
    if (::futimens(fd, times) != 0)
        return failSystem("set the time of", shown);
    return {};
}

Status applyMetaAt(int folder, const std::string &name, const TarEntry &e, const std::string &shown, bool userNamespace)
{
    const auto [uid, gid] = TARE_TRY(owner(e, shown));
    if (::fchownat(folder, name.c_str(), uid, gid, AT_SYMLINK_NOFOLLOW) != 0)
        return chownFailed(e, shown);
    // A symlink has no mode; devices and FIFOs are ours and no symlinks, so following is no danger.
    if (e.type != TarEntry::Type::Symlink && ::fchmodat(folder, name.c_str(), e.mode, 0) != 0)
        return failSystem("chmod", shown);
    const std::string path = procPath(folder) + "/" + name;
    for (const auto &[key, value] : e.xattrs) {
        if (wanted(key) && ::lsetxattr(path.c_str(), key.c_str(), value.data(), value.size(), 0) != 0 &&
            !tolerable(errno, userNamespace) && errno != EPERM) // user.* is not for symlinks and devices
            return failSystem("set attribute " + escapeControl(key) + " of", shown);
    }
    const timespec times[2] = {e.modified, e.modified};
    if (::utimensat(folder, name.c_str(), times, AT_SYMLINK_NOFOLLOW) != 0)
        return failSystem("set the time of", shown);
    return {};
}

Result<TarEntry> metaOf(int fd, const std::string &shown)
{
    struct stat st
    {};
    if (::fstat(fd, &st) != 0)
        return failSystem("look at", shown);
    TarEntry out;
    out.mode = st.st_mode & 07777U;
    out.uid = st.st_uid;
    out.gid = st.st_gid;
    out.size = st.st_size;
    out.modified = st.st_mtim;
    out.device = st.st_rdev;
    if (S_ISLNK(st.st_mode)) {
        out.type = TarEntry::Type::Symlink;
        return out;
    }
    out.type = S_ISDIR(st.st_mode)    ? TarEntry::Type::Folder
               : S_ISREG(st.st_mode)  ? TarEntry::Type::File
               : S_ISFIFO(st.st_mode) ? TarEntry::Type::Fifo
               : S_ISCHR(st.st_mode)  ? TarEntry::Type::CharDevice
                                      : TarEntry::Type::BlockDevice;
    const std::string path = procPath(fd);
    std::string names(64U << 10U, '\0'); // XATTR_LIST_MAX
    const ssize_t n = ::listxattr(path.c_str(), names.data(), names.size());
    names.resize(n < 0 ? 0 : static_cast<std::size_t>(n));
    for (const std::string_view name : split(names, '\0')) {
        std::string value(64U << 10U, '\0'); // XATTR_SIZE_MAX
        const std::string key(name);
        const ssize_t size = key.empty() ? -1 : ::getxattr(path.c_str(), key.c_str(), value.data(), value.size());
        if (size < 0)
            continue;
        value.resize(static_cast<std::size_t>(size));
        out.xattrs.emplace_back(key, std::move(value));
    }
    return out;
}

} // namespace tare::image
