// SPDX-License-Identifier: GPL-3.0-or-later
// features, spec.
#include "core/base/file.h"
#include "core/runtime/program/arguments.h"
#include "core/runtime/program/commands.h"
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
    j["mountOptions"] = {"async", "atime", "bind", "defaults", "dev", "diratime", "dirsync", "exec", "idmap",
                         "iversion", "lazytime", "loud", "mand", "noatime", "nodev", "nodiratime", "noexec",
                         "noiversion", "nolazytime", "nomand", "norelatime", "nostrictatime", "nosuid", "nosymfollow",
                         "private", "ratime", "rbind", "rdev", "rdiratime", "relatime", "remount", "rexec", "ridmap",
                         "rnoatime", "rnodev", "rnodiratime", "rnoexec", "rnorelatime", "rnostrictatime", "rnosuid",
                         "rnosymfollow", "ro", "rprivate", "rrelatime", "rro", "rrw", "rshared", "rslave",
                         "rstrictatime", "rsuid", "rsymfollow", "runbindable", "rw", "shared", "silent", "slave",
                         "strictatime", "suid", "symfollow", "sync", "tmpcopyup", "unbindable"};
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
    l["cgroup"] = {{"v1", true}, {"v2", true}, {"systemd", false}, {"systemdUser", false}, {"rdma", true}};
    l["seccomp"] = {{"enabled", true},
                    {"actions",
                     {"SCMP_ACT_ALLOW", "SCMP_ACT_ERRNO", "SCMP_ACT_KILL", "SCMP_ACT_KILL_PROCESS",
                      "SCMP_ACT_KILL_THREAD", "SCMP_ACT_LOG", "SCMP_ACT_NOTIFY", "SCMP_ACT_TRACE", "SCMP_ACT_TRAP"}},
                    {"operators",
                     {"SCMP_CMP_EQ", "SCMP_CMP_GE", "SCMP_CMP_GT", "SCMP_CMP_LE", "SCMP_CMP_LT", "SCMP_CMP_MASKED_EQ",
                      "SCMP_CMP_NE"}},
                    {"archs",
                     {"SCMP_ARCH_AARCH64", "SCMP_ARCH_ARM", "SCMP_ARCH_MIPS", "SCMP_ARCH_MIPS64", "SCMP_ARCH_MIPS64N32",
                      "SCMP_ARCH_MIPSEL", "SCMP_ARCH_MIPSEL64", "SCMP_ARCH_MIPSEL64N32", "SCMP_ARCH_PPC", "SCMP_ARCH_PPC64",
                      "SCMP_ARCH_PPC64LE", "SCMP_ARCH_RISCV64", "SCMP_ARCH_S390", "SCMP_ARCH_S390X", "SCMP_ARCH_X32",
                      "SCMP_ARCH_X86", "SCMP_ARCH_X86_64"}},
                    {"knownFlags",
                     {"SECCOMP_FILTER_FLAG_LOG", "SECCOMP_FILTER_FLAG_SPEC_ALLOW", "SECCOMP_FILTER_FLAG_TSYNC",
                      "SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV"}},
                    {"supportedFlags",
                     {"SECCOMP_FILTER_FLAG_LOG", "SECCOMP_FILTER_FLAG_SPEC_ALLOW", "SECCOMP_FILTER_FLAG_TSYNC",
                      "SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV"}}};
    l["apparmor"] = {{"enabled", true}};
    l["selinux"] = {{"enabled", false}};
    l["intelRdt"] = {{"enabled", false}};
    l["mountExtensions"]["idmap"] = {{"enabled", true}};
    l["netDevices"] = {{"enabled", false}};
    l["memoryPolicy"] = {{"modes",
                          {"MPOL_BIND", "MPOL_DEFAULT", "MPOL_INTERLEAVE", "MPOL_LOCAL", "MPOL_PREFERRED",
                           "MPOL_PREFERRED_MANY", "MPOL_WEIGHTED_INTERLEAVE"}},
                         {"flags", {"MPOL_F_NUMA_BALANCING", "MPOL_F_RELATIVE_NODES", "MPOL_F_STATIC_NODES"}}};
    j["annotations"] = {{"org.tare.version", TARE_VERSION}};
    j["potentiallyUnsafeConfigAnnotations"] = ordered_json::array();
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
    for (const char *type : {"pid", "network", "ipc", "uts", "mount"})
        l["namespaces"].push_back({{"type", type}});
    // On v1 whoever writes the configuration chooses, as other runtimes' templates have it.
    if (const auto hierarchy = cgroup::Hierarchy::detect(); hierarchy && hierarchy->layout() == cgroup::Layout::V2)
        l["namespaces"].push_back({{"type", "cgroup"}});
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
    const std::string file = a.get("bundle", ".") + "/config.json";
    if (exists(file))
        return fail(Errc::InvalidArgument, file, "it exists; remove it first");
    TARE_CHECK(writeFileAtomic(file, j.dump(2) + "\n", 0644));
    return 0;
}

} // namespace tare::runtime
