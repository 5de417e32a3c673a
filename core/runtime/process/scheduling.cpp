// SPDX-License-Identifier: GPL-3.0-or-later
// When and where a process runs: sched_setattr(2), ioprio_set(2), sched_setaffinity(2), set_mempolicy(2).
#include "core/runtime/process/credentials.h"

#include <array>
#include <cerrno>
#include <climits>
#include <sys/syscall.h>
#include <unistd.h>

namespace tare::runtime {
namespace {

// linux/sched/types.h, which libc's headers do not bear beside them.
struct SchedAttr
{
    std::uint32_t size, policy;
    std::uint64_t flags;
    std::int32_t nice;
    std::uint32_t priority;
    std::uint64_t runtime, deadline, period;
    std::uint32_t utilMin, utilMax;
};

constexpr std::size_t bitsInWord = sizeof(unsigned long) * CHAR_BIT;
using Mask = std::array<unsigned long, 4096 / bitsInWord>;

Result<Mask> maskOf(const std::string &list)
{
    const auto numbers = parseNumberList(list);
    if (!numbers)
        return fail(Errc::InvalidArgument, "\"" + list + "\"", "it is no list of numbers");
    Mask mask{};
    for (const unsigned n : *numbers)
        mask[n / bitsInWord] |= 1UL << (n % bitsInWord);
    return mask;
}

} // namespace

Status setAffinity(const std::string &cpus)
{
    const Mask mask = TARE_TRY(maskOf(cpus));
    if (::syscall(SYS_sched_setaffinity, 0, sizeof mask, mask.data()) != 0)
        return failSystem("set CPU affinity to", cpus);
    return {};
}

void resetAffinity()
{
    Mask mask;
    mask.fill(~0UL);
    [[maybe_unused]] const long done = ::syscall(SYS_sched_setaffinity, 0, sizeof mask, mask.data()); // else it stays as it is
}

Status setScheduling(const Process &p)
{
    if (p.scheduler) {
        const Scheduler &s = *p.scheduler;
        SchedAttr attr{sizeof attr, s.policy, s.flags, s.nice, s.priority, s.runtime, s.deadline, s.period, 0, 0};
        if (::syscall(SYS_sched_setattr, 0, &attr, 0) != 0)
            return errno == EPERM && s.policy == 6 // sched_setattr(2), "ERRORS"
                       ? fail(Errc::PermissionDenied, "scheduler",
                              "the deadline needs privileges, and all CPUs: process scheduler can't be used together with "
                              "AllowedCPUs")
                       : failSystem("set the scheduler of", "the process");
    }
    if (p.ioPriority && ::syscall(SYS_ioprio_set, 1 /* IOPRIO_WHO_PROCESS */, 0, *p.ioPriority) != 0)
        return failSystem("set the I/O priority of", "the process");
    return p.finalAffinity.empty() ? Status() : setAffinity(p.finalAffinity);
}

Status setMemoryPolicy(const MemoryPolicy &policy)
{
    const Mask mask = policy.nodes.empty() ? Mask() : TARE_TRY(maskOf(policy.nodes));
    const bool any = !policy.nodes.empty();
    if (::syscall(SYS_set_mempolicy, policy.mode, any ? mask.data() : nullptr, any ? 4096UL : 0UL) != 0)
        return failSystem("set_mempolicy of", "the container");
    return {};
}

} // namespace tare::runtime
