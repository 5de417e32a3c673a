// SPDX-License-Identifier: GPL-3.0-or-later
// Control groups, v1, v2 and both at once: which controllers there are and where, and one container's group
// in them. kernel.org: admin-guide/cgroup-v1/*, admin-guide/cgroup-v2; cgroups(7). Needs nothing but
// tare_base.
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace tare::cgroup {

// Systemd: v1's named hierarchy, by which systemd and others tell whose a process is. It limits nothing.
enum class Controller { Cpu, CpuAcct, CpuSet, Memory, Pids, Freezer, Devices, BlkIo, HugeTlb, NetCls, NetPrio, Rdma, PerfEvent, Systemd };
inline constexpr std::size_t controllerCount = 8; // which containers are always in, or can be; the others are rare
inline constexpr std::size_t rareControllerCount = 6;
[[nodiscard]] const char *controllerName(Controller controller); // v1's: "cpu", "cpuacct", …, "blkio"

// V1: every controller is bound to a v1 hierarchy. V2: there is only the unified one. Hybrid: both are
// mounted; each controller is in one of them. None: no cgroup file system is mounted.
enum class Layout { None, V1, V2, Hybrid };
[[nodiscard]] const char *layoutName(Layout layout); // "none", "v1", "v2", "hybrid"

// What is said of one block device: its weight, or how fast it may be read or written.
struct BlockDevice
{
    enum Throttle { None, ReadBps, WriteBps, ReadIops, WriteIops };
    std::uint32_t major = 0, minor = 0;
    std::uint16_t weight = 0, leafWeight = 0; // 10 … 1000; 0: not said
    Throttle throttle = None;
    std::uint64_t rate = 0; // bytes or operations a second; 0: no limit

    bool operator==(const BlockDevice &) const = default;
};

// What is to be limited, in the OCI runtime specification's units. Unset: left as it is.
struct Resources
{
    std::optional<std::int64_t> cpuQuota;   // µs of CPU time in each period; ≤ 0: no limit
    std::optional<std::uint64_t> cpuPeriod; // µs; the kernel's default is 100 000
    std::optional<std::uint64_t> cpuShares; // v1 shares, 2 … 262144; converted to a weight on v2
    std::string cpusetCpus, cpusetMems;
    std::optional<std::int64_t> memory; // bytes; ≤ 0: no limit
    std::optional<std::int64_t>
        memorySwap; // bytes of memory and swap together; -1: no limit; 0 counts as unset
    std::optional<std::int64_t> memoryReservation;
    std::optional<std::int64_t> pids;                         // ≤ 0: no limit
    std::optional<std::uint16_t> blkioWeight;                 // 10 … 1000
    bool disableOomKiller = false;                            // v1 only
    // What Tare itself never sets, and other engines may.
    std::optional<std::uint64_t> cpuBurst;                       // µs
    std::optional<std::int64_t> cpuIdle;                         // 0 or 1
    std::optional<std::int64_t> realtimeRuntime;                 // µs; v1 only
    std::optional<std::uint64_t> realtimePeriod;                 // µs; v1 only
    std::optional<std::int64_t> kernelMemory, kernelTcpMemory;   // bytes; v1 only
    std::optional<std::uint64_t> swappiness;                     // 0 … 100; v1 only
    bool checkBeforeUpdate = false;                              // refuse a memory limit below what is used
    std::optional<std::uint16_t> blkioLeafWeight;                // 10 … 1000; v1 only
    std::vector<BlockDevice> blockDevices;
    std::vector<std::pair<std::string, std::uint64_t>> hugepages; // "2MB" → bytes
    std::optional<std::uint32_t> netClass;                       // v1 only
    std::vector<std::pair<std::string, std::uint32_t>> netPriorities; // interface → priority; v1 only
    std::vector<std::string> rdma;                               // lines for rdma.max
    std::vector<std::pair<std::string, std::string>> unified; // v2 files and what to write to them

    // --cpus × 10⁹, in the way Docker does it: a period of 100 ms. 0: no limit.
    void setNanoCpus(std::int64_t nanoCpus);
    [[nodiscard]] bool limitsAnything() const;
    // Controllers that a container is in only when something of theirs is asked for.
    [[nodiscard]] std::vector<Controller> extraControllers() const;
    bool operator==(const Resources &) const = default;
};

// One rule of the device policy. Rules are applied in order: the last one that fits decides.
struct DeviceRule
{
    bool allow = false;
    char type = 'a';                           // a: all, b: block, c: character
    std::optional<std::uint32_t> major, minor; // unset: any
    std::string access = "rwm";                // any of r, w, m

    bool operator==(const DeviceRule &) const = default;
};

// One reading of the counters; sizes are bytes, times are nanoseconds. What the kernel does not say is 0.
struct Stats
{
    std::int64_t readAt = 0; // CLOCK_MONOTONIC
    std::int64_t cpuUsage = 0, cpuUser = 0, cpuSystem = 0;
    std::int64_t periods = 0, throttledPeriods = 0, throttledTime = 0;
    std::int64_t cpuQuota = 0, cpuPeriod = 0;     // µs; quota 0: no limit
    std::int64_t memoryUsage = 0;                 // without inactive file pages, as Docker shows it
    std::int64_t memoryCurrent = 0;               // as the kernel says it
    std::int64_t memoryPeak = 0, memoryLimit = 0; // limit 0: none
    std::int64_t memorySwapLimit = 0;             // memory and swap together; 0: none
    std::int64_t oomKills = 0;
    std::int64_t pids = 0, pidsLimit = 0; // limit 0: none
    std::int64_t blockRead = 0, blockWritten = 0;
};

// Where a controller is: the mount, and the caller's own group below it.
struct Place
{
    bool unified = false;
    std::string mount; // "/sys/fs/cgroup/memory"
    std::string
        root; // the group that the mount shows as its top: "/" unless the mount is a part (a container's)
    std::string own; // the caller's group as /proc/self/cgroup says it
};

// What this user can apply here, found without starting anything. A word for each that cannot be applied.
struct Support
{
    bool cpus = false, memory = false, memorySwap = false, pids = false, freezer = false, cpuset = false, io = false,
         ioWeight = false;
    bool memoryIsV1 = false; // whose swappiness and OOM killer can be set
    // Why not, for a person: "controller cpu is not delegated to this user …"; empty where it can.
    std::string cpusReason, memoryReason, memorySwapReason, pidsReason, freezerReason, cpusetReason, ioReason, ioWeightReason;
    // LimitNotApplied naming the flag (--cpus, --memory, …) when `wanted` sets a limit that cannot be applied.
    [[nodiscard]] Status check(const Resources &wanted) const;
};

class Hierarchy
{
public:
    // From /proc/self/cgroup and /proc/self/mountinfo.
    [[nodiscard]] static Result<Hierarchy> detect();
    // The same from text, for tests and for fuzzing; `available` is cgroup.controllers of the v2 mount's top.
    [[nodiscard]] static Hierarchy parse(std::string_view cgroup, std::string_view mountinfo,
                                         std::string_view available);

    [[nodiscard]] Layout layout() const { return m_layout; }
    // Null when the kernel has no such controller, or it is mounted nowhere.
    [[nodiscard]] const Place *place(Controller controller) const;
    [[nodiscard]] const Place *unified() const; // the v2 mount, also when it holds no controller
    // The value for linux.cgroupsPath of a container: "/tare/ID" for root; below what is delegated to this
    // user for anyone else; empty when this user may not make any group here (the container then runs in its
    // caller's).
    [[nodiscard]] std::string containerPath(const std::string &id) const;
    // A path of linux.cgroupsPath as it means the same to every process, whatever group it is in: from the top on v1, where
    // the caller may be in a group of its own in each hierarchy; below the caller's group on v2.
    [[nodiscard]] std::string absolute(const std::string &path) const;
    // The folder of a group in this controller's hierarchy. `path` is as in linux.cgroupsPath: absolute from
    // the hierarchy's top, relative from the caller's own group.
    [[nodiscard]] std::string folder(const Place &place, const std::string &path) const;
    // For a group at `path` (see containerPath).
    [[nodiscard]] Support probe(const std::string &path) const;
    // Short for probe(containerPath("x")).
    [[nodiscard]] Support probe() const;

private:
    Layout m_layout = Layout::None;
    std::array<std::optional<Place>, controllerCount + rareControllerCount> m_places;
    std::optional<Place> m_unified;
};

// One container's group in every hierarchy where it is needed. Destroying the object leaves the group.
class Group
{
public:
    // Makes the folders. Errors: InvalidArgument for a path with "..", System. Nothing is left when it fails.
    // A group that exists already is taken only when it is empty of processes. `everywhere`: in hierarchies that limit nothing
    // of the container's as well (each costs a start about 0.1 ms), as other runtimes do it and their callers expect it.
    [[nodiscard]] static Result<Group> create(const Hierarchy &hierarchy, const std::string &path,
                                              const std::vector<Controller> &extra = {}, bool everywhere = false);
    // Gives a group that is in use folders in these hierarchies too, and moves its processes there (v1).
    [[nodiscard]] Status extend(const Hierarchy &hierarchy, const std::vector<Controller> &extra);
    // A group that exists; never fails: what is gone shows in exists() and in errors of what is asked.
    [[nodiscard]] static Group open(const Hierarchy &hierarchy, const std::string &path);

    [[nodiscard]] const std::string &path() const { return m_path; }
    [[nodiscard]] bool exists() const;
    // Folders, each once; the v2 one first.
    [[nodiscard]] std::vector<std::string> folders() const;
    [[nodiscard]] std::vector<Controller> controllers() const; // those that have a folder
    // Empty when the controller is not used.
    [[nodiscard]] const std::string &folder(Controller controller) const;
    [[nodiscard]] bool isUnified() const; // limits are those of v2
    [[nodiscard]] bool isV2(Controller controller) const { return m_isV2[static_cast<std::size_t>(controller)]; }

    // Writes the limits; works while the container runs. LimitNotApplied names the flag, LimitOutOfRange too.
    [[nodiscard]] Status apply(const Resources &resources) const;
    // v1: devices.allow and devices.deny; v2: a program of type BPF_PROG_TYPE_CGROUP_DEVICE.
    [[nodiscard]] Status setDevices(const std::vector<DeviceRule> &rules) const;

    // v2: lets a user divide the group further and move processes in it (cgroup-v2, "Model of Delegation"). Nothing on v1, where
    // handing over a group hands over its limits.
    [[nodiscard]] Status giveTo(uid_t uid) const;

    // For joinSelf(), without the v2 group when the process is cloned into that. On v1 these are the files "tasks": a thread
    // that moves itself there is spared what moving a process by cgroup.procs costs, a wait for all CPUs (10 to 20 ms).
    [[nodiscard]] Result<std::vector<UniqueFd>> joinFds(bool unifiedToo) const;
    // The same for groups that the workload made below it: "path" or, on v1, "controller[,controller]:path".
    [[nodiscard]] Result<std::vector<UniqueFd>> joinFds(const std::vector<std::string> &below) const;
    // The v2 group that this process is in, which may be one that the workload made and moved to: where a process can still
    // join when the group itself has handed out controllers (cgroup-v2, "No Internal Process Constraint").
    [[nodiscard]] static Result<UniqueFd> joinFdOf(pid_t pid);
    // Moves the calling process, which has one thread only. Uses the rights of whoever opened the files.
    [[nodiscard]] static Status joinSelf(const std::vector<UniqueFd> &fds);
    // For CLONE_INTO_CGROUP; invalid when v2 is not used.
    [[nodiscard]] Result<UniqueFd> cloneFd() const;

    [[nodiscard]] Result<Stats> stats() const;
    [[nodiscard]] std::int64_t oomKills() const;           // 0 when it cannot be read
    [[nodiscard]] Result<std::vector<pid_t>> pids() const; // of groups below it too
    [[nodiscard]] Status freeze() const; // waits until all is frozen; Timeout after 10 s, thawed again
    [[nodiscard]] Status thaw() const;
    [[nodiscard]] bool frozen() const;
    // KILL to every process, frozen ones included.
    [[nodiscard]] Status killAll() const;
    // Any other signal to every process.
    [[nodiscard]] Status signalAll(int signal) const;
    // Removes the group and what the workload made below it, depth first; waits for EBUSY to pass. Gone is
    // success. A parent named "tare" that has become empty is left.
    [[nodiscard]] Status remove() const;

private:
    void use(const Hierarchy &hierarchy, Controller controller);
    void spread(const Hierarchy &hierarchy, std::vector<std::string> &made);
    [[nodiscard]] Status prepare(const Hierarchy &hierarchy, const std::vector<Controller> &extra) const;
    std::string m_path;
    std::array<std::string, controllerCount + rareControllerCount> m_folders;
    std::string m_unifiedFolder; // empty when every controller is v1's
    std::array<bool, controllerCount + rareControllerCount> m_isV2{};
};

// Conversions, public for their tests.
// cpu.shares → cpu.weight as runc 1.3 and crun 1.23 do it: 1024 becomes 100. 0 stays 0.
[[nodiscard]] std::uint64_t weightFromShares(std::uint64_t shares);
// memory.swap.max from memory and memory+swap; nullopt: leave it. InvalidArgument when swap < memory.
[[nodiscard]] Result<std::optional<std::string>> swapMax(const Resources &resources);

} // namespace tare::cgroup
