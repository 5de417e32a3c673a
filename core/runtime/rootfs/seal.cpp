// SPDX-License-Identifier: GPL-3.0-or-later
// Masked and read-only paths.
#include "core/base/file.h"
#include "core/base/safe_path.h"
#include "core/runtime/rootfs/attach.h"
#include "core/runtime/rootfs/rootfs.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

namespace tare::runtime {
namespace {

// The host's /dev/null. The container's own could be a link to what is to be hidden, or worse
// (CVE-2025-31133).
Result<UniqueFd> hostNull()
{
    UniqueFd fd = TARE_TRY(openFile("/dev/null", O_PATH | O_NOFOLLOW));
    struct stat st
    {
    };
    if (::fstat(fd.get(), &st) != 0 || !S_ISCHR(st.st_mode) || st.st_rdev != ::makedev(1, 3))
        return fail(Errc::UnsafePath, "/dev/null", "it is not the null device");
    return fd;
}

class Masks
{
public:
    Status cover(int target, const std::string &path)
    {
        struct stat st
        {
        };
        if (::fstat(target, &st) != 0)
            return failSystem("look at", path);
        if (!S_ISDIR(st.st_mode)) {
            if (!m_null)
                m_null = TARE_TRY(hostNull());
            const UniqueFd copy = TARE_TRY(copyMount(m_null.get(), false, path));
            return attach(copy.get(), target, path);
        }
        if (!m_empty) { // one empty file system for all of them
            m_empty = TARE_TRY(
                makeFileSystem("tmpfs", "tmpfs", {{"size", "4k"}, {"nr_inodes", "1"}, {"mode", "755"}},
                               MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC));
            return attach(m_empty.get(), target, path);
        }
        const UniqueFd copy = TARE_TRY(copyMount(m_empty.get(), false, path));
        return attach(copy.get(), target, path);
    }

private:
    UniqueFd m_null, m_empty;
};

// What the image or the kernel does not have need not be hidden.
bool absent(const Result<UniqueFd> &opened)
{
    return !opened && (opened.error().code == Errc::NotFound || opened.error().osError == EACCES);
}

} // namespace

Status Rootfs::seal() const
{
    for (const std::string &path : m_plan.spec.readonlyPaths) {
        const auto target = openInRoot(m_root.get(), path, O_PATH);
        if (absent(target))
            continue;
        if (!target)
            return tl::unexpected<Error>(Error(target.error()).while_("make read-only"));
        const UniqueFd copy = TARE_TRY(copyMount(target->get(), true, path));
        TARE_CHECK(setAttributes(copy.get(), MOUNT_ATTR_RDONLY, 0, 0, true, path));
        TARE_CHECK(attach(copy.get(), target->get(), path));
    }
    for (const UniqueFd &mount : m_readOnlyLater)
        TARE_CHECK(setAttributes(mount.get(), MOUNT_ATTR_RDONLY, 0, 0, false, "tmpfs"));
    Masks masks;
    for (const std::string &path : m_plan.spec.maskedPaths) {
        const auto target = openInRoot(m_root.get(), path, O_PATH);
        if (absent(target))
            continue;
        if (!target)
            return tl::unexpected<Error>(Error(target.error()).while_("mask"));
        TARE_CHECK(masks.cover(target->get(), path));
    }
    if (m_plan.spec.rootReadonly)
        TARE_CHECK(setAttributes(m_root.get(), MOUNT_ATTR_RDONLY, 0, 0, false, "/"));
    return {};
}

} // namespace tare::runtime
