// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preflight/probes.h"

#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/base/units.h"
#include "core/base/unique_fd.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/inotify.h>
#include <sys/resource.h>
#include <sys/statvfs.h>

namespace tare::preflight {

namespace {

constexpr long fewInstances = 128, fewWatches = 8192;
constexpr rlim_t fewFiles = 4096;
constexpr std::int64_t littleSpace = std::int64_t{2} << 30;

// The window, every log that is followed and every wait has one.
Check inotify(const Machine &machine)
{
    const std::string folder = machine.proc + "/sys/fs/inotify/";
    const long instances = numberIn(folder + "max_user_instances").value_or(0), watches = numberIn(folder + "max_user_watches").value_or(0);
    const std::string more = "sudo sysctl -w fs.inotify.max_user_instances=512 fs.inotify.max_user_watches=65536";
    const UniqueFd one(::inotify_init1(IN_CLOEXEC));
    if (!one || ::inotify_add_watch(one.get(), "/", IN_CREATE) < 0)
        return {"inotify", State::Missing, "Files cannot be watched any more (" + strerrorText(errno) + "): other programs have used up what this user may.", more};
    const std::string numbers = std::to_string(instances) + " programs' places and " + std::to_string(watches) + " files can be watched at once.";
    if (instances < fewInstances || watches < fewWatches)
        return {"inotify", State::Limited, "Only " + numbers, more};
    return {"inotify", State::Works, numbers, {}};
}

Check openFiles()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    const std::string most = limit.rlim_max == RLIM_INFINITY ? "any number of" : "at most " + std::to_string(limit.rlim_max);
    if (limit.rlim_max < fewFiles)
        return {"files", State::Limited, "A program may have " + most + " open files.", "echo '* hard nofile 524288' | sudo tee /etc/security/limits.d/nofile.conf   # then log in again"};
    return {"files", State::Works, "A program may have " + most + " open files.", {}};
}

Check store(const Paths &paths)
{
    struct statvfs disk
    {
    };
    if (::statvfs(paths.root.c_str(), &disk) != 0)
        return {"store", State::Missing, paths.root + " cannot be read: " + strerrorText(errno) + ".", {}};
    const auto free = static_cast<std::int64_t>(disk.f_bavail) * static_cast<std::int64_t>(disk.f_frsize);
    const std::string text = humanSize(static_cast<double>(free)) + " are free where images and containers are kept (" + paths.root + ").";
    if ((disk.f_flag & ST_RDONLY) != 0)
        return {"store", State::Missing, paths.root + " can only be read.", {}};
    return {"store", free < littleSpace ? State::Limited : State::Works, text, free < littleSpace ? "tare system prune" : ""};
}

// What is measured in milliseconds needs a clock that is read in nanoseconds, and that no hypervisor takes part in.
Check clock(const Machine &machine)
{
    const std::string folder = machine.sys + "/devices/system/clocksource/clocksource0/";
    const auto current = readFile(folder + "current_clocksource", 64), others = readFile(folder + "available_clocksource", 256);
    const std::string name = current ? std::string(trim(*current)) : std::string();
    if (name.empty())
        return {"clock", State::Limited, "The kernel does not say by what it tells the time.", {}};
    if (name != "hpet" && name != "acpi_pm" && name != "jiffies" && name != "refined-jiffies")
        return {"clock", State::Works, "Time is told by " + name + ", which a program reads without a system call.", {}};
    Check check{"clock", State::Limited, "Time is told by " + name + ", which takes microseconds to read: short measurements are less exact.", {}};
    if (others && std::string(trim(*others)).find("tsc") != std::string::npos)
        check.fix = "echo tsc | sudo tee /sys/devices/system/clocksource/clocksource0/current_clocksource";
    return check;
}

} // namespace

void checkMachine(const Paths &paths, const Machine &machine, const Report &report)
{
    report(inotify(machine));
    report(openFiles());
    report(store(paths));
    report(clock(machine));
}

} // namespace tare::preflight
