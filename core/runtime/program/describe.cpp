// SPDX-License-Identifier: GPL-3.0-or-later
// features, spec.
#include "core/base/file.h"
#include "core/runtime/program/arguments.h"
#include "core/runtime/program/commands.h"
#include "core/runtime/seccomp/seccomp.h"
#include "core/runtime/spec/spec.h"

#include <nlohmann/json.hpp>

namespace tare::runtime {

using nlohmann::ordered_json;

Result<int> commandFeatures(const Global &, const Words &)
{
    ordered_json j;
    j["ociVersionMin"] = "1.0.0";
    j["ociVersionMax"] = "1.2.0";
    j["hooks"] = {"prestart", "createRuntime", "createContainer", "startContainer", "poststart", "poststop"};
    j["mountOptions"] = {"bind",    "defaults",    "dev",      "diratime", "exec",        "noatime",
                         "nodev",   "nodiratime",  "noexec",   "nosuid",   "nosymfollow", "private",
                         "rbind",   "rdev",        "relatime", "rexec",    "rnodev",      "rnoexec",
                         "rnosuid", "ro",          "rprivate", "rro",      "rrw",         "rshared",
                         "rslave",  "runbindable", "rw",       "shared",   "slave",       "strictatime",
                         "suid",    "unbindable"};
    ordered_json &l = j["linux"];
    l["namespaces"] = {"cgroup", "ipc", "mount", "network", "pid", "time", "user", "uts"};
    std::vector<std::string> capabilities;
    for (const char *name : {"CHOWN",
                             "DAC_OVERRIDE",
                             "DAC_READ_SEARCH",
                             "FOWNER",
                             "FSETID",
                             "KILL",
                             "SETGID",
                             "SETUID",
                             "SETPCAP",
                             "LINUX_IMMUTABLE",
                             "NET_BIND_SERVICE",
                             "NET_BROADCAST",
                             "NET_ADMIN",
                             "NET_RAW",
                             "IPC_LOCK",
                             "IPC_OWNER",
                             "SYS_MODULE",
                             "SYS_RAWIO",
                             "SYS_CHROOT",
                             "SYS_PTRACE",
                             "SYS_PACCT",
                             "SYS_ADMIN",
                             "SYS_BOOT",
                             "SYS_NICE",
                             "SYS_RESOURCE",
                             "SYS_TIME",
                             "SYS_TTY_CONFIG",
                             "MKNOD",
                             "LEASE",
                             "AUDIT_WRITE",
                             "AUDIT_CONTROL",
                             "SETFCAP",
                             "MAC_OVERRIDE",
                             "MAC_ADMIN",
                             "SYSLOG",
                             "WAKE_ALARM",
                             "BLOCK_SUSPEND",
                             "AUDIT_READ",
                             "PERFMON",
                             "BPF",
                             "CHECKPOINT_RESTORE"})
        capabilities.push_back(std::string("CAP_") + name);
    l["capabilities"] = capabilities;
    l["cgroup"] = {{"v1", true}, {"v2", true}, {"systemd", false}, {"systemdUser", false}, {"rdma", false}};
    l["seccomp"] = {{"enabled", true},
                    {"actions",
                     {"SCMP_ACT_ALLOW", "SCMP_ACT_ERRNO", "SCMP_ACT_KILL", "SCMP_ACT_KILL_PROCESS",
                      "SCMP_ACT_KILL_THREAD", "SCMP_ACT_LOG", "SCMP_ACT_TRACE", "SCMP_ACT_TRAP"}}};
    l["apparmor"] = {{"enabled", true}};
    l["selinux"] = {{"enabled", false}};
    l["intelRdt"] = {{"enabled", false}};
    l["mountExtensions"]["idmap"] = {{"enabled", false}};
    print(j.dump(2) + "\n");
    return 0;
}

Result<int> commandSpec(const Global &, const Words &words)
{
    const Arguments a = TARE_TRY(Arguments::parse(words, {{"rootless"}, {"bundle", 'b', true}}, true));
    const bool rootless = a.has("rootless");
    ordered_json j;
    j["ociVersion"] = "1.2.0";
    j["process"] = {
        {"terminal", true},
        {"user", {{"uid", 0}, {"gid", 0}}},
        {"args", {"sh"}},
        {"env", {"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "TERM=xterm"}},
        {"cwd", "/"},
        {"noNewPrivileges", true}};
    const std::vector<std::string> caps = {"CAP_AUDIT_WRITE", "CAP_KILL", "CAP_NET_BIND_SERVICE"};
    j["process"]["capabilities"] = {{"bounding", caps}, {"effective", caps}, {"permitted", caps}};
    j["root"] = {{"path", "rootfs"}, {"readonly", true}};
    j["hostname"] = "tare";
    const auto mount = [](const char *at, const char *type, const char *source,
                          std::vector<std::string> options) {
        return ordered_json{
            {"destination", at}, {"type", type}, {"source", source}, {"options", std::move(options)}};
    };
    const std::string ptsGid = "gid=5";
    j["mounts"] = {
        mount("/proc", "proc", "proc", {"nosuid", "noexec", "nodev"}),
        mount("/dev", "tmpfs", "tmpfs", {"nosuid", "strictatime", "mode=755", "size=65536k"}),
        mount("/dev/pts", "devpts", "devpts",
              {"nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", ptsGid}),
        mount("/dev/shm", "tmpfs", "shm", {"nosuid", "noexec", "nodev", "mode=1777", "size=65536k"}),
        mount("/dev/mqueue", "mqueue", "mqueue", {"nosuid", "noexec", "nodev"}),
        mount("/sys", "sysfs", "sysfs", {"nosuid", "noexec", "nodev", "ro"}),
        mount("/sys/fs/cgroup", "cgroup", "cgroup", {"nosuid", "noexec", "nodev", "relatime", "ro"})};
    ordered_json &l = j["linux"];
    l["namespaces"] = ordered_json::array();
    for (const char *type : {"pid", "network", "ipc", "uts", "mount", "cgroup"})
        l["namespaces"].push_back({{"type", type}});
    if (rootless) {
        l["namespaces"].push_back({{"type", "user"}});
        const userns::Mapping m = TARE_TRY(userns::mappingOfCaller());
        const auto list = [](const std::vector<userns::Range> &ranges) {
            ordered_json out = ordered_json::array();
            for (const userns::Range &r : ranges)
                out.push_back({{"containerID", r.inside}, {"hostID", r.outside}, {"size", r.count}});
            return out;
        };
        l["uidMappings"] = list(m.uids);
        l["gidMappings"] = list(m.gids);
    } else {
        l["resources"]["devices"] = {{{"allow", false}, {"access", "rwm"}}};
    }
    l["maskedPaths"] = {"/proc/acpi",       "/proc/asound",      "/proc/interrupts",
                        "/proc/kcore",      "/proc/keys",        "/proc/latency_stats",
                        "/proc/timer_list", "/proc/timer_stats", "/proc/sched_debug",
                        "/proc/scsi",       "/sys/firmware",     "/sys/devices/virtual/powercap"};
    l["readonlyPaths"] = {"/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"};
    l["seccomp"] = ordered_json::parse(defaultSeccompProfile());
    const std::string file = a.get("bundle", ".") + "/config.json";
    if (exists(file))
        return fail(Errc::NameInUse, file);
    TARE_CHECK(writeFileAtomic(file, j.dump(2) + "\n", 0644));
    return 0;
}

} // namespace tare::runtime
