// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/spec/spec.h"

#include "core/base/strings.h"

#include <iterator>
#include <linux/capability.h>
#include <sched.h>
#include <sys/resource.h>

namespace tare::runtime {
namespace {

// In the order of their numbers (linux/capability.h).
constexpr std::string_view capabilityNames[] = {"chown",
                                                "dac_override",
                                                "dac_read_search",
                                                "fowner",
                                                "fsetid",
                                                "kill",
                                                "setgid",
                                                "setuid",
                                                "setpcap",
                                                "linux_immutable",
                                                "net_bind_service",
                                                "net_broadcast",
                                                "net_admin",
                                                "net_raw",
                                                "ipc_lock",
                                                "ipc_owner",
                                                "sys_module",
                                                "sys_rawio",
                                                "sys_chroot",
                                                "sys_ptrace",
                                                "sys_pacct",
                                                "sys_admin",
                                                "sys_boot",
                                                "sys_nice",
                                                "sys_resource",
                                                "sys_time",
                                                "sys_tty_config",
                                                "mknod",
                                                "lease",
                                                "audit_write",
                                                "audit_control",
                                                "setfcap",
                                                "mac_override",
                                                "mac_admin",
                                                "syslog",
                                                "wake_alarm",
                                                "block_suspend",
                                                "audit_read",
                                                "perfmon",
                                                "bpf",
                                                "checkpoint_restore"};

struct RlimitName
{
    std::string_view name;
    int number;
};
constexpr RlimitName rlimitNames[] = {
    {"AS", RLIMIT_AS},           {"CORE", RLIMIT_CORE},         {"CPU", RLIMIT_CPU},
    {"DATA", RLIMIT_DATA},       {"FSIZE", RLIMIT_FSIZE},       {"LOCKS", RLIMIT_LOCKS},
    {"MEMLOCK", RLIMIT_MEMLOCK}, {"MSGQUEUE", RLIMIT_MSGQUEUE}, {"NICE", RLIMIT_NICE},
    {"NOFILE", RLIMIT_NOFILE},   {"NPROC", RLIMIT_NPROC},       {"RSS", RLIMIT_RSS},
    {"RTPRIO", RLIMIT_RTPRIO},   {"RTTIME", RLIMIT_RTTIME},     {"SIGPENDING", RLIMIT_SIGPENDING},
    {"STACK", RLIMIT_STACK}};

} // namespace

int capabilityNumber(std::string_view name)
{
    std::string lower = toLower(name);
    if (lower.compare(0, 4, "cap_") == 0)
        lower.erase(0, 4);
    int n = 0;
    for (const std::string_view known : capabilityNames) {
        if (lower == known)
            return n;
        ++n;
    }
    return -1;
}

std::string capabilityName(int number)
{
    if (number < 0 || static_cast<std::size_t>(number) >= std::size(capabilityNames))
        return {};
    return toUpper(capabilityNames[number]);
}

int rlimitNumber(std::string_view name)
{
    if (name.substr(0, 7) != "RLIMIT_")
        return -1;
    for (const RlimitName &known : rlimitNames) {
        if (name.substr(7) == known.name)
            return known.number;
    }
    return -1;
}

const char *namespaceName(NamespaceKind kind)
{
    switch (kind) {
    case NamespaceKind::Mount:
        return "mount";
    case NamespaceKind::Pid:
        return "pid";
    case NamespaceKind::Network:
        return "network";
    case NamespaceKind::Ipc:
        return "ipc";
    case NamespaceKind::Uts:
        return "uts";
    case NamespaceKind::User:
        return "user";
    case NamespaceKind::Cgroup:
        return "cgroup";
    case NamespaceKind::Time:
        return "time";
    }
    return "";
}

const char *namespaceFile(NamespaceKind kind)
{
    switch (kind) {
    case NamespaceKind::Mount:
        return "mnt";
    case NamespaceKind::Network:
        return "net";
    default:
        return namespaceName(kind);
    }
}

std::uint64_t namespaceFlag(NamespaceKind kind)
{
    switch (kind) {
    case NamespaceKind::Mount:
        return CLONE_NEWNS;
    case NamespaceKind::Pid:
        return CLONE_NEWPID;
    case NamespaceKind::Network:
        return CLONE_NEWNET;
    case NamespaceKind::Ipc:
        return CLONE_NEWIPC;
    case NamespaceKind::Uts:
        return CLONE_NEWUTS;
    case NamespaceKind::User:
        return CLONE_NEWUSER;
    case NamespaceKind::Cgroup:
        return CLONE_NEWCGROUP;
    case NamespaceKind::Time:
        return 0x80; // CLONE_NEWTIME
    }
    return 0;
}

const Namespace *Spec::find(NamespaceKind kind) const
{
    for (const Namespace &n : namespaces) {
        if (n.kind == kind)
            return &n;
    }
    return nullptr;
}

bool Spec::makes(NamespaceKind kind) const
{
    const Namespace *n = find(kind);
    return n != nullptr && n->path.empty();
}

} // namespace tare::runtime
