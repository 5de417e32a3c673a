// SPDX-License-Identifier: GPL-3.0-or-later
// Which limits can be applied, found by looking only.
#include "core/runtime/cgroup/cgroup.h"

#include "core/base/file.h"
#include "core/base/strings.h"

#include <dirent.h>
#include <unistd.h>

namespace tare::cgroup {
namespace {

bool writable(const std::string &path)
{
    return ::access(path.c_str(), W_OK) == 0;
}

std::string deepestExisting(std::string folder, const std::string &mount)
{
    while (folder.size() > mount.size() && !exists(folder))
        folder.resize(folder.rfind('/'));
    return folder;
}

bool listed(const std::string &file, std::string_view name)
{
    const auto text = readFile(file, 4096);
    if (!text)
        return false;
    for (const std::string_view word : split(trim(*text), ' ')) {
        if (word == name)
            return true;
    }
    return false;
}

// The top group has no limit files of its own: whether the kernel has one shows in any other group.
bool existsBelow(const std::string &folder, const std::string &file, int depth = 0)
{
    if (exists(folder + "/" + file))
        return true;
    DIR *dir = depth < 2 ? ::opendir(folder.c_str()) : nullptr;
    if (dir == nullptr)
        return false;
    bool found = false;
    while (const dirent *e = ::readdir(dir)) { // NOLINT(concurrency-mt-unsafe): a DIR of our own
        if (e->d_type == DT_DIR && e->d_name[0] != '.' &&
            existsBelow(folder + "/" + e->d_name, file, depth + 1)) {
            found = true;
            break;
        }
    }
    ::closedir(dir);
    return found;
}

std::string whyNot(const Hierarchy &h, Controller c, const std::string &path)
{
    const std::string name = controllerName(c);
    const Place *place = h.place(c);
    if (place == nullptr)
        return "the kernel has no controller " + name + " mounted";
    if (path.empty())
        return "this user may not make control groups here (controller " + name + " is not delegated)";
    const std::string at = deepestExisting(h.folder(*place, path), place->mount);
    if (!writable(at))
        return at + " is not writable for this user";
    if (!place->unified || c == Controller::Freezer)
        return {};
    const std::string v2 = c == Controller::BlkIo ? "io" : name;
    // What is not handed down to it yet can be, from the nearest group above that has it (see handDownControllers()).
    std::string holder = at;
    while (!listed(holder + "/cgroup.controllers", v2)) {
        if (holder.size() <= place->mount.size())
            return "controller " + v2 + " is not delegated to " + at;
        holder.resize(holder.rfind('/'));
        if (!writable(holder + "/cgroup.subtree_control"))
            return "controller " + v2 + " is not delegated to " + at;
    }
    if (!listed(at + "/cgroup.subtree_control", v2) && !writable(at + "/cgroup.subtree_control"))
        return "controller " + v2 + " cannot be handed out below " + at;
    return {};
}

Status checkOne(bool wanted, bool can, const char *flag, const std::string &reason)
{
    if (!wanted || can)
        return {};
    return fail(Errc::LimitNotApplied, flag, reason,
                ::geteuid() == 0
                    ? "Boot with the controller enabled, or leave this limit out."
                    : "Delegate the controllers to your user (systemd: Delegate=cpu memory pids for "
                      "user@.service), run as root, or leave this limit out.");
}

// Both show at the top as well, by files of other names.
bool weighsBlocks(const Place &blocks)
{
    if (!blocks.unified)
        return exists(blocks.mount + "/blkio.bfq.io_serviced") || existsBelow(blocks.mount, "blkio.weight") ||
               existsBelow(blocks.mount, "blkio.bfq.weight");
    return exists(blocks.mount + "/io.cost.qos") || existsBelow(blocks.mount, "io.weight") || existsBelow(blocks.mount, "io.bfq.weight");
}

const char *throttleFlag(BlockDevice::Throttle throttle)
{
    switch (throttle) {
    case BlockDevice::ReadBps: return "--device-read-bps";
    case BlockDevice::WriteBps: return "--device-write-bps";
    case BlockDevice::ReadIops: return "--device-read-iops";
    case BlockDevice::WriteIops: return "--device-write-iops";
    case BlockDevice::None: break;
    }
    return "--blkio-weight-device";
}

} // namespace

Support Hierarchy::probe(const std::string &path) const
{
    Support s;
    const auto set = [&](Controller c, bool &can, std::string &reason) {
        reason = whyNot(*this, c, path);
        can = reason.empty();
    };
    set(Controller::Cpu, s.cpus, s.cpusReason);
    set(Controller::Memory, s.memory, s.memoryReason);
    set(Controller::Pids, s.pids, s.pidsReason);
    set(Controller::Freezer, s.freezer, s.freezerReason);
    set(Controller::CpuSet, s.cpuset, s.cpusetReason);
    set(Controller::BlkIo, s.io, s.ioReason);
    s.ioWeight = s.io;
    s.ioWeightReason = s.ioReason;
    if (s.io && !weighsBlocks(*place(Controller::BlkIo))) {
        s.ioWeight = false;
        s.ioWeightReason = "the kernel has no block I/O scheduler here that knows weights (bfq, or io.cost on control groups v2)";
    }
    if (s.cpus) {
        const Place *cpu = place(Controller::Cpu);
        // CONFIG_CFS_BANDWIDTH may be missing; on v1 the top group shows it.
        if (!cpu->unified && !exists(cpu->mount + "/cpu.cfs_quota_us") &&
            !exists(deepestExisting(folder(*cpu, path), cpu->mount) + "/cpu.cfs_quota_us")) {
            s.cpus = false;
            s.cpusReason = "the kernel has no CFS bandwidth control";
        }
    }
    s.memoryIsV1 = s.memory && !place(Controller::Memory)->unified;
    s.memorySwap = s.memory;
    s.memorySwapReason = s.memoryReason;
    if (s.memory) {
        const Place *memory = place(Controller::Memory);
        const bool counts =
            memory->unified
                ? existsBelow(deepestExisting(folder(*memory, path), memory->mount), "memory.swap.max") ||
                      existsBelow(memory->mount, "memory.swap.max")
                : exists(memory->mount + "/memory.memsw.limit_in_bytes");
        if (!counts) {
            s.memorySwap = false;
            s.memorySwapReason = "the kernel does not count swap (boot with swapaccount=1)";
        }
    }
    return s;
}

Support Hierarchy::probe() const
{
    return probe(containerPath("x"));
}

Status Support::check(const Resources &r) const
{
    TARE_CHECK(checkOne(r.cpuQuota.value_or(0) > 0, cpus, "--cpus", cpusReason));
    TARE_CHECK(checkOne(r.cpuShares.value_or(0) > 0, cpus, "--cpu-shares", cpusReason));
    TARE_CHECK(checkOne(r.memory.value_or(0) > 0, memory, "--memory", memoryReason));
    TARE_CHECK(checkOne(r.memoryReservation.value_or(0) > 0, memory, "--memory-reservation", memoryReason));
    TARE_CHECK(checkOne(r.memorySwap.value_or(0) > 0, memorySwap, "--memory-swap", memorySwapReason));
    const std::string onlyV1 = memory ? "control groups v2 have no such limit" : memoryReason;
    TARE_CHECK(checkOne(r.swappiness.has_value(), memoryIsV1, "--memory-swappiness", onlyV1));
    TARE_CHECK(checkOne(r.disableOomKiller, memoryIsV1, "--oom-kill-disable", onlyV1));
    TARE_CHECK(checkOne(!r.cpusetCpus.empty(), cpuset, "--cpuset-cpus", cpusetReason));
    TARE_CHECK(checkOne(!r.cpusetMems.empty(), cpuset, "--cpuset-mems", cpusetReason));
    TARE_CHECK(checkOne(r.cpuPeriod.has_value(), cpus, "--cpu-period", cpusReason));
    TARE_CHECK(checkOne(r.blkioWeight.value_or(0) > 0, ioWeight, "--blkio-weight", ioWeightReason));
    for (const BlockDevice &device : r.blockDevices) {
        const bool throttled = device.throttle != BlockDevice::None;
        TARE_CHECK(checkOne(true, throttled ? io : ioWeight, throttleFlag(device.throttle), throttled ? ioReason : ioWeightReason));
    }
    return checkOne(r.pids.value_or(0) > 0, pids, "--pids-limit", pidsReason);
}

} // namespace tare::cgroup
