// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/cgroup/cgroup.h"

#include <algorithm>
#include <cmath>

namespace tare::cgroup {

const char *controllerName(Controller controller)
{
    switch (controller) {
    case Controller::Cpu:
        return "cpu";
    case Controller::CpuAcct:
        return "cpuacct";
    case Controller::CpuSet:
        return "cpuset";
    case Controller::Memory:
        return "memory";
    case Controller::Pids:
        return "pids";
    case Controller::Freezer:
        return "freezer";
    case Controller::Devices:
        return "devices";
    case Controller::BlkIo:
        return "blkio";
    case Controller::HugeTlb:
        return "hugetlb";
    case Controller::NetCls:
        return "net_cls";
    case Controller::NetPrio:
        return "net_prio";
    case Controller::Rdma:
        return "rdma";
    case Controller::PerfEvent:
        return "perf_event";
    case Controller::Systemd:
        return "name=systemd";
    }
    return "";
}

const char *layoutName(Layout layout)
{
    switch (layout) {
    case Layout::None:
        return "none";
    case Layout::V1:
        return "v1";
    case Layout::V2:
        return "v2";
    case Layout::Hybrid:
        return "hybrid";
    }
    return "none";
}

void Resources::setNanoCpus(std::int64_t nanoCpus)
{
    if (nanoCpus <= 0) {
        cpuQuota = -1;
        cpuPeriod.reset();
        return;
    }
    cpuPeriod = 100'000;
    cpuQuota = nanoCpus / 10'000; // 10⁹ ns of CPU a second are 100 000 µs in each 100 ms
}

bool Resources::limitsAnything() const
{
    return cpuQuota.value_or(0) > 0 || cpuShares.value_or(0) > 0 || !cpusetCpus.empty() ||
           !cpusetMems.empty() || memory.value_or(0) > 0 || memorySwap.value_or(0) > 0 ||
           memoryReservation.value_or(0) > 0 || pids.value_or(0) > 0 || blkioWeight.value_or(0) > 0 ||
           disableOomKiller || !unified.empty() || cpuBurst || cpuIdle || realtimeRuntime || realtimePeriod ||
           kernelMemory || kernelTcpMemory || swappiness || blkioLeafWeight || !blockDevices.empty() ||
           !extraControllers().empty();
}

std::vector<Controller> Resources::extraControllers() const
{
    std::vector<Controller> out;
    if (!cpusetCpus.empty() || !cpusetMems.empty())
        out.push_back(Controller::CpuSet);
    if (!hugepages.empty())
        out.push_back(Controller::HugeTlb);
    if (netClass)
        out.push_back(Controller::NetCls);
    if (!netPriorities.empty())
        out.push_back(Controller::NetPrio);
    if (!rdma.empty())
        out.push_back(Controller::Rdma);
    for (const Controller c : {Controller::CpuSet, Controller::HugeTlb, Controller::Rdma}) {
        const std::string prefix = std::string(controllerName(c)) + ".";
        const bool named = std::any_of(unified.begin(), unified.end(),
                                       [&](const auto &u) { return u.first.compare(0, prefix.size(), prefix) == 0; });
        if (named && std::find(out.begin(), out.end(), c) == out.end())
            out.push_back(c);
    }
    return out;
}

std::uint64_t weightFromShares(std::uint64_t shares)
{
    if (shares == 0)
        return 0;
    if (shares <= 2)
        return 1;
    if (shares >= 262144)
        return 10000;
    // A quadratic in log2 through (2, 1), (1024, 100) and (262144, 10000); the linear formula that came
    // before gave v1's default of 1024 a weight of 39, less than a group that asks for nothing.
    const double l = std::log2(static_cast<double>(shares));
    const double exponent = (l * l + 125 * l) / 612.0 - 7.0 / 34.0;
    return static_cast<std::uint64_t>(std::ceil(std::pow(10, exponent)));
}

Result<std::optional<std::string>> swapMax(const Resources &r)
{
    using Out = std::optional<std::string>;
    const std::int64_t swap = r.memorySwap.value_or(0);
    const std::int64_t memory = r.memory.value_or(0);
    if (swap == 0)
        return memory < 0 ? Out("max") : Out(); // no memory limit: none on swap either
    if (swap < 0)
        return Out("max");
    if (memory <= 0)
        return fail(Errc::InvalidArgument, "--memory-swap",
                    "it needs a memory limit: it is memory and swap together");
    if (swap < memory)
        return fail(Errc::InvalidArgument, "--memory-swap", "it is less than the memory limit");
    return Out(std::to_string(swap - memory));
}

} // namespace tare::cgroup
