// SPDX-License-Identifier: GPL-3.0-or-later
// What is done to all the processes of a group.
#include "core/runtime/cgroup/cgroup.h"

#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/base/time.h"
#include "core/runtime/cgroup/tree.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

namespace tare::cgroup {
namespace {

void pauseMs(long ms)
{
    const timespec t{ms / 1000, ms % 1000 * 1'000'000};
    ::nanosleep(&t, nullptr);
}

bool readsAs(const std::string &file, std::string_view wanted)
{
    const auto text = readFile(file, 4096);
    if (!text)
        return false;
    for (const std::string_view line : split(*text, '\n')) {
        if (line == wanted)
            return true;
    }
    return false;
}

} // namespace

Result<std::vector<pid_t>> Group::pids() const
{
    // Every hierarchy holds the same processes; the freezer's is the one that a workload meddles with least.
    for (const Controller c : {Controller::Freezer, Controller::Memory, Controller::Pids, Controller::Cpu}) {
        if (!folder(c).empty() && tare::exists(folder(c)))
            return pidsBelow(folder(c));
    }
    return std::vector<pid_t>();
}

Result<UniqueFd> Group::joinFdOf(pid_t pid)
{
    const auto hierarchy = TARE_TRY(Hierarchy::detect());
    const std::string text = TARE_TRY(readFile("/proc/" + std::to_string(pid) + "/cgroup", 65536));
    for (const std::string_view line : split(text, '\n')) {
        if (line.substr(0, 4) == "0::/" && line.find("/..") == std::string_view::npos && hierarchy.unified() != nullptr)
            return openFile(hierarchy.folder(*hierarchy.unified(), std::string(line.substr(3))) + "/cgroup.procs", O_WRONLY);
    }
    return fail(Errc::NotFound, "control group of process " + std::to_string(pid));
}

bool Group::frozen() const
{
    const std::string &f = folder(Controller::Freezer);
    if (f.empty())
        return false;
    return m_isV2[static_cast<std::size_t>(Controller::Freezer)]
               ? readsAs(f + "/cgroup.freeze", "1")
               : !readsAs(f + "/freezer.state", "THAWED") && tare::exists(f + "/freezer.state");
}

Status Group::freeze() const
{
    const std::string &f = folder(Controller::Freezer);
    if (f.empty())
        return fail(Errc::NotOnThisMachine, "pause",
                    "there is no freezer for this container's control group");
    const bool v2 = m_isV2[static_cast<std::size_t>(Controller::Freezer)];
    const std::int64_t deadline = monotonicNs() + 10'000'000'000;
    long wait = 1;
    while (true) {
        // v1 must be asked again: a process that is born while the group freezes keeps it "FREEZING".
        TARE_CHECK(writeExisting(f + (v2 ? "/cgroup.freeze" : "/freezer.state"), v2 ? "1" : "FROZEN"));
        if (v2 ? readsAs(f + "/cgroup.events", "frozen 1") : readsAs(f + "/freezer.state", "FROZEN"))
            return {};
        if (monotonicNs() > deadline) {
            (void)thaw();
            return fail(Errc::Timeout, "pause", "not every process could be frozen");
        }
        pauseMs(wait);
        wait = std::min(wait * 2, 20L);
    }
}

Status Group::thaw() const
{
    const std::string &f = folder(Controller::Freezer);
    if (f.empty())
        return fail(Errc::NotOnThisMachine, "unpause",
                    "there is no freezer for this container's control group");
    if (m_isV2[static_cast<std::size_t>(Controller::Freezer)])
        return writeExisting(f + "/cgroup.freeze", "0");
    return writeExisting(f + "/freezer.state", "THAWED");
}

Status Group::signalAll(int signal) const
{
    const std::vector<pid_t> first = TARE_TRY(pids());
    std::vector<std::pair<pid_t, UniqueFd>> held;
    for (const pid_t pid : first) {
        UniqueFd fd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
        if (fd)
            held.emplace_back(pid, std::move(fd));
    }
    // Only those that are in the group after their descriptor was taken: a number may have become another
    // process's.
    const std::vector<pid_t> second = TARE_TRY(pids());
    for (const auto &[pid, fd] : held) {
        if (!std::binary_search(second.begin(), second.end(), pid))
            continue;
        if (::syscall(SYS_pidfd_send_signal, fd.get(), signal, nullptr, 0) != 0 && errno != ESRCH)
            return failSystem("signal process", std::to_string(pid));
    }
    return {};
}

Status Group::killAll() const
{
    // A frozen process of v1 does not die of it.
    if (!m_unifiedFolder.empty() && writeExisting(m_unifiedFolder + "/cgroup.kill", "1"))
        return frozen() && !m_isV2[static_cast<std::size_t>(Controller::Freezer)] ? thaw() : Status();
    // Without cgroup.kill new processes may be born meanwhile, and on v1 a frozen one does not die before it
    // is thawed.
    const std::int64_t deadline = monotonicNs() + 10'000'000'000;
    long wait = 1;
    while (true) {
        TARE_CHECK(signalAll(SIGKILL));
        if (frozen())
            TARE_CHECK(thaw());
        if (TARE_TRY(pids()).empty())
            return {};
        if (monotonicNs() > deadline)
            return fail(Errc::Timeout, m_path, "processes of the control group do not die");
        pauseMs(wait);
        wait = std::min(wait * 2, 20L);
    }
}

} // namespace tare::cgroup
