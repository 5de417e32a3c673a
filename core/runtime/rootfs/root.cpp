// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file.h"
#include "core/base/safe_path.h"
#include "core/base/strings.h"
#include "core/runtime/rootfs/attach.h"
#include "core/runtime/rootfs/rootfs.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace tare::runtime {

namespace {

// The host's /proc and /sys stay below a root that was only moved over them, and a user namespace may mount what it can see
// unmasked somewhere: they go, or are covered where they cannot.
Status hideKernelMounts(const std::string &rootfs)
{
    const std::string mounts = TARE_TRY(readFile("/proc/self/mountinfo"));
    for (const std::string_view line : split(mounts, '\n')) {
        const auto fields = split(line, ' ');
        const std::size_t dash = line.find(" - ");
        if (fields.size() < 5 || dash == std::string_view::npos)
            continue;
        const std::string_view type = line.substr(dash + 3, line.find(' ', dash + 3) - dash - 3);
        const std::string at(fields[4]);
        const bool ours = at.compare(0, rootfs.size(), rootfs) == 0 && (at.size() == rootfs.size() || at[rootfs.size()] == '/');
        if ((type != "proc" && type != "sysfs") || ours)
            continue;
        if (::umount2(at.c_str(), MNT_DETACH) == 0 || errno == ENOENT)
            continue;
        if (::mount("tmpfs", at.c_str(), "tmpfs", 0, nullptr) != 0)
            return failSystem("hide", at);
    }
    return {};
}

} // namespace

std::uint64_t mountIdOf(const std::string &folder)
{
    struct statx st
    {
    };
    return ::statx(AT_FDCWD, folder.c_str(), AT_SYMLINK_NOFOLLOW, STATX_MNT_ID, &st) == 0 ? st.stx_mnt_id : 0;
}

void leaveHostMounts(const std::string &folder)
{
    ::umount2(folder.c_str(), MNT_DETACH | UMOUNT_NOFOLLOW);
}

Result<Rootfs> Rootfs::mount(const RootfsPlan &plan)
{
    const bool onHost = plan.spec.find(NamespaceKind::Mount) == nullptr;
    // A slave still sees what the host mounts later (a USB stick below a shared bind mount), and tells it
    // nothing.
    const std::uint64_t wanted = plan.spec.rootfsPropagation & ~static_cast<std::uint64_t>(MS_REC);
    const unsigned long cut = MS_REC | (wanted == MS_PRIVATE ? MS_PRIVATE : MS_SLAVE);
    if (!onHost && ::mount(nullptr, "/", nullptr, cut, nullptr) != 0)
        return failSystem("make private", "/");
    if (plan.mounted) {
        const UniqueFd folder = TARE_TRY(openFile(plan.rootfs, O_PATH | O_DIRECTORY));
        TARE_CHECK(attach(plan.mounted.get(), folder.get(), plan.rootfs));
    } else if (plan.overlay) {
        TARE_CHECK(mountOverlay(*plan.overlay, plan.rootfs, plan.userNamespace));
    } else {
        const UniqueFd folder = TARE_TRY(openFile(plan.rootfs, O_PATH | O_DIRECTORY));
        const UniqueFd copy = TARE_TRY(copyMount(folder.get(), true, plan.rootfs));
        if (onHost) // what is mounted in it must not show elsewhere
            TARE_CHECK(setAttributes(copy.get(), 0, 0, MS_PRIVATE, true, plan.rootfs));
        TARE_CHECK(attach(copy.get(), folder.get(), plan.rootfs));
    }
    UniqueFd root = TARE_TRY(openFile(plan.rootfs, O_PATH | O_DIRECTORY));
    return Rootfs(plan, std::move(root));
}

Status Rootfs::makeWorkingDir(const std::string &cwd) const
{
    const auto there = openInRoot(m_root.get(), cwd, O_PATH);
    if (there || there.error().code != Errc::NotFound)
        return {}; // what it is shows when it is entered
    const auto made = makeDirsInRoot(m_root.get(), cwd, 0755);
    if (!made)
        return tl::unexpected<Error>(Error(made.error()).while_("create the working folder " + cwd));
    return {};
}

Status Rootfs::pivot(bool noPivot) const
{
    if (::fchdir(m_root.get()) != 0)
        return failSystem("enter", m_plan.rootfs);
    if (m_plan.spec.find(NamespaceKind::Mount) == nullptr) {
        if (::chroot(".") != 0)
            return failSystem("change root to", m_plan.rootfs);
    } else if (noPivot) {
        // For a root on ramfs, which cannot be pivoted away from.
        TARE_CHECK(hideKernelMounts(m_plan.rootfs));
        if (::mount(".", "/", nullptr, MS_MOVE, nullptr) != 0 || ::chroot(".") != 0)
            return failSystem("move root to", m_plan.rootfs);
    } else {
        // The old root ends up on top of the new one and is then taken away (pivot_root(2), "pivot_root(".",
        // ".")").
        if (::syscall(SYS_pivot_root, ".", ".") != 0)
            return failSystem("pivot root to", m_plan.rootfs);
        if (::umount2(".", MNT_DETACH) != 0)
            return failSystem("detach", "the old root");
    }
    if (::chdir("/") != 0)
        return failSystem("enter", "/");
    const std::uint64_t wanted = m_plan.spec.rootfsPropagation;
    if (wanted != 0 && ::mount(nullptr, "/", nullptr, static_cast<unsigned long>(wanted), nullptr) != 0)
        return failSystem("set propagation of", "/");
    return {};
}

} // namespace tare::runtime
