// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measure/machine.h"

#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/base/units.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <sys/statfs.h>
#include <sys/utsname.h>
#include <unistd.h>

namespace tare::measure {

namespace {

std::string oneLine(const std::string &path)
{
    const auto text = readFile(path, 64U << 10U);
    return text ? std::string(trim(text->substr(0, text->find('\n')))) : std::string();
}

std::string cpuInfo(std::string_view key)
{
    const auto text = readFile("/proc/cpuinfo", 4U << 20U);
    if (!text)
        return {};
    for (const std::string_view line : split(*text, '\n'))
        if (line.rfind(key, 0) == 0 && line.find(':') != std::string_view::npos)
            return std::string(trim(line.substr(line.find(':') + 1)));
    return {};
}

std::string fileSystemName(const std::string &path)
{
    struct statfs info
    {
    };
    if (::statfs(path.c_str(), &info) != 0)
        return {};
    switch (static_cast<unsigned long>(info.f_type)) {
    case 0xEF53:
        return "ext4";
    case 0x58465342:
        return "xfs";
    case 0x9123683E:
        return "btrfs";
    case 0x01021994:
        return "tmpfs";
    case 0x794C7630:
        return "overlay";
    case 0x2FC12FC1:
        return "zfs";
    default:
        return fmt::format("0x{:x}", static_cast<unsigned long>(info.f_type));
    }
}

// The mitigations' short words, as the kernel says them.
std::string chosen(const std::string &brackets)
{
    const std::size_t open = brackets.find('[');
    const std::size_t close = brackets.find(']', open);
    return open == std::string::npos || close == std::string::npos
               ? brackets
               : brackets.substr(open + 1, close - open - 1);
}

} // namespace

CpuTimes cpuTimes()
{
    CpuTimes times;
    const std::string line = oneLine("/proc/stat"); // cpu user nice system idle iowait irq softirq steal …
    int field = 0;
    for (const std::string_view word : split(line, ' ')) {
        const auto ticks = parseInt(word);
        if (!ticks)
            continue;
        if (++field <= 8)
            times.total += *ticks;
        if (field == 8)
            times.steal = *ticks;
    }
    return times;
}

void describeMachine(Experiment &experiment, const std::string &storeRoot)
{
    auto &machine = experiment.machine;
    utsname name{};
    ::uname(&name);
    const long cpus = ::sysconf(_SC_NPROCESSORS_ONLN);
    machine["architecture"] = name.machine;
    machine["kernel"] = name.release;
    machine["cpu"] = cpuInfo("model name");
    machine["cpus"] = std::to_string(cpus);
    machine["memory"] = bytesSize(static_cast<double>(::sysconf(_SC_PHYS_PAGES)) *
                                  static_cast<double>(::sysconf(_SC_PAGESIZE)));
    machine["clocksource"] = oneLine("/sys/devices/system/clocksource/clocksource0/current_clocksource");
    const std::string governor = oneLine("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
    machine["governor"] =
        governor.empty() ? "not known (the kernel does not control the frequency)" : governor;
    machine["turbo"] = [] {
        const std::string boost = oneLine("/sys/devices/system/cpu/cpufreq/boost");
        const std::string noTurbo = oneLine("/sys/devices/system/cpu/intel_pstate/no_turbo");
        if (boost.empty() && noTurbo.empty())
            return std::string("not known");
        return std::string(boost == "1" || noTurbo == "0" ? "on" : "off");
    }();
    machine["transparent huge pages"] = chosen(oneLine("/sys/kernel/mm/transparent_hugepage/enabled"));
    const std::string smt = oneLine("/sys/devices/system/cpu/smt/control");
    machine["smt"] = smt.empty() ? "not known" : smt;
    machine["spectre v2"] = oneLine("/sys/devices/system/cpu/vulnerabilities/spectre_v2");
    machine["file system of the store"] = fileSystemName(storeRoot);
    const std::string load = oneLine("/proc/loadavg");
    machine["load"] = load.substr(0, load.find(' '));
    const std::string flags = " " + cpuInfo("flags") + " ";
    const bool nested = flags.find(" hypervisor ") != std::string::npos;
    machine["hypervisor"] = nested ? "this machine is a virtual machine itself" : "none";

    auto &warnings = experiment.warnings;
    if (nested)
        warnings.emplace_back(
            "This machine is a virtual machine itself: another layer below may disturb every number, and "
            "a guest in it runs nested.");
    if (const auto average = parseDouble(machine["load"]);
        average && *average > 0.5 * static_cast<double>(cpus))
        warnings.push_back(fmt::format("The machine was busy when it began: a load of {} on {} processors.",
                                       machine["load"], cpus));
    if (!governor.empty() && governor != "performance")
        warnings.push_back("The processor's frequency changes (governor " + governor +
                           "): the first instances may be slower.");
    if (const std::string &clock = machine["clocksource"]; clock == "hpet" || clock == "acpi_pm")
        warnings.push_back("Reading the clock is slow here (" + clock + ").");
}

void judgeRun(Experiment &experiment, const CpuTimes &before, const CpuTimes &after)
{
    if (const std::int64_t total = after.total - before.total; total > 0) {
        const double share = static_cast<double>(after.steal - before.steal) / static_cast<double>(total);
        experiment.machine["stolen time"] = fmt::format("{:.2f} %", share * 100);
        if (share > 0.01)
            experiment.warnings.push_back(fmt::format(
                "Others took {:.1f} % of this machine's processors meanwhile (stolen time).", share * 100));
    }
    std::vector<const Sample *> host;
    for (const Sample &sample : experiment.samples)
        if (sample.subject == Subject::Host && sample.error.empty())
            host.push_back(&sample);
    if (host.size() >= 6) {
        const auto third = host.size() / 3;
        double early = 0;
        double late = 0;
        for (std::size_t i = 0; i < third; ++i) {
            early += static_cast<double>(host[i]->start);
            late += static_cast<double>(host[host.size() - 1 - i]->start);
        }
        if (early > 0 && std::abs(late / early - 1) > 0.2)
            experiment.warnings.push_back(
                fmt::format("The host process drifted by {:.0f} % between the first and the last "
                            "third: something else changed on this machine.",
                            (late / early - 1) * 100));
    }
}

} // namespace tare::measure
