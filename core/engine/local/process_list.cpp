// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/process_list.h"

#include "core/base/file.h"
#include "core/base/scope_exit.h"
#include "core/base/strings.h"
#include "core/base/time.h"

#include <algorithm>
#include <ctime>
#include <dirent.h>
#include <map>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

namespace tare::local {
namespace {

std::int64_t field(const std::vector<std::string_view> &fields, std::size_t index)
{
    return index < fields.size() ? parseInt(fields[index]).value_or(0) : 0;
}

// Of the machine's own users, as ps(1) shows them; a number when there is no name. The file, not NSS: this
// program is static.
std::string userName(uid_t uid)
{
    const auto passwd = readFile("/etc/passwd", 1U << 20U);
    for (const std::string_view line : split(passwd ? std::string_view(*passwd) : std::string_view(), '\n')) {
        const auto fields = split(line, ':');
        if (fields.size() > 2 && parseInt(fields[2]) == static_cast<std::int64_t>(uid))
            return std::string(fields[0]);
    }
    return std::to_string(uid);
}

std::optional<Process> describe(pid_t pid)
{
    const std::string base = "/proc/" + std::to_string(pid);
    const auto stat = readFile(base + "/stat", 65536);
    const std::size_t close = stat ? stat->rfind(')') : std::string::npos;
    const std::size_t open = stat ? stat->find('(') : std::string::npos;
    if (close == std::string::npos || open == std::string::npos || close + 2 > stat->size())
        return std::nullopt;
    const auto fields = split(std::string_view(*stat).substr(close + 2), ' '); // from field 3 on
    if (fields.size() < 22 || fields[0] == "Z")
        return std::nullopt;
    const long tick = ::sysconf(_SC_CLK_TCK);
    Process out;
    out.pid = pid;
    out.parent = static_cast<std::int32_t>(field(fields, 1));
    out.cpuTime = (field(fields, 11) + field(fields, 12)) * (1'000'000'000 / tick);
    const std::int64_t bootNs = nowNs() - [] {
        timespec t{};
        ::clock_gettime(CLOCK_BOOTTIME, &t);
        return t.tv_sec * 1'000'000'000LL + t.tv_nsec;
    }();
    out.started = bootNs + field(fields, 19) * (1'000'000'000 / tick);
    out.memory = field(fields, 21) * ::sysconf(_SC_PAGESIZE);
    const auto words = readFile(base + "/cmdline", 1U << 20U);
    if (words && !words->empty()) {
        out.command = *words;
        while (!out.command.empty() && out.command.back() == '\0')
            out.command.pop_back();
        std::replace(out.command.begin(), out.command.end(), '\0', ' ');
    } else {
        out.command = "[" + stat->substr(open + 1, close - open - 1) + "]";
    }
    struct stat owner
    {
    };
    if (::stat(base.c_str(), &owner) == 0)
        out.user = userName(owner.st_uid);
    // The number of a terminal, as tty_nr of proc(5) packs it.
    const auto terminal = static_cast<unsigned>(field(fields, 4));
    const unsigned minor = (terminal & 0xffU) | ((terminal >> 12U) & 0xfff00U), major = (terminal >> 8U) & 0xfffU;
    if (major >= 136 && major <= 143) // Unix98 pseudo-terminals
        out.tty = "pts/" + std::to_string((major - 136) * 256 + minor);
    else if (major == 4)
        out.tty = minor < 64 ? "tty" + std::to_string(minor) : "ttyS" + std::to_string(minor - 64);
    return out;
}

} // namespace

std::vector<Process> describeProcesses(const std::vector<pid_t> &pids)
{
    std::vector<Process> out;
    for (const pid_t pid : pids) {
        if (auto process = describe(pid))
            out.push_back(std::move(*process));
    }
    std::sort(out.begin(), out.end(), [](const Process &a, const Process &b) { return a.pid < b.pid; });
    return out;
}

std::vector<pid_t> processTree(pid_t root)
{
    std::multimap<pid_t, pid_t> children;
    DIR *dir = ::opendir("/proc");
    if (dir == nullptr)
        return {root};
    const ScopeExit close([&] { ::closedir(dir); });
    while (const dirent *entry = ::readdir(dir)) { // NOLINT(concurrency-mt-unsafe): a DIR of our own
        const auto pid = parseInt(entry->d_name);
        const auto stat = pid ? readFile("/proc/" + std::string(entry->d_name) + "/stat", 65536)
                              : Result<std::string>(fail(Errc::NotFound, {}));
        const std::size_t end = stat ? stat->rfind(')') : std::string::npos;
        if (end == std::string::npos || end + 4 > stat->size())
            continue;
        const auto fields = split(std::string_view(*stat).substr(end + 2), ' ');
        children.emplace(static_cast<pid_t>(field(fields, 1)), static_cast<pid_t>(*pid));
    }
    std::vector<pid_t> out = {root};
    for (std::size_t i = 0; i < out.size(); ++i) {
        const auto [from, to] = children.equal_range(out[i]);
        for (auto it = from; it != to; ++it)
            out.push_back(it->second);
    }
    return out;
}

void addNetworkCounters(pid_t pid, Stats &stats)
{
    const auto table = readFile("/proc/" + std::to_string(pid) + "/net/dev", 1U << 20U);
    if (!table)
        return;
    stats.hasNetwork = true;
    for (const std::string_view line : split(*table, '\n')) {
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos || trim(line.substr(0, colon)) == "lo")
            continue;
        std::vector<std::int64_t> numbers;
        for (const std::string_view word : split(line.substr(colon + 1), ' ')) {
            if (!word.empty())
                numbers.push_back(parseInt(word).value_or(0));
        }
        if (numbers.size() >= 9) {
            stats.networkRx += numbers[0];
            stats.networkTx += numbers[8];
        }
    }
}

} // namespace tare::local
