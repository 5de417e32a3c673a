// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/options/limit_options.h"

#include "core/base/strings.h"
#include "core/base/units.h"

#include <algorithm>

namespace tare::cli {
namespace {

Result<std::int64_t> size(const std::string &text, const char *flag)
{
    const auto bytes = parseRamSize(text);
    if (!bytes)
        return fail(Errc::InvalidArgument, {}, badValue(text, flag, "invalid size: '" + text + "'"),
                    "A size is written as 64m or 2g.");
    return *bytes;
}

// "DEVICE:VALUE" with Docker's complaints (cli/opts/throttledevice.go, weightdevice.go).
Result<DeviceLimit> device(DeviceLimit::Kind kind, const std::string &text, const char *flag)
{
    const auto wrong = [&](const std::string &why) { return fail(Errc::InvalidArgument, {}, badValue(text, flag, why)); };
    const std::size_t colon = text.find(':');
    if (colon == std::string::npos || colon == 0)
        return wrong("bad format: " + text);
    DeviceLimit out;
    out.kind = kind;
    out.path = text.substr(0, colon);
    const std::string value = text.substr(colon + 1);
    if (!out.path.starts_with("/dev/"))
        return wrong("bad format for device path: " + text);
    if (kind == DeviceLimit::Kind::Weight) {
        out.value = parseInt(value).value_or(-1);
        if (out.value != 0 && (out.value < 10 || out.value > 1000))
            return wrong("invalid weight for device: " + text);
        return out;
    }
    const bool bytes = kind == DeviceLimit::Kind::ReadBps || kind == DeviceLimit::Kind::WriteBps;
    out.value = bytes ? parseRamSize(value).value_or(-1) : parseInt(value).value_or(-1);
    if (out.value < 0)
        return wrong("invalid rate for device: " + text + ". The correct format is <device-path>:<number>" +
                     (bytes ? "[<unit>]. Number must be a positive integer. Unit is optional and can be kb, mb, or gb"
                            : ". Number must be a positive integer"));
    return out;
}

} // namespace

void LimitOptions::addTo(Options &options)
{
    options.text("--cpus", cpus, "CPUs it may use, such as 1.5");
    options.number("-c,--cpu-shares", cpuShares, "Its share of the CPUs when they are short, beside others' 1024");
    options.number("--cpu-period", cpuPeriod, "The period of --cpu-quota, in microseconds");
    options.number("--cpu-quota", cpuQuota, "CPU time it may use in each period, in microseconds; -1: no limit");
    options.text("--cpuset-cpus", cpusetCpus, "CPUs it may run on, such as 0-2,4");
    options.text("--cpuset-mems", cpusetMems, "Memory nodes it may use, such as 0,1");
    options.text("-m,--memory", memory, "Memory it may use, such as 64m or 2g");
    options.text("--memory-reservation", memoryReservation, "Memory that it keeps when memory is short");
    options.text("--memory-swap", memorySwap, "Memory and swap together; -1: no limit");
    options.number("--pids-limit", pids, "How many processes it may have; -1: no limit");
    options.number("--blkio-weight", blkioWeight, "Its share of block I/O, 10 to 1000; 0: as the others");
}

Result<std::int64_t> parseCpus(const std::string &text)
{
    const std::size_t dot = text.find('.');
    const std::string whole = text.substr(0, dot);
    std::string fraction = dot == std::string::npos ? "" : text.substr(dot + 1);
    const auto digits = [](const std::string &s) {
        return std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    if (whole.size() + fraction.size() == 0 || whole.size() > 6 || fraction.size() > 9 || !digits(whole) ||
        !digits(fraction))
        return fail(Errc::InvalidArgument, {},
                    badValue(text, "--cpus", "failed to parse it as a number such as 0.5"));
    fraction.append(9 - fraction.size(), '0');
    return parseInt(whole.empty() ? "0" : whole).value_or(0) * 1'000'000'000 + parseInt(fraction).value_or(0);
}

Result<Limits> LimitOptions::limits() const
{
    Limits out;
    if (cpus)
        out.nanoCpus = TARE_TRY(parseCpus(*cpus));
    if (memory)
        out.memory = TARE_TRY(size(*memory, "-m, --memory"));
    if (memoryReservation)
        out.memoryReservation = TARE_TRY(size(*memoryReservation, "--memory-reservation"));
    if (memorySwap && *memorySwap == "-1")
        out.memorySwap = -1;
    else if (memorySwap)
        out.memorySwap = TARE_TRY(size(*memorySwap, "--memory-swap"));
    out.pids = pids;
    out.cpuShares = cpuShares;
    out.cpuPeriod = cpuPeriod;
    out.cpuQuota = cpuQuota;
    out.cpusetCpus = cpusetCpus;
    out.cpusetMems = cpusetMems;
    out.blkioWeight = blkioWeight;
    return out;
}

void FixedLimitOptions::addTo(Options &options)
{
    options.number("--memory-swappiness", memorySwappiness, "How gladly its memory is swapped, 0 to 100; -1: as the machine's");
    options.flag("--oom-kill-disable", oomKillDisable, "Let it wait for memory instead of killing one of its processes");
    options.list("--blkio-weight-device", weights, "Its share of one device: /dev/sda:500");
    options.list("--device-read-bps", readBps, "Bytes a second it may read of a device: /dev/sda:1mb");
    options.list("--device-write-bps", writeBps, "Bytes a second it may write to a device");
    options.list("--device-read-iops", readIops, "Reads a second of a device: /dev/sda:1000");
    options.list("--device-write-iops", writeIops, "Writes a second to a device");
}

Status FixedLimitOptions::finish(Limits &limits) const
{
    using Kind = DeviceLimit::Kind;
    limits.memorySwappiness = memorySwappiness;
    limits.oomKillDisable = oomKillDisable;
    const auto take = [&](const std::vector<std::string> &texts, Kind kind, const char *flag) -> Status {
        for (const std::string &text : texts)
            limits.devices.push_back(TARE_TRY(device(kind, text, flag)));
        return {};
    };
    TARE_CHECK(take(weights, Kind::Weight, "--blkio-weight-device"));
    TARE_CHECK(take(readBps, Kind::ReadBps, "--device-read-bps"));
    TARE_CHECK(take(writeBps, Kind::WriteBps, "--device-write-bps"));
    TARE_CHECK(take(readIops, Kind::ReadIops, "--device-read-iops"));
    return take(writeIops, Kind::WriteIops, "--device-write-iops");
}

} // namespace tare::cli
