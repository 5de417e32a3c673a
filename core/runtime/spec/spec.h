// SPDX-License-Identifier: GPL-3.0-or-later
// A bundle's config.json (OCI runtime-spec 1.2, config.md and config-linux.md) as plain data, checked.
#pragma once

#include "core/base/result.h"
#include "core/runtime/cgroup/cgroup.h"
#include "core/runtime/spec/mount_options.h"
#include "core/runtime/userns/userns.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tare::runtime {

struct Mount
{
    std::string destination, type, source;
    MountOptions options;
    std::vector<userns::Range> uidMappings, gidMappings; // of an id-mapped mount; empty: the container's
};

enum class NamespaceKind { Mount, Pid, Network, Ipc, Uts, User, Cgroup, Time };
inline constexpr std::size_t namespaceKinds = 8;
[[nodiscard]] const char *namespaceName(NamespaceKind kind);   // the specification's: "mount", "network" …
[[nodiscard]] const char *namespaceFile(NamespaceKind kind);   // below /proc/PID/ns: "mnt", "net" …
[[nodiscard]] std::uint64_t namespaceFlag(NamespaceKind kind); // CLONE_NEW…

struct Namespace
{
    NamespaceKind kind = NamespaceKind::Mount;
    std::string path; // empty: a new one
};

struct Device
{
    char type = 'c'; // b, c or p
    std::string path;
    std::uint32_t major = 0, minor = 0, mode = 0666, uid = 0, gid = 0;
};

struct Rlimit
{
    int resource = 0; // RLIMIT_…
    std::string name; // "RLIMIT_NOFILE"
    std::uint64_t soft = 0, hard = 0;
};

// Bit n is capability n (capabilities(7)).
struct Capabilities
{
    std::uint64_t bounding = 0, effective = 0, permitted = 0, inheritable = 0, ambient = 0;
};

// sched_setattr(2); what is not said is 0.
struct Scheduler
{
    std::uint32_t policy = 0, priority = 0;
    std::int32_t nice = 0;
    std::uint64_t flags = 0, runtime = 0, deadline = 0, period = 0; // ns
};

struct Process
{
    bool terminal = false;
    std::uint16_t rows = 0, columns = 0; // 0: not said
    std::uint32_t uid = 0, gid = 0, umask = 0022;
    std::vector<std::uint32_t> additionalGids;
    std::vector<std::string> args, env;
    std::string cwd = "/";
    std::optional<Capabilities> capabilities; // unset: none
    std::vector<Rlimit> rlimits;
    bool noNewPrivileges = false;
    std::optional<int> oomScoreAdj;
    std::string apparmorProfile;
    std::optional<Scheduler> scheduler;
    std::optional<int> ioPriority;               // as ioprio_set(2) takes it
    std::string initialAffinity, finalAffinity;  // of what exec starts: lists of CPUs, or empty
    std::vector<std::string> unknownCapabilities; // what was asked for and nobody here knows

    [[nodiscard]] static Result<Process> parse(std::string_view json);
};

struct Hook
{
    std::string path;
    std::vector<std::string> args, env;
    int timeout = 0; // seconds; 0: none
};

// time_namespaces(7)
struct TimeOffset
{
    const char *clock; // "monotonic", "boottime"
    std::int64_t seconds = 0;
    std::uint32_t nanoseconds = 0;
};

// set_mempolicy(2)
struct MemoryPolicy
{
    int mode = 0; // with its flags
    std::string nodes;
};

struct Hooks
{
    std::vector<Hook> prestart, createRuntime, createContainer, startContainer, poststart, poststop;
};

struct Spec
{
    std::string version, rootPath, hostname, domainname;
    bool rootReadonly = false;
    std::vector<Mount> mounts;
    std::optional<Process> process;
    Hooks hooks;
    std::map<std::string, std::string> annotations;

    std::vector<Namespace> namespaces;
    std::vector<userns::Range> uidMappings, gidMappings;
    std::vector<Device> devices;
    std::string cgroupsPath;
    cgroup::Resources resources;
    std::vector<cgroup::DeviceRule> deviceRules;
    std::map<std::string, std::string> sysctl;
    std::vector<std::string> maskedPaths, readonlyPaths;
    std::uint64_t rootfsPropagation = 0; // MS_…; 0: not said
    std::string seccomp;                 // linux.seccomp in canonical form, or empty
    std::optional<std::uint64_t> personality;
    std::vector<TimeOffset> timeOffsets;
    std::optional<MemoryPolicy> memoryPolicy;

    // Unsupported and InvalidArgument name the field.
    [[nodiscard]] static Result<Spec> parse(std::string_view json);
    // BUNDLE/config.json
    [[nodiscard]] static Result<Spec> load(const std::string &bundle);
    // Null when the container shares the caller's.
    [[nodiscard]] const Namespace *find(NamespaceKind kind) const;
    [[nodiscard]] bool makes(NamespaceKind kind) const; // a new one
};

// linux.resources alone: what `update --resources` reads. `devices` is set when it holds device rules.
[[nodiscard]] Result<cgroup::Resources> parseResources(std::string_view json,
                                                       std::vector<cgroup::DeviceRule> *devices = nullptr);
// "0-3,7" as a set of numbers below 4096; nullopt when it is no such list.
[[nodiscard]] std::optional<std::vector<unsigned>> parseNumberList(std::string_view text);
// "CAP_NET_RAW", "net_raw" → 13; -1 when there is no such capability.
[[nodiscard]] int capabilityNumber(std::string_view name);
// 13 → "NET_RAW"; empty when there is no such number.
[[nodiscard]] std::string capabilityName(int number);
[[nodiscard]] int rlimitNumber(std::string_view name); // "RLIMIT_NOFILE"; -1

} // namespace tare::runtime
