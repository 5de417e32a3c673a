// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/program/stats_json.h"

#include "core/base/file.h"
#include "core/base/strings.h"

#include <nlohmann/json.hpp>

namespace tare::runtime {
namespace {

using cgroup::Controller;
using nlohmann::ordered_json;

std::string text(const cgroup::Group &group, Controller controller, const std::string &file)
{
    const std::string &folder = group.folder(controller);
    auto out = folder.empty() ? Result<std::string>(std::string()) : readFile(folder + "/" + file, 1U << 20U);
    return out ? std::move(*out) : std::string();
}

// Lines of "name number".
ordered_json table(const std::string &lines)
{
    ordered_json out = ordered_json::object();
    for (const std::string_view line : split(lines, '\n')) {
        const std::size_t space = line.find(' ');
        const auto n = space == std::string_view::npos ? std::nullopt : parseUnsigned(line.substr(space + 1));
        if (n)
            out[std::string(line.substr(0, space))] = *n;
    }
    return out;
}

ordered_json numbers(const std::string &line)
{
    ordered_json out = ordered_json::array();
    for (const std::string_view word : split(trim(line), ' ')) {
        if (const auto n = parseUnsigned(word))
            out.push_back(*n);
    }
    return out;
}

// One of v1's counters of memory: "memory." + prefix + "usage_in_bytes" and so on.
ordered_json counter(const cgroup::Group &group, const std::string &prefix)
{
    const auto number = [&](const char *file) {
        return parseUnsigned(trim(text(group, Controller::Memory, "memory." + prefix + file))).value_or(0);
    };
    return {{"limit", number("limit_in_bytes")},
            {"usage", number("usage_in_bytes")},
            {"max", number("max_usage_in_bytes")},
            {"failcnt", number("failcnt")}};
}

void addMemory(ordered_json &memory, const cgroup::Group &group)
{
    memory["raw"] = table(text(group, Controller::Memory, "memory.stat"));
    if (group.isV2(Controller::Memory)) {
        const auto number = [&](const char *file) { return parseUnsigned(trim(text(group, Controller::Memory, file))).value_or(0); };
        memory["swap"] = {{"limit", number("memory.swap.max")}, {"usage", number("memory.swap.current")}, {"failcnt", 0}};
        return;
    }
    memory["swap"] = counter(group, "memsw.");
    memory["kernel"] = counter(group, "kmem.");
    memory["kernelTCP"] = counter(group, "kmem.tcp.");
}

// "8:0 Read 4096" on v1, "8:0 rbytes=4096 wbytes=0 …" on v2.
void addBlock(ordered_json &blkio, const cgroup::Group &group)
{
    const auto entry = [](std::string_view device, const std::string &op, std::uint64_t value) -> ordered_json {
        const auto parts = split(device, ':');
        return {{"major", parts.size() == 2 ? parseUnsigned(parts[0]).value_or(0) : 0},
                {"minor", parts.size() == 2 ? parseUnsigned(parts[1]).value_or(0) : 0},
                {"op", op},
                {"value", value}};
    };
    if (group.isV2(Controller::BlkIo)) {
        const std::string stat = text(group, Controller::BlkIo, "io.stat");
        for (const std::string_view line : split(stat, '\n')) {
            const auto words = split(line, ' ');
            for (const std::string_view word : words) {
                for (const auto &[key, op, list] : {std::tuple("rbytes=", "Read", "ioServiceBytesRecursive"),
                                                    std::tuple("wbytes=", "Write", "ioServiceBytesRecursive"),
                                                    std::tuple("rios=", "Read", "ioServicedRecursive"),
                                                    std::tuple("wios=", "Write", "ioServicedRecursive")}) {
                    const std::string_view prefix = key;
                    if (const auto n = word.substr(0, prefix.size()) == prefix ? parseUnsigned(word.substr(prefix.size())) : std::nullopt)
                        blkio[list].push_back(entry(words[0], op, *n));
                }
            }
        }
        return;
    }
    for (const auto &[file, list] : {std::pair("blkio.throttle.io_service_bytes_recursive", "ioServiceBytesRecursive"),
                                     std::pair("blkio.throttle.io_serviced_recursive", "ioServicedRecursive")}) {
        const std::string lines = text(group, Controller::BlkIo, file);
        for (const std::string_view line : split(lines, '\n')) {
            const auto words = split(line, ' ');
            if (const auto n = words.size() == 3 ? parseUnsigned(words[2]) : std::nullopt)
                blkio[list].push_back(entry(words[0], std::string(words[1]), *n));
        }
    }
}

} // namespace

std::string statsJson(const std::string &id, const cgroup::Group &group, const cgroup::Stats &s)
{
    ordered_json data;
    data["cpu"]["usage"] = {{"total", s.cpuUsage}, {"kernel", s.cpuSystem}, {"user", s.cpuUser}};
    if (!group.isV2(Controller::CpuAcct))
        data["cpu"]["usage"]["percpu"] = numbers(text(group, Controller::CpuAcct, "cpuacct.usage_percpu"));
    data["cpu"]["throttling"] = {
        {"periods", s.periods}, {"throttledPeriods", s.throttledPeriods}, {"throttledTime", s.throttledTime}};
    data["memory"]["usage"] = {
        {"limit", s.memoryLimit}, {"usage", s.memoryCurrent}, {"max", s.memoryPeak}, {"failcnt", s.oomKills}};
    data["memory"]["cache"] = s.memoryCurrent - s.memoryUsage;
    addMemory(data["memory"], group);
    data["pids"] = {{"current", s.pids}, {"limit", s.pidsLimit}};
    data["blkio"] = {{"read", s.blockRead}, {"write", s.blockWritten}};
    addBlock(data["blkio"], group);
    data["hugetlb"] = ordered_json::object();
    data["intel_rdt"] = ordered_json::object();
    data["network_interfaces"] = nullptr;
    const ordered_json event = {{"type", "stats"}, {"id", id}, {"data", data}};
    return event.dump() + "\n";
}

} // namespace tare::runtime
