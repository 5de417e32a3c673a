// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/limits_json.h"

#include <array>
#include <nlohmann/json.hpp>

namespace tare::local {

using nlohmann::json;

namespace {

struct Number
{
    const char *key;
    std::optional<std::int64_t> Limits::*value;
};
constexpr std::array numbers = {Number{"nanoCpus", &Limits::nanoCpus},
                                Number{"memory", &Limits::memory},
                                Number{"memorySwap", &Limits::memorySwap},
                                Number{"pids", &Limits::pids},
                                Number{"cpuShares", &Limits::cpuShares},
                                Number{"cpuPeriod", &Limits::cpuPeriod},
                                Number{"cpuQuota", &Limits::cpuQuota},
                                Number{"memoryReservation", &Limits::memoryReservation},
                                Number{"memorySwappiness", &Limits::memorySwappiness},
                                Number{"blkioWeight", &Limits::blkioWeight}};

struct DeviceKind
{
    DeviceLimit::Kind kind;
    const char *key, *dockers;
};
constexpr std::array kinds = {DeviceKind{DeviceLimit::Kind::Weight, "weight", "BlkioWeightDevice"},
                              DeviceKind{DeviceLimit::Kind::ReadBps, "readBps", "BlkioDeviceReadBps"},
                              DeviceKind{DeviceLimit::Kind::WriteBps, "writeBps", "BlkioDeviceWriteBps"},
                              DeviceKind{DeviceLimit::Kind::ReadIops, "readIops", "BlkioDeviceReadIOps"},
                              DeviceKind{DeviceLimit::Kind::WriteIops, "writeIops", "BlkioDeviceWriteIOps"}};

} // namespace

json limitsJson(const Limits &limits)
{
    json out = json::object();
    for (const Number &number : numbers) {
        if (const auto &value = limits.*number.value)
            out[number.key] = *value;
    }
    if (limits.cpusetCpus)
        out["cpusetCpus"] = *limits.cpusetCpus;
    if (limits.cpusetMems)
        out["cpusetMems"] = *limits.cpusetMems;
    if (limits.oomKillDisable)
        out["oomKillDisable"] = true;
    for (const DeviceLimit &device : limits.devices) {
        for (const DeviceKind &kind : kinds) {
            if (kind.kind == device.kind)
                out["devices"].push_back({{"kind", kind.key}, {"path", device.path}, {"value", device.value}});
        }
    }
    return out;
}

Limits limitsOf(const json &in)
{
    Limits out;
    for (const Number &number : numbers) {
        if (in.contains(number.key))
            out.*number.value = in.at(number.key).get<std::int64_t>();
    }
    if (in.contains("cpusetCpus"))
        out.cpusetCpus = in.at("cpusetCpus").get<std::string>();
    if (in.contains("cpusetMems"))
        out.cpusetMems = in.at("cpusetMems").get<std::string>();
    out.oomKillDisable = in.value("oomKillDisable", false);
    for (const json &device : in.value("devices", json::array())) {
        for (const DeviceKind &kind : kinds) {
            if (device.at("kind") == kind.key)
                out.devices.push_back({kind.kind, device.at("path").get<std::string>(), device.at("value").get<std::int64_t>()});
        }
    }
    return out;
}

void showLimits(const Limits &limits, nlohmann::ordered_json &hostConfig)
{
    using ordered = nlohmann::ordered_json;
    const std::int64_t memory = limits.memory.value_or(0);
    hostConfig["Memory"] = memory;
    hostConfig["NanoCpus"] = limits.nanoCpus.value_or(0);
    hostConfig["MemorySwap"] = limits.memorySwap.value_or(memory * 2);
    hostConfig["PidsLimit"] = limits.pids ? ordered(*limits.pids) : ordered(nullptr);
    hostConfig["CpuShares"] = limits.cpuShares.value_or(0);
    hostConfig["CpuPeriod"] = limits.cpuPeriod.value_or(0);
    hostConfig["CpuQuota"] = limits.cpuQuota.value_or(0);
    hostConfig["CpusetCpus"] = limits.cpusetCpus.value_or("");
    hostConfig["CpusetMems"] = limits.cpusetMems.value_or("");
    hostConfig["MemoryReservation"] = limits.memoryReservation.value_or(0);
    hostConfig["MemorySwappiness"] = limits.memorySwappiness ? ordered(*limits.memorySwappiness) : ordered(nullptr);
    hostConfig["OomKillDisable"] = limits.oomKillDisable;
    hostConfig["BlkioWeight"] = limits.blkioWeight.value_or(0);
    for (const DeviceKind &kind : kinds) {
        const bool isWeight = kind.kind == DeviceLimit::Kind::Weight;
        ordered list = ordered::array();
        for (const DeviceLimit &device : limits.devices) {
            if (device.kind == kind.kind)
                list.push_back({{"Path", device.path}, {isWeight ? "Weight" : "Rate", device.value}});
        }
        hostConfig[kind.dockers] = list;
    }
}

} // namespace tare::local
