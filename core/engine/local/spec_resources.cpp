// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/spec_resources.h"

#include <nlohmann/json.hpp>

namespace tare::local {

using nlohmann::json;

namespace {

json blockPart(const cgroup::Resources &in)
{
    json out = json::object();
    if (in.blkioWeight)
        out["weight"] = *in.blkioWeight;
    for (const cgroup::BlockDevice &device : in.blockDevices) {
        const auto add = [&](const char *list, const char *key, std::uint64_t value) {
            out[list].push_back({{"major", device.major}, {"minor", device.minor}, {key, value}});
        };
        using Throttle = cgroup::BlockDevice::Throttle;
        switch (device.throttle) {
        case Throttle::None: add("weightDevice", "weight", device.weight); break;
        case Throttle::ReadBps: add("throttleReadBpsDevice", "rate", device.rate); break;
        case Throttle::WriteBps: add("throttleWriteBpsDevice", "rate", device.rate); break;
        case Throttle::ReadIops: add("throttleReadIOPSDevice", "rate", device.rate); break;
        case Throttle::WriteIops: add("throttleWriteIOPSDevice", "rate", device.rate); break;
        }
    }
    return out;
}

} // namespace

json resourcesPart(const cgroup::Resources &in, json deviceRules)
{
    json out = {{"devices", std::move(deviceRules)}};
    const auto put = [&](const char *group, const char *key, const auto &value) {
        if (value)
            out[group][key] = *value;
    };
    put("cpu", "quota", in.cpuQuota);
    put("cpu", "period", in.cpuPeriod);
    put("cpu", "shares", in.cpuShares);
    if (!in.cpusetCpus.empty())
        out["cpu"]["cpus"] = in.cpusetCpus;
    if (!in.cpusetMems.empty())
        out["cpu"]["mems"] = in.cpusetMems;
    put("memory", "limit", in.memory);
    put("memory", "swap", in.memorySwap);
    put("memory", "reservation", in.memoryReservation);
    put("memory", "swappiness", in.swappiness);
    if (in.disableOomKiller)
        out["memory"]["disableOOMKiller"] = true;
    put("pids", "limit", in.pids);
    if (json block = blockPart(in); !block.empty())
        out["blockIO"] = std::move(block);
    return out;
}

} // namespace tare::local
