// SPDX-License-Identifier: GPL-3.0-or-later
// Limits that Tare never sets by itself: block devices one by one, huge pages, real time, network classes, RDMA.
#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/runtime/cgroup/limit_file.h"

#include <algorithm>
#include <cerrno>

namespace tare::cgroup {

Status writeLimit(const Target &to, const std::string &file, const std::string &value)
{
    if (to.folder.empty())
        return fail(Errc::LimitNotApplied, to.flag, "its controller is not available here");
    Status done = writeExisting(to.folder + "/" + file, value);
    if (done)
        return done;
    const int os = done.error().osError;
    if (done.error().code == Errc::NotFound)
        return fail(Errc::LimitNotApplied, to.flag, "there is no " + to.folder + "/" + file);
    if (os == EACCES || os == EPERM || os == EROFS)
        return fail(Errc::LimitNotApplied, to.flag, to.folder + "/" + file + ": " + strerrorText(os));
    if (os == EBUSY)
        return fail(Errc::LimitOutOfRange, to.flag, "the container uses more than " + value + " now");
    if (os == EINVAL || os == ERANGE || os == ENOSPC)
        return fail(Errc::LimitOutOfRange, to.flag, "the kernel refuses \"" + value + "\"");
    return done;
}

std::uint64_t ioWeight(std::uint16_t weight)
{
    return 1 + (static_cast<std::uint64_t>(std::max<std::uint16_t>(weight, 10)) - 10) * 9999 / 990;
}

namespace {

Status onlyV1(const char *flag)
{
    return fail(Errc::LimitNotApplied, flag, "control groups v2 have no such limit");
}

Status applyRareCpu(const Group &g, const Resources &r, bool v2)
{
    const std::string &folder = g.folder(Controller::Cpu);
    if (r.cpuBurst)
        TARE_CHECK(writeLimit({"--cpu-burst", folder}, v2 ? "cpu.max.burst" : "cpu.cfs_burst_us", std::to_string(*r.cpuBurst)));
    if (r.cpuIdle)
        TARE_CHECK(writeLimit({"--cpu-idle", folder}, "cpu.idle", std::to_string(*r.cpuIdle)));
    if (!r.realtimePeriod && !r.realtimeRuntime)
        return {};
    if (v2)
        return onlyV1("--cpu-rt-runtime");
    const auto period = [&] {
        return r.realtimePeriod
                   ? writeLimit({"--cpu-rt-period", folder}, "cpu.rt_period_us", std::to_string(*r.realtimePeriod))
                   : Status();
    };
    // The runtime must fit into the period at every moment, whichever of the two is written first.
    const bool first = period().has_value();
    if (r.realtimeRuntime)
        TARE_CHECK(writeLimit({"--cpu-rt-runtime", folder}, "cpu.rt_runtime_us", std::to_string(*r.realtimeRuntime)));
    return first ? Status() : period();
}

Status applyRareMemory(const Group &g, const Resources &r, bool v2)
{
    const std::string &folder = g.folder(Controller::Memory);
    if (v2 && (r.kernelMemory || r.kernelTcpMemory || r.swappiness))
        return onlyV1(r.swappiness ? "--memory-swappiness" : "--kernel-memory");
    if (r.kernelMemory)
        TARE_CHECK(writeLimit({"--kernel-memory", folder}, "memory.kmem.limit_in_bytes", std::to_string(*r.kernelMemory)));
    if (r.kernelTcpMemory)
        TARE_CHECK(writeLimit({"--kernel-memory-tcp", folder}, "memory.kmem.tcp.limit_in_bytes",
                              std::to_string(*r.kernelTcpMemory)));
    if (r.swappiness)
        TARE_CHECK(writeLimit({"--memory-swappiness", folder}, "memory.swappiness", std::to_string(*r.swappiness)));
    return {};
}

const char *throttleFile(BlockDevice::Throttle throttle)
{
    switch (throttle) {
    case BlockDevice::ReadBps:
        return "blkio.throttle.read_bps_device";
    case BlockDevice::WriteBps:
        return "blkio.throttle.write_bps_device";
    case BlockDevice::ReadIops:
        return "blkio.throttle.read_iops_device";
    case BlockDevice::WriteIops:
        return "blkio.throttle.write_iops_device";
    case BlockDevice::None:
        break;
    }
    return "";
}

const char *throttleKey(BlockDevice::Throttle throttle)
{
    switch (throttle) {
    case BlockDevice::ReadBps:
        return "rbps=";
    case BlockDevice::WriteBps:
        return "wbps=";
    case BlockDevice::ReadIops:
        return "riops=";
    case BlockDevice::WriteIops:
        return "wiops=";
    case BlockDevice::None:
        break;
    }
    return "";
}

Status applyBlockDevice(const std::string &folder, const BlockDevice &d, bool v2)
{
    const std::string device = std::to_string(d.major) + ":" + std::to_string(d.minor) + " ";
    const Target weight{"--blkio-weight-device", folder};
    if (d.throttle != BlockDevice::None && v2)
        return writeLimit({"--device-read-bps", folder}, "io.max",
                          device + throttleKey(d.throttle) + (d.rate == 0 ? "max" : std::to_string(d.rate)));
    if (d.throttle != BlockDevice::None)
        return writeLimit({"--device-read-bps", folder}, throttleFile(d.throttle), device + std::to_string(d.rate));
    if (d.leafWeight != 0)
        TARE_CHECK(v2 ? onlyV1("--blkio-leaf-weight-device")
                      : writeLimit(weight, "blkio.leaf_weight_device", device + std::to_string(d.leafWeight)));
    if (d.weight == 0)
        return {};
    if (!v2)
        return writeLimit(weight, exists(folder + "/blkio.weight_device") ? "blkio.weight_device" : "blkio.bfq.weight_device",
                          device + std::to_string(d.weight));
    if (exists(folder + "/io.bfq.weight"))
        return writeLimit(weight, "io.bfq.weight", device + std::to_string(d.weight));
    return writeLimit(weight, "io.weight", device + std::to_string(ioWeight(d.weight)));
}

Status applyHugepages(const Group &g, const Resources &r)
{
    const Target to{"--hugetlb-limit", g.folder(Controller::HugeTlb)};
    for (const auto &[size, limit] : r.hugepages) {
        const std::string file = "hugetlb." + size;
        const bool v2 = g.isV2(Controller::HugeTlb);
        TARE_CHECK(writeLimit(to, file + (v2 ? ".max" : ".limit_in_bytes"), std::to_string(limit)));
        // Pages that are only reserved count as well, where the kernel tells them apart.
        const std::string reserved = file + (v2 ? ".rsvd.max" : ".rsvd.limit_in_bytes");
        if (exists(to.folder + "/" + reserved))
            TARE_CHECK(writeLimit(to, reserved, std::to_string(limit)));
    }
    return {};
}

} // namespace

Status applyRareLimits(const Group &g, const Resources &r)
{
    TARE_CHECK(applyRareCpu(g, r, g.isV2(Controller::Cpu)));
    TARE_CHECK(applyRareMemory(g, r, g.isV2(Controller::Memory)));
    const bool v2 = g.isV2(Controller::BlkIo);
    const std::string &io = g.folder(Controller::BlkIo);
    if (r.blkioLeafWeight.value_or(0) > 0)
        TARE_CHECK(v2 ? onlyV1("--blkio-leaf-weight")
                      : writeLimit({"--blkio-leaf-weight", io}, "blkio.leaf_weight", std::to_string(*r.blkioLeafWeight)));
    for (const BlockDevice &d : r.blockDevices)
        TARE_CHECK(applyBlockDevice(io, d, v2));
    TARE_CHECK(applyHugepages(g, r));
    if (r.netClass)
        TARE_CHECK(writeLimit({"--net-cls", g.folder(Controller::NetCls)}, "net_cls.classid", std::to_string(*r.netClass)));
    for (const auto &[name, priority] : r.netPriorities)
        TARE_CHECK(writeLimit({"--net-prio", g.folder(Controller::NetPrio)}, "net_prio.ifpriomap",
                              name + " " + std::to_string(priority)));
    for (const std::string &line : r.rdma)
        TARE_CHECK(writeLimit({"--rdma", g.folder(Controller::Rdma)}, "rdma.max", line));
    return {};
}

} // namespace tare::cgroup
