// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/cgroup/cgroup.h"

#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/base/time.h"

#include <unistd.h>

namespace tare::cgroup {
namespace {

std::string text(const std::string &folder, const char *file)
{
    if (folder.empty())
        return {};
    auto t = readFile(folder + "/" + file, 1U << 20U);
    return t ? std::move(*t) : std::string();
}

// "max", "-1", v1's huge "no limit" and what is not a number are 0.
std::int64_t number(const std::string &folder, const char *file)
{
    const auto n = parseUnsigned(trim(text(folder, file)));
    // v1 says "no limit" as the largest multiple of a page in a long.
    return n && *n < 0x7fff'ffff'ffff'0000ULL ? static_cast<std::int64_t>(*n) : 0;
}

// The value of `key` in lines of "key value"; 0 when it is missing.
std::int64_t keyed(std::string_view lines, std::string_view key)
{
    for (const std::string_view line : split(lines, '\n')) {
        if (line.size() > key.size() && line[key.size()] == ' ' && line.substr(0, key.size()) == key)
            return parseInt(line.substr(key.size() + 1)).value_or(0);
    }
    return 0;
}

void readCpu(const Group &g, bool v2, Stats &s)
{
    const std::string stat = text(g.folder(Controller::Cpu), "cpu.stat");
    s.periods = keyed(stat, "nr_periods");
    s.throttledPeriods = keyed(stat, "nr_throttled");
    if (v2) {
        // cpu.stat is there without the controller too, for the time alone.
        const std::string own = stat.empty() ? text(g.folder(Controller::CpuAcct), "cpu.stat") : stat;
        s.cpuUsage = keyed(own, "usage_usec") * 1000;
        s.cpuUser = keyed(own, "user_usec") * 1000;
        s.cpuSystem = keyed(own, "system_usec") * 1000;
        s.throttledTime = keyed(stat, "throttled_usec") * 1000;
        const std::string quota = text(g.folder(Controller::Cpu), "cpu.max");
        const auto max = split(trim(quota), ' ');
        if (max.size() == 2) {
            s.cpuQuota = parseInt(max[0]).value_or(0);
            s.cpuPeriod = parseInt(max[1]).value_or(0);
        }
        return;
    }
    const std::string &acct = g.folder(Controller::CpuAcct);
    s.cpuUsage = number(acct, "cpuacct.usage");
    const std::string ticks = text(acct, "cpuacct.stat");
    const std::int64_t tick = 1'000'000'000 / ::sysconf(_SC_CLK_TCK);
    s.cpuUser = keyed(ticks, "user") * tick;
    s.cpuSystem = keyed(ticks, "system") * tick;
    s.throttledTime = keyed(stat, "throttled_time");
    s.cpuPeriod = number(g.folder(Controller::Cpu), "cpu.cfs_period_us");
    s.cpuQuota = number(g.folder(Controller::Cpu), "cpu.cfs_quota_us");
}

void readMemory(const std::string &f, bool v2, Stats &s)
{
    s.memoryCurrent = number(f, v2 ? "memory.current" : "memory.usage_in_bytes");
    s.memoryPeak = number(f, v2 ? "memory.peak" : "memory.max_usage_in_bytes");
    s.memoryLimit = number(f, v2 ? "memory.max" : "memory.limit_in_bytes");
    const std::int64_t swap = number(f, v2 ? "memory.swap.max" : "memory.memsw.limit_in_bytes");
    const bool swapLimited = !v2 || parseUnsigned(trim(text(f, "memory.swap.max"))).has_value();
    s.memorySwapLimit = v2 ? (swapLimited && s.memoryLimit > 0 ? s.memoryLimit + swap : 0) : swap;
    const std::int64_t cache = keyed(text(f, "memory.stat"), v2 ? "inactive_file" : "total_inactive_file");
    s.memoryUsage = cache < s.memoryCurrent ? s.memoryCurrent - cache : s.memoryCurrent;
}

void readBlock(const std::string &f, bool v2, Stats &s)
{
    if (v2) {
        const std::string stat = text(f, "io.stat");
        for (const std::string_view word : split(stat, ' ')) {
            if (word.substr(0, 7) == "rbytes=")
                s.blockRead += parseInt(word.substr(7)).value_or(0);
            else if (word.substr(0, 7) == "wbytes=")
                s.blockWritten += parseInt(word.substr(7)).value_or(0);
        }
        return;
    }
    const std::string served = text(f, "blkio.throttle.io_service_bytes_recursive");
    for (const std::string_view line : split(served, '\n')) {
        const auto fields = split(line, ' '); // "8:0 Read 4096"
        if (fields.size() == 3 && fields[1] == "Read")
            s.blockRead += parseInt(fields[2]).value_or(0);
        else if (fields.size() == 3 && fields[1] == "Write")
            s.blockWritten += parseInt(fields[2]).value_or(0);
    }
}

} // namespace

std::int64_t Group::oomKills() const
{
    const bool v2 = m_isV2[static_cast<std::size_t>(Controller::Memory)];
    return keyed(text(folder(Controller::Memory), v2 ? "memory.events" : "memory.oom_control"), "oom_kill");
}

Result<Stats> Group::stats() const
{
    if (!exists())
        return fail(Errc::NotFound, m_path.empty() ? "control group" : m_path,
                    m_path.empty() ? "this container has no control group of its own" : "");
    const auto isV2 = [&](Controller c) { return m_isV2[static_cast<std::size_t>(c)]; };
    Stats s;
    s.readAt = monotonicNs();
    readCpu(*this, isV2(Controller::Cpu) || isV2(Controller::CpuAcct), s);
    if (!folder(Controller::Memory).empty())
        readMemory(folder(Controller::Memory), isV2(Controller::Memory), s);
    s.oomKills = oomKills();
    s.pids = number(folder(Controller::Pids), "pids.current");
    s.pidsLimit = number(folder(Controller::Pids), "pids.max");
    readBlock(folder(Controller::BlkIo), isV2(Controller::BlkIo), s);
    return s;
}

} // namespace tare::cgroup
