// SPDX-License-Identifier: GPL-3.0-or-later
// The mounts of config.json.
#include "core/base/file.h"
#include "core/base/safe_path.h"
#include "core/base/strings.h"
#include "core/runtime/rootfs/attach.h"
#include "core/runtime/rootfs/cgroup_mount.h"
#include "core/runtime/rootfs/rootfs.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/vfs.h>

namespace tare::runtime {
namespace {

// Files of /proc that may be mounted over (lxcfs does); anything else there would let a mount answer for the
// kernel.
bool mayCover(const std::string &destination)
{
    for (const char *file : {"/proc/cpuinfo", "/proc/diskstats", "/proc/meminfo", "/proc/stat", "/proc/swaps",
                             "/proc/uptime", "/proc/loadavg", "/proc/slabinfo", "/proc/net/dev",
                             "/proc/sys/kernel/ns_last_pid", "/proc/sys/crypto/fips_enabled"}) {
        if (destination == file)
            return true;
    }
    return false;
}

// The last component apart: "/a/b" → "/a", "b".
std::pair<std::string, std::string> splitLast(std::string path)
{
    while (path.size() > 1 && path.back() == '/')
        path.pop_back();
    const std::size_t slash = path.rfind('/');
    return {path.substr(0, slash), path.substr(slash + 1)};
}

Result<UniqueFd> openTarget(int root, const std::string &destination, bool folder)
{
    auto target = openInRoot(root, destination, O_PATH);
    if (!target && target.error().code == Errc::NotFound) {
        if (folder) {
            target = makeDirsInRoot(root, destination, 0755);
        } else {
            const auto [parent, name] = splitLast(destination);
            const UniqueFd at = TARE_TRY(makeDirsInRoot(root, parent, 0755));
            const UniqueFd made(
                ::openat(at.get(), name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644));
            if (!made && errno != EEXIST)
                return failSystem("create", destination);
            target = openInRoot(root, destination, O_PATH);
        }
    }
    if (!target)
        return tl::unexpected<Error>(
            std::move(target.error()).while_("prepare the mount point " + destination));
    struct statfs fs
    {
    };
    if (::fstatfs(target->get(), &fs) == 0 && fs.f_type == PROC_SUPER_MAGIC && !mayCover(destination))
        return fail(Errc::InvalidArgument, destination, "it lies inside /proc, where nothing may be mounted");
    return target;
}

Status setPropagation(int mount, const Mount &m)
{
    for (const auto &[type, recursive] : m.options.propagation)
        TARE_CHECK(setAttributes(mount, 0, 0, type, recursive, m.destination));
    return {};
}

Status bindMount(int root, const std::string &bundle, const Mount &m)
{
    const std::string source = m.source[0] == '/' ? m.source : bundle + "/" + m.source;
    const UniqueFd from = TARE_TRY(openFile(source, O_PATH));
    struct stat st
    {
    };
    if (::fstat(from.get(), &st) != 0)
        return failSystem("look at", source);
    const UniqueFd copy = TARE_TRY(copyMount(from.get(), m.options.recursive, source));
    TARE_CHECK(setAttributes(copy.get(), m.options.attrSet, m.options.attrClear, 0, false, m.destination));
    TARE_CHECK(
        setAttributes(copy.get(), m.options.attrSetAll, m.options.attrClearAll, 0, true, m.destination));
    TARE_CHECK(setPropagation(copy.get(), m));
    const UniqueFd target = TARE_TRY(openTarget(root, m.destination, S_ISDIR(st.st_mode)));
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

Status mountOne(int root, const RootfsPlan &plan, const Mount &m)
{
    if (m.destination == "/" || splitLast(m.destination).second.empty())
        return fail(Errc::InvalidArgument, m.destination, "nothing can be mounted over the root");
    if (m.options.bind)
        return bindMount(root, plan.bundle, m);
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
            return fail(Errc::UnsafePath, m.destination, "it is not a folder in the image");
    }
    const UniqueFd target = TARE_TRY(openTarget(root, m.destination, true));
    TARE_CHECK(attach(mount.get(), target.get(), m.destination));
    return setPropagation(mount.get(), m);
}

} // namespace

Status Rootfs::mountAll() const
{
    for (const Mount &m : m_plan.spec.mounts) {
        if (Status done = mountOne(m_root.get(), m_plan, m); !done)
            return tl::unexpected<Error>(std::move(done.error()).while_("mount " + m.destination));
    }
    return {};
}

} // namespace tare::runtime
