// SPDX-License-Identifier: GPL-3.0-or-later
// Writing limits, at creation and while the container runs.
#include "core/runtime/cgroup/cgroup.h"

#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/runtime/cgroup/limit_file.h"

#include <algorithm>

namespace tare::cgroup {
namespace {

std::string maxOr(std::int64_t value)
{
    return value > 0 ? std::to_string(value) : "max";
}

Status applyCpu(const Group &g, const Resources &r, bool v2)
{
    const Target cpu{"--cpus", g.folder(Controller::Cpu)};
    const bool noLimit = r.cpuQuota && *r.cpuQuota <= 0;
    if (r.cpuQuota && !(noLimit && cpu.folder.empty())) {
        const std::string period = std::to_string(r.cpuPeriod.value_or(100'000));
        if (v2) { // a quota alone leaves the period as it is, which is 100 ms to begin with
            if (!(noLimit && !exists(cpu.folder + "/cpu.max")))
                TARE_CHECK(writeLimit(cpu, "cpu.max", maxOr(*r.cpuQuota) + (r.cpuPeriod ? " " + period : std::string())));
        } else {
            const std::string quota = noLimit ? "-1" : std::to_string(*r.cpuQuota);
            // A group's share may not exceed its parent's, for whichever of the two is written first.
            const Status periodFirst = r.cpuPeriod ? writeLimit(cpu, "cpu.cfs_period_us", period) : Status();
            TARE_CHECK(writeLimit(cpu, "cpu.cfs_quota_us", quota));
            if (!periodFirst)
                TARE_CHECK(writeLimit(cpu, "cpu.cfs_period_us", period));
        }
    } else if (r.cpuPeriod) {
        const auto now = v2 ? readFile(cpu.folder + "/cpu.max", 64) : Result<std::string>(std::string());
        const std::string quota(now && !now->empty() ? split(*now, ' ')[0] : "max");
        TARE_CHECK(v2 ? writeLimit(cpu, "cpu.max", quota + " " + std::to_string(*r.cpuPeriod))
                      : writeLimit(cpu, "cpu.cfs_period_us", std::to_string(*r.cpuPeriod)));
    }
    const Target shares{"--cpu-shares", g.folder(Controller::Cpu)};
    if (r.cpuShares.value_or(0) > 0)
        TARE_CHECK(v2 ? writeLimit(shares, "cpu.weight", std::to_string(weightFromShares(*r.cpuShares)))
                      : writeLimit(shares, "cpu.shares", std::to_string(*r.cpuShares)));
    if (!r.cpusetCpus.empty())
        TARE_CHECK(writeLimit({"--cpuset-cpus", g.folder(Controller::CpuSet)}, "cpuset.cpus", r.cpusetCpus));
    if (!r.cpusetMems.empty())
        TARE_CHECK(writeLimit({"--cpuset-mems", g.folder(Controller::CpuSet)}, "cpuset.mems", r.cpusetMems));
    return {};
}

// v1: memory ≤ memory+swap holds at every moment, so the order depends on whether the limits grow or shrink.
Status applyMemoryV1(const Group &g, const Resources &r)
{
    const Target memory{"--memory", g.folder(Controller::Memory)};
    const Target swap{"--memory-swap", g.folder(Controller::Memory)};
    std::int64_t limit = r.memory.value_or(0);
    std::int64_t both = r.memorySwap.value_or(0);
    const bool unlimited = r.memory && limit <= 0;
    if (unlimited)
        limit = -1;
    if (both > 0 && limit > 0 && both < limit)
        return fail(Errc::LimitOutOfRange, "--memory-swap", "it is less than the memory limit");
    const bool hasSwap = exists(memory.folder + "/memory.memsw.limit_in_bytes");
    if (unlimited && both == 0 && hasSwap)
        both = -1;
    if (both < 0 && !hasSwap)
        both = 0; // nothing counts swap: it has no limit
    const auto writeMemory = [&] { return writeLimit(memory, "memory.limit_in_bytes", std::to_string(limit)); };
    const auto writeSwap = [&] { return writeLimit(swap, "memory.memsw.limit_in_bytes", std::to_string(both)); };
    if (limit != 0 && both != 0) {
        const auto text = readFile(memory.folder + "/memory.memsw.limit_in_bytes", 64);
        const std::uint64_t now = text ? parseUnsigned(trim(*text)).value_or(0) : 0;
        if (both < 0 || now < static_cast<std::uint64_t>(both)) {
            TARE_CHECK(writeSwap());
            TARE_CHECK(writeMemory());
        } else {
            TARE_CHECK(writeMemory());
            TARE_CHECK(writeSwap());
        }
    } else if (limit != 0) {
        TARE_CHECK(writeMemory());
    } else if (both != 0) {
        TARE_CHECK(writeSwap());
    }
    if (r.memoryReservation.value_or(0) > 0)
        TARE_CHECK(writeLimit({"--memory-reservation", g.folder(Controller::Memory)}, "memory.soft_limit_in_bytes",
                         std::to_string(*r.memoryReservation)));
    if (r.disableOomKiller)
        TARE_CHECK(writeLimit({"--oom-kill-disable", g.folder(Controller::Memory)}, "memory.oom_control", "1"));
    return {};
}

Status applyMemoryV2(const Group &g, const Resources &r)
{
    const Target memory{"--memory", g.folder(Controller::Memory)};
    const Target swap{"--memory-swap", g.folder(Controller::Memory)};
    if (r.disableOomKiller)
        return fail(Errc::LimitNotApplied, "--oom-kill-disable", "control groups v2 have no such switch");
    if (r.checkBeforeUpdate && r.memory.value_or(0) > 0) {
        const auto used = readFile(memory.folder + "/memory.current", 64);
        if (used && parseInt(trim(*used)).value_or(0) > *r.memory)
            return fail(Errc::LimitOutOfRange, "--memory",
                        std::string("rejecting memory") + (r.memorySwap.value_or(0) > 0 ? "+swap" : "") +
                            " limit: the container uses more than that now");
    }
    Resources both = r;
    if (r.memorySwap.value_or(0) > 0 && r.memory.value_or(0) <= 0) {
        const auto now = readFile(memory.folder + "/memory.max", 64); // update of memory+swap alone
        both.memory = now ? parseInt(trim(*now)).value_or(0) : 0;
    }
    const auto max = swapMax(both);
    if (!max)
        return fail(Errc::LimitOutOfRange, "--memory-swap", max.error().reason);
    if (*max && !(**max == "max" && !exists(swap.folder + "/memory.swap.max")))
        TARE_CHECK(writeLimit(swap, "memory.swap.max", **max));
    if (r.memory && !(*r.memory <= 0 && !exists(memory.folder + "/memory.max")))
        TARE_CHECK(writeLimit(memory, "memory.max", maxOr(*r.memory)));
    if (r.memoryReservation.value_or(0) > 0)
        TARE_CHECK(writeLimit({"--memory-reservation", memory.folder}, "memory.low",
                         std::to_string(*r.memoryReservation)));
    return {};
}

} // namespace

Status Group::apply(const Resources &r) const
{
    TARE_CHECK(applyCpu(*this, r, m_isV2[static_cast<std::size_t>(Controller::Cpu)]));
    const std::string &memory = folder(Controller::Memory);
    const bool nothing = r.memory.value_or(0) <= 0 && r.memorySwap.value_or(0) <= 0;
    if (!(memory.empty() && nothing) &&
        (r.memory || r.memorySwap || r.memoryReservation || r.disableOomKiller))
        TARE_CHECK(m_isV2[static_cast<std::size_t>(Controller::Memory)] ? applyMemoryV2(*this, r)
                                                                        : applyMemoryV1(*this, r));
    const Target pidsTarget{"--pids-limit", folder(Controller::Pids)};
    if (r.pids && !(*r.pids <= 0 && !tare::exists(pidsTarget.folder + "/pids.max")))
        TARE_CHECK(writeLimit(pidsTarget, "pids.max", maxOr(*r.pids)));
    if (r.blkioWeight.value_or(0) > 0) {
        const Target io{"--blkio-weight", folder(Controller::BlkIo)};
        const bool v2 = m_isV2[static_cast<std::size_t>(Controller::BlkIo)];
        if (v2 && tare::exists(io.folder + "/io.bfq.weight"))
            TARE_CHECK(writeLimit(io, "io.bfq.weight", std::to_string(*r.blkioWeight)));
        else if (v2)
            TARE_CHECK(writeLimit(io, "io.weight", "default " + std::to_string(ioWeight(*r.blkioWeight))));
        else
            TARE_CHECK(writeLimit(io, tare::exists(io.folder + "/blkio.weight") ? "blkio.weight" : "blkio.bfq.weight",
                                  std::to_string(*r.blkioWeight)));
    }
    TARE_CHECK(applyRareLimits(*this, r));
    for (const auto &[file, value] : r.unified) {
        if (std::none_of(m_isV2.begin(), m_isV2.end(), [](bool v2) { return v2; }))
            return fail(Errc::LimitNotApplied, file,
                        "invalid configuration: cannot use unified on cgroup v1, which is what this machine has");
        if (file.empty() || file.find('/') != std::string::npos || file[0] == '.')
            return fail(Errc::InvalidArgument, file, "not the name of a file of a control group");
        TARE_CHECK(writeLimit({file.c_str(), m_unifiedFolder}, file, value));
    }
    return {};
}

} // namespace tare::cgroup
