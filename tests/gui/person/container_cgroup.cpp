// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/person/container_cgroup.h"

#include "core/base/file.h"
#include "core/base/strings.h"

#include <algorithm>

using namespace tare;

namespace {

std::string readTrimmed(const std::string &path)
{
    return std::string(trim(readFile(path).value_or(std::string())));
}

// The mount point of a controller: field 5 of the line whose file system is of this type and has it
// (proc(5)).
std::string mountOf(const std::string &type, const std::string &controller)
{
    const std::string mounts = readFile("/proc/self/mountinfo").value_or(std::string());
    for (const auto line : split(mounts, '\n')) {
        const auto dash = line.find(" - " + type + " ");
        if (dash == std::string_view::npos)
            continue;
        const auto options = split(split(line.substr(dash + 3), ' ').back(), ',');
        if (!controller.empty() && std::find(options.begin(), options.end(), controller) == options.end())
            continue;
        return std::string(split(line, ' ')[4]);
    }
    return {};
}

std::int64_t statValue(const std::string &file, const std::string &key)
{
    const std::string text = readFile(file).value_or(std::string());
    for (const auto line : split(text, '\n'))
        if (line.starts_with(key + " "))
            return parseInt(line.substr(key.size() + 1)).value_or(0);
    return 0;
}

} // namespace

ContainerCgroup ContainerCgroup::of(int pid)
{
    ContainerCgroup out;
    const std::string groups = readFile("/proc/" + std::to_string(pid) + "/cgroup").value_or(std::string());
    for (const auto line : split(groups, '\n')) {
        const auto parts = split(line, ':');
        if (parts.size() < 3)
            continue;
        const std::string path(line.substr(parts[0].size() + parts[1].size() + 2));
        const auto controllers = split(parts[1], ',');
        const auto has = [&](std::string_view name) {
            return std::find(controllers.begin(), controllers.end(), name) != controllers.end();
        };
        if (has("cpu"))
            out.cpu = mountOf("cgroup", "cpu") + path;
        if (has("memory"))
            out.memory = mountOf("cgroup", "memory") + path;
        if (parts[1].empty() && out.cpu.empty() && exists(mountOf("cgroup2", {}) + path + "/cpu.max"))
            out.cpu = out.memory = mountOf("cgroup2", {}) + path;
    }
    return out;
}

std::optional<double> ContainerCgroup::cpus() const
{
    const std::string max = readTrimmed(cpu + "/cpu.max");
    if (!max.empty()) {
        const auto parts = split(max, ' ');
        const auto quota = parseInt(parts[0]);
        return quota ? std::optional<double>(static_cast<double>(*quota) /
                                             static_cast<double>(parseInt(parts.at(1)).value_or(1)))
                     : std::nullopt;
    }
    const auto quota = parseInt(readTrimmed(cpu + "/cpu.cfs_quota_us"));
    const auto period = parseInt(readTrimmed(cpu + "/cpu.cfs_period_us"));
    if (!quota || !period || *quota <= 0)
        return std::nullopt;
    return static_cast<double>(*quota) / static_cast<double>(*period);
}

std::optional<std::int64_t> ContainerCgroup::memoryLimit() const
{
    const std::string max = readTrimmed(memory + "/memory.max");
    return parseInt(max.empty() ? readTrimmed(memory + "/memory.limit_in_bytes") : max);
}

std::int64_t ContainerCgroup::throttledNs() const
{
    const std::int64_t v2 = statValue(cpu + "/cpu.stat", "throttled_usec") * 1000;
    return v2 > 0 ? v2 : statValue(cpu + "/cpu.stat", "throttled_time");
}
