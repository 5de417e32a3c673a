// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/rootfs/cgroup_mount.h"

#include "core/base/file.h"
#include "core/base/safe_path.h"
#include "core/runtime/cgroup/cgroup.h"
#include "core/runtime/rootfs/attach.h"

#include <algorithm>
#include <fcntl.h>
#include <set>
#include <sys/mount.h>
#include <sys/stat.h>

namespace tare::runtime {
namespace {

using cgroup::Controller;

constexpr Controller shown[] = {Controller::Cpu,     Controller::CpuAcct, Controller::CpuSet,
                                Controller::Memory,  Controller::Pids,    Controller::Freezer,
                                Controller::Devices, Controller::BlkIo,   Controller::HugeTlb,
                                Controller::NetCls,  Controller::NetPrio, Controller::Rdma,
                                Controller::PerfEvent, Controller::Systemd};

// What the file system calls it; a named hierarchy ("name=systemd") has no controller, and says so.
MountData optionOf(Controller c)
{
    if (c == Controller::Systemd)
        return {{"none", ""}, {"name", "systemd"}};
    return {{cgroup::controllerName(c), ""}};
}

// One hierarchy: in a cgroup namespace of its own a new mount shows the container's group as its top;
// otherwise the group's folder is bound.
Result<UniqueFd> oneHierarchy(const RootfsPlan &plan, const cgroup::Hierarchy &h, const cgroup::Place &place,
                              const MountData &controllers, std::uint64_t attributes)
{
    if (plan.spec.find(NamespaceKind::Cgroup) != nullptr) {
        if (place.unified)
            return makeFileSystem("cgroup2", "cgroup2", {}, attributes);
        return makeFileSystem("cgroup", "cgroup", controllers, attributes);
    }
    // A container that has none is in its caller's, which it sees and cannot write to (see below).
    const std::string &path = plan.cgroupPath.empty() ? place.own : plan.cgroupPath;
    const UniqueFd folder = TARE_TRY(openFile(h.folder(place, path), O_PATH | O_DIRECTORY));
    UniqueFd copy = TARE_TRY(copyMount(folder.get(), false, "control group"));
    TARE_CHECK(setAttributes(copy.get(), attributes, 0, MS_PRIVATE, false, "control group"));
    return copy;
}

} // namespace

Status mountCgroups(int root, const RootfsPlan &plan, const Mount &m)
{
    const auto h = TARE_TRY(cgroup::Hierarchy::detect());
    std::uint64_t attributes = m.options.attrSet | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC;
    if (plan.cgroupPath.empty())
        attributes |= MOUNT_ATTR_RDONLY; // its top is not the container's
    const UniqueFd target = TARE_TRY(makeDirsInRoot(root, m.destination, 0755));
    if (h.layout() == cgroup::Layout::V2) {
        const UniqueFd mount = TARE_TRY(oneHierarchy(plan, h, *h.unified(), {}, attributes));
        return attach(mount.get(), target.get(), m.destination);
    }
    const UniqueFd holder = TARE_TRY(makeFileSystem("tmpfs", "tmpfs", {{"mode", "755"}, {"size", "64k"}},
                                                    attributes & ~std::uint64_t(MOUNT_ATTR_RDONLY)));
    TARE_CHECK(attach(holder.get(), target.get(), m.destination));
    std::set<std::string> done;
    for (const Controller c : shown) {
        const cgroup::Place *place = h.place(c);
        if (place == nullptr || place->unified || !done.insert(place->mount).second)
            continue;
        const std::string name = place->mount.substr(place->mount.rfind('/') + 1);
        // Where the container has no group of its own (cpuset, unless it is asked for) it would see the host's.
        if (!plan.cgroupPath.empty() && std::find(plan.groups.begin(), plan.groups.end(), c) == plan.groups.end())
            continue;
        const UniqueFd mount = TARE_TRY(oneHierarchy(plan, h, *place, optionOf(c), attributes));
        if (::mkdirat(holder.get(), name.c_str(), 0755) != 0)
            return failSystem("create folder", name);
        const UniqueFd at =
            TARE_TRY(openFileAt(holder.get(), name.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW));
        TARE_CHECK(attach(mount.get(), at.get(), name));
        if (c != Controller::Systemd && name != cgroup::controllerName(c)) // "cpu,cpuacct" is also known as cpu
            (void)::symlinkat(name.c_str(), holder.get(), cgroup::controllerName(c));
    }
    return setAttributes(holder.get(), attributes & MOUNT_ATTR_RDONLY, 0, 0, false, m.destination);
}

} // namespace tare::runtime
