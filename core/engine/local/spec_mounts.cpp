// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/spec_mounts.h"

#include "core/base/file.h"
#include "core/engine/local/isolation.h"

#include <algorithm>

namespace tare::local {

using nlohmann::json;

namespace {

json mount(const char *target, const char *type, const char *source, std::vector<std::string> options)
{
    return {{"destination", target}, {"type", type}, {"source", source}, {"options", std::move(options)}};
}

void addIpc(json &out, const Isolation &isolation, bool rootless)
{
    if (isolation.ipc == "host") {
        // Where the host mounts no message queues, the mount is made anew: it shows the host's all the same. Root may.
        if (exists("/dev/mqueue"))
            out.push_back(mount("/dev/mqueue", "bind", "/dev/mqueue", {"rbind", "nosuid", "noexec", "nodev"}));
        else if (!rootless)
            out.push_back(mount("/dev/mqueue", "mqueue", "mqueue", {"nosuid", "noexec", "nodev"}));
        out.push_back(mount("/dev/shm", "bind", "/dev/shm", {"rbind", "nosuid", "noexec", "nodev"}));
        return;
    }
    out.push_back(mount("/dev/mqueue", "mqueue", "mqueue", {"nosuid", "noexec", "nodev"}));
    if (isolation.ipc != "none")
        out.push_back(mount("/dev/shm", "tmpfs", "shm",
                            {"nosuid", "noexec", "nodev", "mode=1777",
                             "size=" + std::to_string(isolation.shmSize.value_or(std::int64_t{64} << 20U))}));
}

} // namespace

json specMounts(const SpecInput &input)
{
    const Record &record = input.record;
    const bool rootless = input.mapping.has_value();
    const char *writable = record.spec.isolation.privileged ? "rw" : "ro";
    json out = json::array();
    // proc belongs to a namespace of processes: without one of its own, a user namespace may only bind it.
    if (rootless && record.spec.isolation.pid == "host")
        out.push_back(mount("/proc", "bind", "/proc", {"rbind", "nosuid", "noexec", "nodev"}));
    else
        out.push_back(mount("/proc", "proc", "proc", {"nosuid", "noexec", "nodev"}));
    out.push_back(mount("/dev", "tmpfs", "tmpfs", {"nosuid", "strictatime", "mode=755", "size=65536k"}));
    std::vector<std::string> pts = {"nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620"};
    if (!rootless || input.mapping->hostGid(5) >= 0)
        pts.emplace_back("gid=5"); // tty
    out.push_back(mount("/dev/pts", "devpts", "devpts", std::move(pts)));
    // sysfs belongs to a network namespace: without one of its own, a user namespace may only bind it.
    if (rootless && record.spec.network == "host")
        out.push_back(mount("/sys", "bind", "/sys", {"rbind", "nosuid", "noexec", "nodev", "ro"}));
    else
        out.push_back(mount("/sys", "sysfs", "sysfs", {"nosuid", "noexec", "nodev", writable}));
    out.push_back(mount("/sys/fs/cgroup", "cgroup", "cgroup", {"nosuid", "noexec", "nodev", "relatime", writable}));
    addIpc(out, record.spec.isolation, rootless);
    for (const char *name : {"resolv.conf", "hostname", "hosts"}) {
        const std::string target = std::string("/etc/") + name;
        const auto &own = record.spec.mounts;
        if (std::none_of(own.begin(), own.end(), [&](const BindMount &m) { return m.target == target; }))
            out.push_back(mount(target.c_str(), "bind", ((input.filesFrom.empty() ? input.bundle : input.filesFrom) + "/" + name).c_str(),
                                {"rbind", "rprivate", record.spec.readOnlyRoot ? "ro" : "rw"}));
    }
    // Parents before what lies in them.
    std::vector<json> sorted;
    for (const BindMount &m : record.spec.mounts)
        sorted.push_back(mount(m.target.c_str(), "bind", m.source.c_str(), {"rbind", "rprivate", m.readOnly ? "ro" : "rw"}));
    for (const Volume &volume : record.volumes)
        sorted.push_back(mount(volume.target.c_str(), "bind", (input.bundle + "/volumes/" + volume.name + "/_data").c_str(),
                               {"rbind", "rprivate", "rw"}));
    for (const TmpfsMount &one : record.spec.isolation.tmpfs)
        sorted.push_back(mount(one.target.c_str(), "tmpfs", "tmpfs", tmpfsOptions(one.options)));
    if (!input.init.empty())
        sorted.push_back(mount(initPath, "bind", input.init.c_str(), {"rbind", "rprivate", "ro"}));
    const auto depth = [](const json &m) {
        const std::string &target = m.at("destination").get_ref<const std::string &>();
        return std::count(target.begin(), target.end(), '/');
    };
    std::stable_sort(sorted.begin(), sorted.end(), [&](const json &x, const json &y) { return depth(x) < depth(y); });
    for (json &m : sorted)
        out.push_back(std::move(m));
    return out;
}

} // namespace tare::local
