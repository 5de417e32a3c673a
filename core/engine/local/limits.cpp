// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/limits.h"

#include "core/base/file.h"
#include "core/base/strings.h"

#include <array>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

namespace tare::local {
namespace {

constexpr std::int64_t mebibyte = 1 << 20;

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

} // namespace

Status checkLimits(const Limits &limits)
{
    if (limits.nanoCpus && *limits.nanoCpus != 0) {
        const long cpus = ::sysconf(_SC_NPROCESSORS_ONLN);
        if (*limits.nanoCpus < 10'000'000 || *limits.nanoCpus > cpus * 1'000'000'000LL)
            return fail(
                Errc::LimitOutOfRange, "--cpus",
                fmt::format("Range of CPUs is from 0.01 to {}.00, as there are only {} CPUs available", cpus,
                            cpus));
    }
    if (limits.memory && *limits.memory != 0 && *limits.memory < 6 * mebibyte)
        return fail(Errc::LimitOutOfRange, "--memory", "Minimum memory limit allowed is 6MB");
    const bool hasSwap = limits.memorySwap && *limits.memorySwap > 0;
    if (limits.memorySwap && *limits.memorySwap < -1)
        return fail(Errc::LimitOutOfRange, "--memory-swap", "only -1, 0 and sizes are allowed");
    if (hasSwap && limits.memory.value_or(0) == 0)
        return fail(Errc::LimitOutOfRange, "--memory-swap",
                    "You should always set the Memory limit when using Memoryswap limit, see usage");
    if (hasSwap && *limits.memorySwap < *limits.memory)
        return fail(Errc::LimitOutOfRange, "--memory-swap",
                    "Minimum memoryswap limit should be larger than memory limit, see usage");
    return {};
}

cgroup::Resources resourcesOf(const Limits &limits, bool swapLimitable)
{
    cgroup::Resources out;
    if (limits.nanoCpus)
        out.setNanoCpus(*limits.nanoCpus);
    if (limits.memory)
        out.memory = *limits.memory == 0 ? -1 : *limits.memory;
    if (limits.memorySwap && *limits.memorySwap != 0)
        out.memorySwap = *limits.memorySwap;
    else if (limits.memory && swapLimitable)
        out.memorySwap = *limits.memory == 0 ? -1 : *limits.memory * 2;
    if (limits.pids)
        out.pids = *limits.pids <= 0 ? -1 : *limits.pids;
    return out;
}

Limits mergeLimits(const Limits &current, const Limits &change)
{
    Limits out = current;
    if (change.nanoCpus)
        out.nanoCpus = change.nanoCpus;
    if (change.memory)
        out.memory = change.memory;
    if (change.memorySwap)
        out.memorySwap = change.memorySwap;
    if (change.pids)
        out.pids = change.pids;
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
