// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/spec_mounts.h"

#include "core/base/file.h"
#include "core/engine/local/isolation.h"
#include "core/engine/local/volume_store.h"
#include "core/runtime/spec/mount_options.h"

#include <algorithm>

namespace tare::local {

using nlohmann::json;

namespace {

json mount(const char *target, const char *type, const char *source, std::vector<std::string> options)
{
    return {{"destination", target}, {"type", type}, {"source", source}, {"options", std::move(options)}};
}

// "rro": with all that is mounted below the source (mount_setattr(2)), as Docker does since version 25.
json bind(const BindMount &m)
{
    const bool whole = m.recursive != "disabled";
    const char *access = !m.readOnly ? "rw" : whole && m.recursive != "writable" ? "rro" : "ro";
    return mount(m.target.c_str(), "bind", m.source.c_str(),
                 {whole ? "rbind" : "bind", m.propagation.empty() ? "rprivate" : m.propagation, access});
}

// `idmap`: its files belong to the container's users, whichever they are outside; so do a volume's, not a folder's of the host.
json volume(const VolumeMount &m, const std::string &folder, bool idmap)
{
    std::string source = folder;
    const char *type = "bind";
    std::vector<std::string> options = {"rbind"};
    // What its options ask to be mounted was looked at when it was made.
    if (const auto asked = volumeSource(m.options); asked && *asked) {
        source = (*asked)->device;
        options = (*asked)->options;
        if (!(*asked)->type.empty())
            type = (*asked)->type.c_str();
        json out = mount(m.target.c_str(), type, source.c_str(), {});
        options.emplace_back("rprivate");
        if (m.readOnly)
            options.emplace_back((*asked)->type.empty() ? "rro" : "ro");
        if (!m.subpath.empty())
            options.push_back(runtime::subpathOption + m.subpath);
        out["options"] = std::move(options);
        return out;
    }
    options.insert(options.end(), {"rprivate", m.readOnly ? "rro" : "rw"});
    if (idmap)
        options.emplace_back("idmap");
    if (!m.subpath.empty())
        options.push_back(runtime::subpathOption + m.subpath);
    return mount(m.target.c_str(), type, source.c_str(), std::move(options));
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
    const auto mapped = [&](std::vector<std::string> options) {
        if (input.idmap)
            options.emplace_back("idmap");
        return options;
    };
    // Parents before what lies in them: a volume at /etc does not hide the files that are the engine's.
    std::vector<json> sorted;
    const auto covers = [&](const auto &mounts, const std::string &target) {
        return std::any_of(mounts.begin(), mounts.end(), [&](const auto &m) { return m.target == target; });
    };
    for (const char *name : {"resolv.conf", "hostname", "hosts"}) {
        const std::string target = std::string("/etc/") + name;
        if (!covers(record.spec.mounts, target) && !covers(record.volumes, target))
            sorted.push_back(mount(target.c_str(), "bind", ((input.filesFrom.empty() ? input.bundle : input.filesFrom) + "/" + name).c_str(),
                                   mapped({"rbind", "rprivate", record.spec.readOnlyRoot ? "ro" : "rw"})));
    }
    for (const BindMount &m : record.spec.mounts)
        sorted.push_back(bind(m));
    for (std::size_t i = 0; i < record.volumes.size(); ++i)
        sorted.push_back(volume(record.volumes[i], i < input.volumes.size() ? input.volumes[i] : std::string(), input.idmap));
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

// A folder that is bound by -v need not exist: it is made.
Status prepareMounts(const CreateSpec &spec)
{
    for (const BindMount &mount : spec.mounts) {
        if (exists(mount.source))
            continue;
        if (!mount.createSource)
            return fail(Errc::InvalidArgument, {},
                        "invalid mount config for type \"bind\": bind source path does not exist: " + mount.source,
                        "Make it, or have it made: bind-create-src, or -v.");
        TARE_CHECK(makeDirs(mount.source, 0755));
    }
    return {};
}

} // namespace tare::local
