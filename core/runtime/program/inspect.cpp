// SPDX-License-Identifier: GPL-3.0-or-later
// ps, update, events.
#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"
#include "core/base/units.h"
#include "core/runtime/cgroup/cgroup.h"
#include "core/runtime/program/arguments.h"
#include "core/runtime/program/commands.h"
#include "core/runtime/program/stats_json.h"
#include "core/runtime/spec/spec.h"
#include "core/runtime/state/state.h"

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <set>

namespace tare::runtime {
namespace {

Result<cgroup::Group> ownGroup(const State &state, const char *command)
{
    if (state.cgroupPath.empty())
        return fail(Errc::NotOnThisMachine, command, "the container has no control group of its own");
    const auto hierarchy = TARE_TRY(cgroup::Hierarchy::detect());
    return cgroup::Group::open(hierarchy, state.cgroupPath);
}

Result<std::string> readAllOf(const std::string &file)
{
    return readFile(file == "-" ? "/dev/stdin" : file, 1U << 20U);
}

Result<std::int64_t> size(const Arguments &a, const char *name)
{
    if (a.get(name) == "-1")
        return -1;
    const auto n = parseRamSize(a.get(name));
    if (!n)
        return fail(Errc::LimitOutOfRange, std::string("--") + name, "\"" + a.get(name) + "\" is no size");
    return *n;
}

Result<std::int64_t> number(const Arguments &a, const char *name)
{
    const auto n = parseInt(a.get(name));
    if (!n)
        return fail(Errc::LimitOutOfRange, std::string("--") + name, "\"" + a.get(name) + "\" is no number");
    return *n;
}

const std::vector<Option> updateKnown = {{"resources", 'r', true},   {"cpus", 0, true},
                                         {"cpu-quota", 0, true},     {"cpu-period", 0, true},
                                         {"cpu-share", 0, true},     {"cpuset-cpus", 0, true},
                                         {"cpuset-mems", 0, true},   {"memory", 0, true},
                                         {"memory-swap", 0, true},   {"memory-reservation", 0, true},
                                         {"pids-limit", 0, true},    {"blkio-weight", 0, true},
                                         {"kernel-memory", 0, true}, {"kernel-memory-tcp", 0, true},
                                         {"cpu-rt-period", 0, true}, {"cpu-rt-runtime", 0, true},
                                         {"cpu-burst", 0, true},     {"cpu-idle", 0, true},
                                         {"l3-cache-schema", 0, true}, {"mem-bw-schema", 0, true}};

Status ignoreNothing(const Arguments &a)
{
    for (const char *name : {"l3-cache-schema", "mem-bw-schema"}) {
        if (!a.get(name).empty())
            return fail(Errc::Unsupported, std::string("--") + name, "Intel RDT is not supported");
    }
    return {};
}

Result<cgroup::Resources> resourcesFrom(const Arguments &a)
{
    TARE_CHECK(ignoreNothing(a));
    cgroup::Resources r;
    if (a.has("resources")) {
        const std::string text = TARE_TRY(readAllOf(a.get("resources")));
        r = TARE_TRY(parseResources(text));
    }
    if (a.has("cpus")) {
        const auto cpus = parseDouble(a.get("cpus"));
        if (!cpus || *cpus < 0 || *cpus > 100'000)
            return fail(Errc::LimitOutOfRange, "--cpus", "\"" + a.get("cpus") + "\" is no number of CPUs");
        r.setNanoCpus(static_cast<std::int64_t>(*cpus * 1e9));
    }
    if (a.has("cpu-quota"))
        r.cpuQuota = TARE_TRY(number(a, "cpu-quota"));
    if (a.has("cpu-period"))
        r.cpuPeriod =
            static_cast<std::uint64_t>(std::max<std::int64_t>(0, TARE_TRY(number(a, "cpu-period"))));
    if (a.has("cpu-share"))
        r.cpuShares = static_cast<std::uint64_t>(std::max<std::int64_t>(0, TARE_TRY(number(a, "cpu-share"))));
    const auto unsignedNumber = [&](const char *name, std::optional<std::uint64_t> &out) -> Status {
        if (a.has(name))
            out = static_cast<std::uint64_t>(std::max<std::int64_t>(0, TARE_TRY(number(a, name))));
        return {};
    };
    TARE_CHECK(unsignedNumber("cpu-rt-period", r.realtimePeriod));
    TARE_CHECK(unsignedNumber("cpu-burst", r.cpuBurst));
    if (a.has("cpu-rt-runtime"))
        r.realtimeRuntime = TARE_TRY(number(a, "cpu-rt-runtime"));
    if (a.has("cpu-idle"))
        r.cpuIdle = TARE_TRY(number(a, "cpu-idle"));
    if (a.has("kernel-memory"))
        r.kernelMemory = TARE_TRY(size(a, "kernel-memory"));
    if (a.has("kernel-memory-tcp"))
        r.kernelTcpMemory = TARE_TRY(size(a, "kernel-memory-tcp"));
    if (a.has("cpuset-cpus"))
        r.cpusetCpus = a.get("cpuset-cpus");
    if (a.has("cpuset-mems"))
        r.cpusetMems = a.get("cpuset-mems");
    if (a.has("memory"))
        r.memory = TARE_TRY(size(a, "memory"));
    if (a.has("memory-swap"))
        r.memorySwap = TARE_TRY(size(a, "memory-swap"));
    if (a.has("memory-reservation"))
        r.memoryReservation = TARE_TRY(size(a, "memory-reservation"));
    if (a.has("pids-limit"))
        r.pids = TARE_TRY(number(a, "pids-limit"));
    if (a.has("blkio-weight"))
        r.blkioWeight = static_cast<std::uint16_t>(TARE_TRY(number(a, "blkio-weight")));
    return r;
}

// In milliseconds: "5s", "100ms", "1m30s", or seconds alone. A day at most.
std::optional<std::int64_t> parseInterval(std::string_view text)
{
    double total = 0;
    while (!text.empty()) {
        const std::size_t digits = std::min(text.find_first_not_of("0123456789."), text.size());
        const auto n = parseDouble(text.substr(0, digits));
        text.remove_prefix(digits);
        const std::size_t letters = std::min(text.find_first_of("0123456789."), text.size());
        const std::string_view unit = text.substr(0, letters);
        const double scale = unit == "ms" ? 1 : unit == "s" || unit.empty() ? 1e3 : unit == "m" ? 6e4 : unit == "h" ? 3.6e6 : 0;
        if (!n || scale == 0)
            return std::nullopt;
        total += *n * scale;
        text.remove_prefix(letters);
    }
    return total >= 1 && total <= 86'400'000 ? std::optional(static_cast<std::int64_t>(total)) : std::nullopt;
}

} // namespace

Result<int> commandPs(const Global &global, const Words &words)
{
    const Arguments a = TARE_TRY(Arguments::parse(words, {{"format", 'f', true}}, false));
    if (a.words().empty())
        return fail(Errc::InvalidArgument, "ps", "it takes the id of a container");
    const State state = TARE_TRY(StateDir::read(global.root, a.words()[0]));
    const auto group = TARE_TRY(ownGroup(state, "ps"));
    const auto pids = TARE_TRY(group.pids());
    if (a.get("format") == "json") {
        print(nlohmann::json(pids).dump() + "\n");
        return 0;
    }
    // ps(1) prints, and its lines for other processes are left out, as runc does it.
    SpawnOptions options;
    options.argv = {"ps"};
    options.argv.insert(options.argv.end(), a.words().begin() + 1, a.words().end());
    if (options.argv.size() == 1)
        options.argv.emplace_back("-ef");
    const RunOutput listed = TARE_TRY(tare::run(options));
    const auto lines = split(listed.out, '\n');
    const auto fieldsOf = [](std::string_view line) {
        std::vector<std::string_view> out;
        for (const std::string_view f : split(line, ' ')) {
            if (!f.empty())
                out.push_back(f);
        }
        return out;
    };
    const auto head = fieldsOf(lines[0]);
    const auto column = static_cast<std::size_t>(std::find(head.begin(), head.end(), "PID") - head.begin());
    if (column == head.size())
        return fail(Errc::InvalidArgument, "ps", "its output has no column PID");
    std::string out = std::string(lines[0]) + "\n";
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const auto fields = fieldsOf(lines[i]);
        const auto pid = column < fields.size() ? parseInt(fields[column]) : std::nullopt;
        if (pid && std::find(pids.begin(), pids.end(), *pid) != pids.end())
            out += std::string(lines[i]) + "\n";
    }
    print(out);
    return 0;
}

Result<int> commandUpdate(const Global &global, const Words &words)
{
    const Arguments a = TARE_TRY(Arguments::parse(words, updateKnown, true));
    if (a.words().size() != 1)
        return fail(Errc::InvalidArgument, "update", "it takes the id of one container");
    const State state = TARE_TRY(StateDir::read(global.root, a.words()[0]));
    const ContainerStatus status = currentStatus(global.root, state);
    if (status == ContainerStatus::Stopped || status == ContainerStatus::Creating)
        return fail(Errc::NotRunning, state.id);
    const cgroup::Resources wanted = TARE_TRY(resourcesFrom(a));
    const auto hierarchy = TARE_TRY(cgroup::Hierarchy::detect());
    TARE_CHECK(hierarchy.probe(state.cgroupPath).check(wanted));
    auto group = TARE_TRY(ownGroup(state, "update"));
    TARE_CHECK(group.extend(hierarchy, wanted.extraControllers()));
    TARE_CHECK(group.apply(wanted));
    return 0;
}

Result<int> commandEvents(const Global &global, const Words &words)
{
    const Arguments a = TARE_TRY(Arguments::parse(words, {{"stats"}, {"interval", 0, true}}, true));
    if (a.words().size() != 1)
        return fail(Errc::InvalidArgument, "events", "it takes the id of one container");
    const auto interval = parseInterval(a.get("interval", "5s"));
    if (!interval)
        return fail(Errc::InvalidArgument, "--interval", "it is a length of time, as \"5s\" or \"100ms\"");
    const State state = TARE_TRY(StateDir::read(global.root, a.words()[0]));
    const auto group = TARE_TRY(ownGroup(state, "events"));
    std::int64_t kills = group.oomKills();
    while (true) {
        if (!state.process.alive())
            return a.has("stats") ? Result<int>(fail(Errc::NotRunning, state.id)) : Result<int>(0);
        print(statsJson(state.id, group, TARE_TRY(group.stats())));
        if (a.has("stats"))
            return 0;
        const timespec pause{static_cast<time_t>(*interval / 1000), static_cast<long>(*interval % 1000) * 1'000'000};
        ::nanosleep(&pause, nullptr);
        const std::int64_t now = group.oomKills();
        if (now > kills)
            print("{\"type\":\"oom\",\"id\":\"" + state.id + "\"}\n");
        kills = now;
    }
}

} // namespace tare::runtime
