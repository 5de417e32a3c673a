// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/limits.h"

#include "core/base/file.h"
#include "core/base/strings.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace tare::local {
namespace {

struct RlimitName
{
    const char *name;
    __rlimit_resource number;
};
constexpr std::array rlimits = {
    RlimitName{"core", RLIMIT_CORE},         RlimitName{"cpu", RLIMIT_CPU},
    RlimitName{"data", RLIMIT_DATA},         RlimitName{"fsize", RLIMIT_FSIZE},
    RlimitName{"locks", RLIMIT_LOCKS},       RlimitName{"memlock", RLIMIT_MEMLOCK},
    RlimitName{"msgqueue", RLIMIT_MSGQUEUE}, RlimitName{"nice", RLIMIT_NICE},
    RlimitName{"nofile", RLIMIT_NOFILE},     RlimitName{"nproc", RLIMIT_NPROC},
    RlimitName{"rss", RLIMIT_RSS},           RlimitName{"rtprio", RLIMIT_RTPRIO},
    RlimitName{"rttime", RLIMIT_RTTIME},     RlimitName{"sigpending", RLIMIT_SIGPENDING},
    RlimitName{"stack", RLIMIT_STACK}};

bool mayRaiseLimits()
{
    const auto status = readFile("/proc/self/status", 65536);
    const std::size_t at = status ? status->find("CapEff:\t") : std::string::npos;
    if (at == std::string::npos)
        return false;
    constexpr unsigned sysResource = 24;
    const std::uint64_t effective = std::strtoull(status->c_str() + at + 8, nullptr, 16);
    return (effective >> sysResource & 1U) != 0;
}

cgroup::Resources withoutDevices(const Limits &limits, bool swapLimitable)
{
    cgroup::Resources out;
    if (limits.nanoCpus)
        out.setNanoCpus(*limits.nanoCpus);
    if (limits.cpuPeriod.value_or(0) > 0)
        out.cpuPeriod = static_cast<std::uint64_t>(*limits.cpuPeriod);
    if (limits.cpuQuota && (*limits.cpuQuota != 0 || !limits.nanoCpus))
        out.cpuQuota = *limits.cpuQuota > 0 ? *limits.cpuQuota : -1;
    if (limits.cpuShares.value_or(0) > 0) // as Docker brings them into the kernel's range
        out.cpuShares = static_cast<std::uint64_t>(std::clamp<std::int64_t>(*limits.cpuShares, 2, 262'144));
    out.cpusetCpus = limits.cpusetCpus.value_or("");
    out.cpusetMems = limits.cpusetMems.value_or("");
    if (limits.memory)
        out.memory = *limits.memory == 0 ? -1 : *limits.memory;
    if (limits.memorySwap && *limits.memorySwap != 0)
        out.memorySwap = *limits.memorySwap;
    else if (limits.memory && swapLimitable)
        out.memorySwap = *limits.memory == 0 ? -1 : *limits.memory * 2;
    if (limits.memoryReservation.value_or(0) > 0)
        out.memoryReservation = limits.memoryReservation;
    if (limits.memorySwappiness.value_or(-1) >= 0)
        out.swappiness = static_cast<std::uint64_t>(*limits.memorySwappiness);
    out.disableOomKiller = limits.oomKillDisable;
    if (limits.pids)
        out.pids = *limits.pids <= 0 ? -1 : *limits.pids;
    if (limits.blkioWeight.value_or(0) > 0)
        out.blkioWeight = static_cast<std::uint16_t>(*limits.blkioWeight);
    return out;
}

} // namespace

Result<cgroup::Resources> resourcesOf(const Limits &limits, bool swapLimitable)
{
    cgroup::Resources out = withoutDevices(limits, swapLimitable);
    using Throttle = cgroup::BlockDevice::Throttle;
    for (const DeviceLimit &limit : limits.devices) {
        struct stat st
        {};
        if (::stat(limit.path.c_str(), &st) != 0)
            return failSystem("look at", limit.path);
        cgroup::BlockDevice device;
        device.major = major(st.st_rdev);
        device.minor = minor(st.st_rdev);
        switch (limit.kind) {
        case DeviceLimit::Kind::Weight: device.weight = static_cast<std::uint16_t>(limit.value); break;
        case DeviceLimit::Kind::ReadBps: device.throttle = Throttle::ReadBps; break;
        case DeviceLimit::Kind::WriteBps: device.throttle = Throttle::WriteBps; break;
        case DeviceLimit::Kind::ReadIops: device.throttle = Throttle::ReadIops; break;
        case DeviceLimit::Kind::WriteIops: device.throttle = Throttle::WriteIops; break;
        }
        if (device.throttle != Throttle::None)
            device.rate = static_cast<std::uint64_t>(limit.value);
        out.blockDevices.push_back(device);
    }
    return out;
}

Limits mergeLimits(const Limits &current, const Limits &change)
{
    Limits out = current;
    const auto take = [](auto &to, const auto &from) {
        if (from)
            to = from;
    };
    take(out.nanoCpus, change.nanoCpus);
    take(out.memory, change.memory);
    take(out.memorySwap, change.memorySwap);
    take(out.pids, change.pids);
    take(out.cpuShares, change.cpuShares);
    take(out.cpuPeriod, change.cpuPeriod);
    take(out.cpuQuota, change.cpuQuota);
    take(out.cpusetCpus, change.cpusetCpus);
    take(out.cpusetMems, change.cpusetMems);
    take(out.memoryReservation, change.memoryReservation);
    take(out.memorySwappiness, change.memorySwappiness);
    take(out.blkioWeight, change.blkioWeight);
    return out;
}

Status checkUlimits(const std::vector<Ulimit> &ulimits)
{
    for (const Ulimit &limit : ulimits) {
        const auto *known =
            std::find_if(rlimits.begin(), rlimits.end(), [&](auto &r) { return limit.name == r.name; });
        if (known == rlimits.end())
            return fail(Errc::InvalidArgument, {}, "invalid ulimit type: " + limit.name);
        const auto unlimited = [](std::int64_t value) {
            return value < 0 ? RLIM_INFINITY : static_cast<rlim_t>(value);
        };
        if (unlimited(limit.soft) > unlimited(limit.hard))
            return fail(Errc::InvalidArgument, limit.name,
                        "ulimit soft limit must be less than or equal to hard limit");
        rlimit now{};
        if (::getrlimit(known->number, &now) == 0 && unlimited(limit.hard) > now.rlim_max &&
            !mayRaiseLimits())
            return fail(
                Errc::LimitNotApplied, "--ulimit " + limit.name,
                fmt::format("the hard limit here is {} and this process may not raise it", now.rlim_max),
                fmt::format("Ask for at most {}, or give the process CAP_SYS_RESOURCE.", now.rlim_max));
    }
    return {};
}

} // namespace tare::local
