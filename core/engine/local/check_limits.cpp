// SPDX-License-Identifier: GPL-3.0-or-later
// What moby's verifyPlatformContainerResources (daemon/daemon_unix.go) refuses, in its words.
#include "core/engine/local/limits.h"

#include "core/base/file.h"
#include "core/base/strings.h"

#include <fmt/format.h>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

namespace tare::local {
namespace {

constexpr std::int64_t mebibyte = 1 << 20;

// The kernel's list format: "0-2,4". Nothing for what is no such list.
std::optional<std::set<std::int64_t>> numbersOf(const std::string &list)
{
    std::set<std::int64_t> out;
    for (const std::string_view part : split(list, ',')) {
        if (part.empty())
            continue;
        const std::size_t dash = part.find('-');
        const auto first = parseInt(part.substr(0, dash));
        const auto last = dash == std::string_view::npos ? first : parseInt(part.substr(dash + 1));
        if (!first || !last || *first < 0 || *last < *first || *last > 8192)
            return std::nullopt;
        for (std::int64_t i = *first; i <= *last; ++i)
            out.insert(i);
    }
    return out;
}

// `online` is /sys's list of what there is.
Status checkSet(const std::optional<std::string> &wanted, const char *flag, const char *what, const char *many, const char *online)
{
    if (!wanted || wanted->empty())
        return {};
    const auto asked = numbersOf(*wanted);
    if (!asked)
        return fail(Errc::InvalidArgument, flag, fmt::format("Invalid value {} for cpuset {}", *wanted, what));
    const std::string there(trim(readFile(online, 65536).value_or("0")));
    const auto available = numbersOf(there);
    if (available && !std::includes(available->begin(), available->end(), asked->begin(), asked->end()))
        return fail(Errc::LimitOutOfRange, flag,
                    fmt::format("Requested {} are not available - requested {}, available: {}", many, *wanted, there));
    return {};
}

Status checkCpu(const Limits &limits)
{
    if (limits.nanoCpus.value_or(0) > 0 && limits.cpuPeriod.value_or(0) > 0)
        return fail(Errc::InvalidArgument, {}, "Conflicting options: Nano CPUs and CPU Period cannot both be set");
    if (limits.nanoCpus.value_or(0) > 0 && limits.cpuQuota.value_or(0) > 0)
        return fail(Errc::InvalidArgument, {}, "Conflicting options: Nano CPUs and CPU Quota cannot both be set");
    if (limits.nanoCpus && *limits.nanoCpus != 0) {
        const long cpus = ::sysconf(_SC_NPROCESSORS_ONLN);
        if (*limits.nanoCpus < 10'000'000 || *limits.nanoCpus > cpus * 1'000'000'000LL)
            return fail(
                Errc::LimitOutOfRange, "--cpus",
                fmt::format("Range of CPUs is from 0.01 to {}.00, as there are only {} CPUs available", cpus,
                            cpus));
    }
    if (limits.cpuShares.value_or(0) < 0)
        return fail(Errc::LimitOutOfRange, "--cpu-shares",
                    fmt::format("invalid CPU shares ({}): value must be a positive integer", *limits.cpuShares));
    const std::int64_t period = limits.cpuPeriod.value_or(0), quota = limits.cpuQuota.value_or(0);
    if (period != 0 && (period < 1000 || period > 1'000'000))
        return fail(Errc::LimitOutOfRange, "--cpu-period",
                    "CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)");
    if (quota > 0 && quota < 1000)
        return fail(Errc::LimitOutOfRange, "--cpu-quota", "CPU cfs quota can not be less than 1ms (i.e. 1000)");
    TARE_CHECK(checkSet(limits.cpusetCpus, "--cpuset-cpus", "cpus", "CPUs", "/sys/devices/system/cpu/online"));
    return checkSet(limits.cpusetMems, "--cpuset-mems", "mems", "memory nodes", "/sys/devices/system/node/online");
}

Status checkMemory(const Limits &limits)
{
    const std::int64_t memory = limits.memory.value_or(0), reservation = limits.memoryReservation.value_or(0);
    if (memory != 0 && memory < 6 * mebibyte)
        return fail(Errc::LimitOutOfRange, "--memory", "Minimum memory limit allowed is 6MB");
    const bool hasSwap = limits.memorySwap && *limits.memorySwap > 0;
    if (limits.memorySwap && *limits.memorySwap < -1)
        return fail(Errc::LimitOutOfRange, "--memory-swap", "only -1, 0 and sizes are allowed");
    if (hasSwap && memory == 0)
        return fail(Errc::LimitOutOfRange, "--memory-swap",
                    "You should always set the Memory limit when using Memoryswap limit, see usage");
    if (hasSwap && *limits.memorySwap < memory)
        return fail(Errc::LimitOutOfRange, "--memory-swap",
                    "Minimum memoryswap limit should be larger than memory limit, see usage");
    if (reservation > 0 && reservation < 6 * mebibyte)
        return fail(Errc::LimitOutOfRange, "--memory-reservation", "Minimum memory reservation allowed is 6MB");
    if (memory > 0 && reservation > memory)
        return fail(Errc::LimitOutOfRange, "--memory-reservation",
                    "Minimum memory limit can not be less than memory reservation limit, see usage");
    const std::int64_t swappiness = limits.memorySwappiness.value_or(-1);
    if (swappiness < -1 || swappiness > 100)
        return fail(Errc::LimitOutOfRange, "--memory-swappiness",
                    fmt::format("Invalid value: {}, valid memory swappiness range is 0-100", swappiness));
    return {};
}

Status checkBlocks(const Limits &limits)
{
    const std::int64_t weight = limits.blkioWeight.value_or(0);
    if (weight != 0 && (weight < 10 || weight > 1000))
        return fail(Errc::LimitOutOfRange, "--blkio-weight", "Range of blkio weight is from 10 to 1000");
    for (const DeviceLimit &device : limits.devices) {
        struct stat st
        {};
        if (::stat(device.path.c_str(), &st) != 0)
            return failSystem("look at", device.path);
        if (!S_ISBLK(st.st_mode))
            return fail(Errc::InvalidArgument, device.path, "it is not a block device");
    }
    return {};
}

} // namespace

Status checkLimits(const Limits &limits)
{
    TARE_CHECK(checkCpu(limits));
    TARE_CHECK(checkMemory(limits));
    return checkBlocks(limits);
}

} // namespace tare::local
