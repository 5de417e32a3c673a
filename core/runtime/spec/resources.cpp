// SPDX-License-Identifier: GPL-3.0-or-later
// linux.resources (runtime-spec, config-linux.md, "Control groups").
#include "core/base/strings.h"
#include "core/runtime/spec/reader.h"
#include "core/runtime/spec/spec.h"

#include <algorithm>

namespace tare::runtime {

using cgroup::Resources;

namespace {

template <class T> void read(const Field &in, const char *key, std::optional<T> &out)
{
    if (const auto v = in.get(key))
        out = v->integer<T>();
}

void readCpu(const Field &f, Resources &r)
{
    read(f, "quota", r.cpuQuota);
    read(f, "period", r.cpuPeriod);
    read(f, "shares", r.cpuShares);
    read(f, "burst", r.cpuBurst);
    read(f, "idle", r.cpuIdle);
    read(f, "realtimeRuntime", r.realtimeRuntime);
    read(f, "realtimePeriod", r.realtimePeriod);
    // 0 is "not said" in what Docker writes.
    if (r.cpuPeriod == 0U)
        r.cpuPeriod.reset();
    if (r.cpuQuota == 0)
        r.cpuQuota.reset();
    if (r.realtimePeriod == 0U)
        r.realtimePeriod.reset();
    if (r.realtimeRuntime == 0)
        r.realtimeRuntime.reset();
    r.cpusetCpus = f.textOr("cpus");
    r.cpusetMems = f.textOr("mems");
}

void readMemory(const Field &f, Resources &r)
{
    read(f, "limit", r.memory);
    read(f, "swap", r.memorySwap);
    read(f, "reservation", r.memoryReservation);
    read(f, "kernel", r.kernelMemory);
    read(f, "kernelTCP", r.kernelTcpMemory);
    read(f, "swappiness", r.swappiness);
    if (r.swappiness && *r.swappiness > 100)
        f.bad("swappiness is from 0 to 100");
    if (r.memory == 0)
        r.memory.reset();
    if (r.kernelMemory.value_or(0) <= 0)
        r.kernelMemory.reset();
    if (r.kernelTcpMemory.value_or(0) <= 0)
        r.kernelTcpMemory.reset();
    r.disableOomKiller = f.booleanOr("disableOOMKiller", false);
    r.checkBeforeUpdate = f.booleanOr("checkBeforeUpdate", false);
}

cgroup::BlockDevice readBlockDevice(const Field &f)
{
    cgroup::BlockDevice d;
    for (const char *key : {"major", "minor"}) {
        const auto n = f.get(key);
        if (!n)
            f.bad(std::string("it has no ") + key);
        (key[1] == 'a' ? d.major : d.minor) = n->integer<std::uint32_t>();
    }
    return d;
}

void readBlockIo(const Field &f, Resources &r)
{
    read(f, "weight", r.blkioWeight);
    read(f, "leafWeight", r.blkioLeafWeight);
    for (const Field &one : f.itemsOr("weightDevice")) {
        cgroup::BlockDevice d = readBlockDevice(one);
        d.weight = one.integerOr<std::uint16_t>("weight", 0);
        d.leafWeight = one.integerOr<std::uint16_t>("leafWeight", 0);
        if (d.weight == 0 && d.leafWeight == 0)
            one.bad("it has neither weight nor leafWeight");
        r.blockDevices.push_back(d);
    }
    static constexpr std::pair<const char *, cgroup::BlockDevice::Throttle> throttles[] = {
        {"throttleReadBpsDevice", cgroup::BlockDevice::ReadBps},
        {"throttleWriteBpsDevice", cgroup::BlockDevice::WriteBps},
        {"throttleReadIOPSDevice", cgroup::BlockDevice::ReadIops},
        {"throttleWriteIOPSDevice", cgroup::BlockDevice::WriteIops}};
    for (const auto &[key, throttle] : throttles) {
        for (const Field &one : f.itemsOr(key)) {
            cgroup::BlockDevice d = readBlockDevice(one);
            d.throttle = throttle;
            d.rate = one.integerOr<std::uint64_t>("rate", 0);
            r.blockDevices.push_back(d);
        }
    }
}

// "2MB": what a folder of /sys/kernel/mm/hugepages is called in control groups.
bool isPageSize(std::string_view text)
{
    const std::size_t digits = text.find_first_not_of("0123456789");
    return digits != 0 && digits != std::string_view::npos &&
           (text.substr(digits) == "KB" || text.substr(digits) == "MB" || text.substr(digits) == "GB");
}

void readNetwork(const Field &f, Resources &r)
{
    read(f, "classID", r.netClass);
    for (const Field &one : f.itemsOr("priorities")) {
        const std::string name = one.textOr("name");
        if (name.empty() || name.find_first_of(" \n") != std::string::npos)
            one.bad("it has no name of an interface");
        r.netPriorities.emplace_back(name, one.integerOr<std::uint32_t>("priority", 0));
    }
}

void readRdma(const Field &f, Resources &r)
{
    if (!f.raw().is_object())
        f.bad("it must be an object");
    for (const auto &[device, value] : f.raw().items()) {
        const Field one(value, f.name() + "." + device);
        if (device.empty() || device.find_first_of(" \n") != std::string::npos)
            one.bad("that is no name of a device");
        std::string line = device;
        for (const auto &[key, file] : {std::pair("hcaHandles", "hca_handle"), std::pair("hcaObjects", "hca_object")}) {
            if (const auto n = one.get(key))
                line += std::string(" ") + file + "=" + std::to_string(n->integer<std::uint32_t>());
        }
        r.rdma.push_back(line);
    }
}

} // namespace

cgroup::DeviceRule detail::readDeviceRule(const Field &f)
{
    cgroup::DeviceRule r;
    r.allow = f.booleanOr("allow", false);
    const std::string type = f.textOr("type", "a");
    if (type != "a" && type != "b" && type != "c" && !type.empty())
        f.bad("the type of a device rule is a, b or c");
    r.type = type.empty() ? 'a' : type[0];
    const auto number = [&](const char *key) -> std::optional<std::uint32_t> {
        const auto n = f.integerOr<std::int64_t>(key, -1);
        if (n > 0xffff'ffffLL)
            f.bad(std::string(key) + " is out of range");
        return n < 0 ? std::nullopt : std::optional(static_cast<std::uint32_t>(n));
    };
    r.major = number("major");
    r.minor = number("minor");
    r.access = f.textOr("access", "rwm");
    r.access.erase(std::remove(r.access.begin(), r.access.end(), 'a'), r.access.end()); // others pass over it
    if (r.access.empty() || r.access.find_first_not_of("rwm") != std::string::npos)
        f.bad("the access of a device rule is made of r, w and m");
    return r;
}


Resources detail::readResources(const Field &f)
{
    Resources r;
    if (const auto cpu = f.get("cpu"))
        readCpu(*cpu, r);
    if (const auto memory = f.get("memory"))
        readMemory(*memory, r);
    if (const auto pids = f.get("pids"))
        read(*pids, "limit", r.pids);
    if (const auto io = f.get("blockIO"))
        readBlockIo(*io, r);
    for (const Field &one : f.itemsOr("hugepageLimits")) {
        const std::string size = one.textOr("pageSize");
        if (!isPageSize(size))
            one.bad("the page size is a number with KB, MB or GB");
        r.hugepages.emplace_back(size, one.integerOr<std::uint64_t>("limit", 0));
    }
    if (const auto network = f.get("network"))
        readNetwork(*network, r);
    if (const auto rdma = f.get("rdma"))
        readRdma(*rdma, r);
    if (const auto unified = f.get("unified")) {
        if (!unified->raw().is_object())
            unified->bad("it must be an object");
        for (const auto &[key, value] : unified->raw().items())
            r.unified.emplace_back(key, Field(value, "unified." + key).text());
    }
    return r;
}

Result<Resources> parseResources(std::string_view text, std::vector<cgroup::DeviceRule> *devices)
{
    const json j = parseBounded(text);
    if (!j.is_object())
        return fail(Errc::InvalidArgument, "resources", "it is not a JSON object");
    try {
        const Field f(j, "resources");
        if (devices != nullptr) {
            for (const Field &d : f.itemsOr("devices"))
                devices->push_back(detail::readDeviceRule(d));
        }
        return detail::readResources(f);
    } catch (const BadField &e) {
        return fail(Errc::InvalidArgument, e.field, e.reason);
    }
}

std::optional<std::vector<unsigned>> parseNumberList(std::string_view text)
{
    std::vector<unsigned> out;
    for (const std::string_view part : split(trim(text), ',')) {
        const std::size_t dash = part.find('-');
        const auto first = parseUnsigned(part.substr(0, dash));
        const auto last = dash == std::string_view::npos ? first : parseUnsigned(part.substr(dash + 1));
        if (!first || !last || *last < *first || *last >= 4096)
            return std::nullopt;
        for (std::uint64_t n = *first; n <= *last; ++n)
            out.push_back(static_cast<unsigned>(n));
    }
    return out;
}

} // namespace tare::runtime
