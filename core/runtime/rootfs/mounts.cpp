// SPDX-License-Identifier: GPL-3.0-or-later
// The mounts of config.json.
#include "core/base/file.h"
#include "core/base/safe_path.h"
#include "core/base/strings.h"
#include "core/runtime/rootfs/attach.h"
#include "core/runtime/rootfs/cgroup_mount.h"
#include "core/runtime/rootfs/copy_up.h"
#include "core/runtime/rootfs/idmap.h"
#include "core/runtime/rootfs/mount_point.h"
#include "core/runtime/rootfs/rootfs.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>

namespace tare::runtime {
namespace {

Status setPropagation(int mount, const Mount &m)
{
    for (const auto &[type, recursive] : m.options.propagation)
        TARE_CHECK(setAttributes(mount, 0, 0, type, recursive, m.destination));
    return {};
}

// What the parent and openSources() have got of a mount's source; null: nothing.
struct Opened
{
    const UniqueFd *copy = nullptr, *source = nullptr;
};

// Options of a bind mount take the place of the source's, all of them: with none the source's stay, with one the others go
// (mount(2), "Remounting an existing mount"; what other runtimes do). In a user namespace nobody may take away what the host
// forbids, so that there what is not said stays.
Status setBindAttributes(int mount, const RootfsPlan &plan, const Mount &m)
{
    // When a file's times are written is one option of three words.
    std::uint64_t clear = m.options.attrClear;
    if ((m.options.attrSet & MOUNT_ATTR_NODIRATIME) != 0)
        clear |= (clear & MOUNT_ATTR__ATIME) == 0 ? MOUNT_ATTR__ATIME : 0U;
    else if ((clear & MOUNT_ATTR__ATIME) != 0)
        clear |= MOUNT_ATTR_NODIRATIME;
    const auto set = [&](std::uint64_t unsaid) {
        return setAttributes(mount, m.options.attrSet, clear | (unsaid & ~m.options.attrSet), 0, false, m.destination);
    };
    if ((m.options.attrSet | clear) == 0)
        return {};
    Status done = plan.userNamespace ? set(MOUNT_ATTR_NOSYMFOLLOW)
                                     : set(MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC |
                                           MOUNT_ATTR_NOSYMFOLLOW);
    return !done && done.error().osError == EPERM ? set(0) : done; // we are in one ourselves
}

Status bindMount(int root, const RootfsPlan &plan, const Mount &m, const Opened &opened)
{
    const std::string source = sourceOf(m, plan.bundle);
    UniqueFd from, made;
    if (opened.copy == nullptr) {
        if (opened.source == nullptr)
            from = TARE_TRY(openSource(m, plan.bundle));
        made = TARE_TRY(copyMount(opened.source != nullptr ? opened.source->get() : from.get(), m.options.recursive, source));
    }
    const UniqueFd &copy = opened.copy != nullptr ? *opened.copy : made;
    struct stat st
    {
    };
    if (::fstat(copy.get(), &st) != 0)
        return failSystem("look at", source);
    TARE_CHECK(setBindAttributes(copy.get(), plan, m));
    TARE_CHECK(
        setAttributes(copy.get(), m.options.attrSetAll, m.options.attrClearAll, 0, true, m.destination));
    TARE_CHECK(setPropagation(copy.get(), m));
    const UniqueFd target = TARE_TRY(openMountPoint(root, m.destination, S_ISDIR(st.st_mode)));
    return attach(copy.get(), target.get(), m.destination);
}

// A group that the user namespace does not know (the tty group, with a single id mapped) cannot be asked for.
MountData dataFor(const RootfsPlan &plan, const Mount &m)
{
    MountData data = m.options.data;
    if (!plan.userNamespace)
        return data;
    userns::Mapping mapping;
    mapping.gids = plan.spec.gidMappings;
    data.erase(std::remove_if(data.begin(), data.end(),
                              [&](const auto &d) {
                                  const auto gid = d.first == "gid" ? parseUnsigned(d.second) : std::nullopt;
                                  return m.type == "devpts" && gid &&
                                         mapping.hostGid(static_cast<std::uint32_t>(*gid)) < 0;
                              }),
               data.end());
    return data;
}

// /sys of the host, read-only: a user namespace may mount sysfs only with a network namespace of its own.
Result<UniqueFd> hostSys()
{
    const UniqueFd sys = TARE_TRY(openFile("/sys", O_PATH | O_DIRECTORY));
    UniqueFd copy = TARE_TRY(copyMount(sys.get(), true, "/sys"));
    TARE_CHECK(setAttributes(copy.get(), MOUNT_ATTR_RDONLY, 0, 0, true, "/sys"));
    return copy;
}

Result<UniqueFd> newFileSystem(const RootfsPlan &plan, const Mount &m)
{
    const std::uint64_t attributes = m.options.attrSet | m.options.attrSetAll;
    const bool needsSource = m.type != "tmpfs" && m.type != "proc" && m.type != "sysfs" &&
                             m.type != "devpts" && m.type != "mqueue";
    auto made = makeFileSystem(m.type, needsSource ? m.source : m.type, dataFor(plan, m), attributes);
    if (!made && made.error().osError == EPERM && m.type == "sysfs" && plan.userNamespace)
        return hostSys();
    return made;
}

// The attributes of a mount that is there already.
Status remount(int root, const Mount &m)
{
    if (!m.options.data.empty())
        return fail(Errc::Unsupported, m.options.data[0].first, "a remount changes no options of the file system");
    const UniqueFd target = TARE_TRY(openInRoot(root, m.destination, O_PATH));
    TARE_CHECK(setAttributes(target.get(), m.options.attrSet, m.options.attrClear, 0, false, m.destination));
    TARE_CHECK(setAttributes(target.get(), m.options.attrSetAll, m.options.attrClearAll, 0, true, m.destination));
    return setPropagation(target.get(), m);
}

Status mountOne(int root, const RootfsPlan &plan, const Mount &m, const Opened &opened)
{
    if (m.options.remount)
        return remount(root, m);
    if (m.options.bind)
        return bindMount(root, plan, m, opened);
    if (m.type == "cgroup" || m.type == "cgroup2")
        return mountCgroups(root, plan, m);
    const UniqueFd mount = TARE_TRY(newFileSystem(plan, m));
    // A mount of the kernel's own goes where it says, never through a link of the image's.
    const bool kernels = m.type == "proc" || m.type == "sysfs";
    if (kernels) {
        const auto at = openInRoot(root, m.destination, O_PATH | O_NOFOLLOW);
        struct stat st
        {
        };
        if (at && ::fstat(at->get(), &st) == 0 && !S_ISDIR(st.st_mode))
            return fail(Errc::InvalidArgument, m.destination, m.type + " must be mounted on ordinary directory");
    }
    const UniqueFd target = TARE_TRY(openMountPoint(root, m.destination, true));
    TARE_CHECK(attach(mount.get(), target.get(), m.destination));
    return setPropagation(mount.get(), m);
}

} // namespace

// As its folder was, unless the configuration says how; and writable until everything is in place.
Status Rootfs::mountTmpfs(const Mount &m)
{
    struct stat st
    {
    };
    const auto below = openInRoot(m_root.get(), m.destination, O_PATH | O_DIRECTORY);
    const bool existed = below && ::fstat(below->get(), &st) == 0;
    MountData data = dataFor(m_plan, m);
    const auto says = [&](const char *key) {
        return std::any_of(data.begin(), data.end(), [key](const auto &d) { return d.first == key; });
    };
    const bool ownMode = says("mode");
    if (existed && !ownMode) {
        char mode[16];
        std::snprintf(mode, sizeof mode, "%o", st.st_mode & 07777U);
        data.emplace_back("mode", mode);
    }
    if (m.options.copyUp && existed && !says("uid") && !says("gid")) {
        data.emplace_back("uid", std::to_string(st.st_uid));
        data.emplace_back("gid", std::to_string(st.st_gid));
    }
    const std::uint64_t attributes = m.options.attrSet | m.options.attrSetAll;
    const std::uint64_t readOnly = MOUNT_ATTR_RDONLY;
    UniqueFd mount = TARE_TRY(makeFileSystem("tmpfs", m.source.empty() ? "tmpfs" : m.source, data, attributes & ~readOnly));
    const UniqueFd target = TARE_TRY(openMountPoint(m_root.get(), m.destination, true));
    if (m.options.copyUp && existed) {
        struct stat made
        {
        };
        if (::fstatat(mount.get(), ".", &made, 0) != 0)
            return failSystem("look at", m.destination);
        TARE_CHECK(copyTree(target.get(), mount.get()));
        if (ownMode && ::fchmodat(mount.get(), ".", made.st_mode & 07777U, 0) != 0) // the copy gave it its source's
            return failSystem("set the mode of", m.destination);
    }
    TARE_CHECK(attach(mount.get(), target.get(), m.destination));
    TARE_CHECK(setPropagation(mount.get(), m));
    if ((attributes & readOnly) != 0)
        m_readOnlyLater.push_back(std::move(mount));
    return {};
}

void Rootfs::openSources()
{
    for (const Mount &m : m_plan.spec.mounts) {
        m_sources.emplace_back();
        if (!m.options.bind || m.options.remount)
            continue;
        if (auto source = openSource(m, m_plan.bundle))
            m_sources.back() = std::move(*source);
    }
}

Status Rootfs::mountAll()
{
    const auto &mounts = m_plan.spec.mounts;
    for (std::size_t n = 0; n < mounts.size(); ++n) {
        const Mount &m = mounts[n];
        const auto held = [n](const std::vector<UniqueFd> &all) { return n < all.size() && all[n] ? &all[n] : nullptr; };
        const Opened opened{held(m_plan.copies), held(m_sources)};
        Status done;
        if (m.destination == "/" || splitLast(m.destination).second.empty())
            done = fail(Errc::InvalidArgument, m.destination, "nothing can be mounted over the root");
        else
            done = m.type == "tmpfs" && !m.options.bind && !m.options.remount ? mountTmpfs(m)
                                                                                   : mountOne(m_root.get(), m_plan, m, opened);
        if (!done)
            return tl::unexpected<Error>(std::move(done.error()).while_("mount " + m.destination));
    }
    return {};
}

} // namespace tare::runtime
