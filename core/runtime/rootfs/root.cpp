// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file.h"
#include "core/base/safe_path.h"
#include "core/runtime/rootfs/attach.h"
#include "core/runtime/rootfs/rootfs.h"

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace tare::runtime {

Result<Rootfs> Rootfs::mount(const RootfsPlan &plan)
{
    // A slave still sees what the host mounts later (a USB stick below a shared bind mount), and tells it
    // nothing.
    const std::uint64_t wanted = plan.spec.rootfsPropagation & ~static_cast<std::uint64_t>(MS_REC);
    const unsigned long cut = MS_REC | (wanted == MS_PRIVATE ? MS_PRIVATE : MS_SLAVE);
    if (::mount(nullptr, "/", nullptr, cut, nullptr) != 0)
        return failSystem("make private", "/");
    if (plan.overlay) {
        TARE_CHECK(mountOverlay(*plan.overlay, plan.rootfs, plan.userNamespace));
    } else {
        const UniqueFd folder = TARE_TRY(openFile(plan.rootfs, O_PATH | O_DIRECTORY));
        const UniqueFd copy = TARE_TRY(copyMount(folder.get(), true, plan.rootfs));
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
    if (noPivot) {
        // For a root on ramfs, which cannot be pivoted away from.
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
