// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/process_id.h"

#include "core/base/file.h"
#include "core/base/strings.h"

#include <cerrno>
#include <sys/syscall.h>

namespace tare {
namespace {

struct Stat
{
    char state = 'X';
    std::uint64_t startTime = 0;
};

Result<Stat> readStat(pid_t pid)
{
    const std::string text = TARE_TRY(readFile("/proc/" + std::to_string(pid) + "/stat", 8192));
    // The name in parentheses may hold anything, even ") R 1".
    const std::size_t close = text.rfind(')');
    if (close == std::string::npos || close + 2 >= text.size())
        return fail(Errc::Internal, "/proc/PID/stat", "unexpected form");
    const auto fields = split(std::string_view(text).substr(close + 2), ' ');
    if (fields.size() < 20)
        return fail(Errc::Internal, "/proc/PID/stat", "too few fields");
    return Stat{fields[0].empty() ? 'X' : fields[0][0], parseUnsigned(fields[19]).value_or(0)};
}

} // namespace

std::string bootId()
{
    const auto text = readFile("/proc/sys/kernel/random/boot_id", 128);
    return text ? std::string(trim(*text)) : std::string();
}

Result<ProcessId> ProcessId::of(pid_t pid)
{
    const Stat stat = TARE_TRY(readStat(pid));
    return ProcessId{pid, stat.startTime, tare::bootId()};
}

bool ProcessId::alive() const
{
    if (pid <= 0 || bootId != tare::bootId())
        return false;
    const auto stat = readStat(pid);
    return stat && stat->startTime == startTime && stat->state != 'Z' && stat->state != 'X';
}

Result<UniqueFd> ProcessId::open() const
{
    if (pid <= 0)
        return fail(Errc::NotFound, "process " + std::to_string(pid));
    UniqueFd fd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    if (!fd && errno != ESRCH)
        return failSystem("open process", std::to_string(pid));
    // Checked after the descriptor is held: from here on the number cannot be another process's.
    if (!fd || !alive())
        return fail(Errc::NotFound, "process " + std::to_string(pid));
    return fd;
}

Status ProcessId::signal(int number) const
{
    const UniqueFd fd = TARE_TRY(open());
    if (::syscall(SYS_pidfd_send_signal, fd.get(), number, nullptr, 0) != 0)
        return errno == ESRCH ? Status(fail(Errc::NotFound, "process " + std::to_string(pid)))
                              : Status(failSystem("signal process", std::to_string(pid)));
    return {};
}

} // namespace tare
