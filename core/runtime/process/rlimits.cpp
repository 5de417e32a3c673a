// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/runtime/process/credentials.h"

#include <cerrno>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace tare::runtime {

Status setRlimits(const std::vector<Rlimit> &limits)
{
    for (const Rlimit &r : limits) {
        rlimit now{};
        if (::syscall(SYS_prlimit64, 0, r.resource, nullptr, &now) != 0)
            return failSystem("read limit", r.name);
        if (now.rlim_cur == r.soft && now.rlim_max == r.hard)
            continue;
        const rlimit wanted{r.soft, r.hard};
        if (::syscall(SYS_prlimit64, 0, r.resource, &wanted, nullptr) == 0)
            continue;
        std::string flag = toLower(std::string_view(r.name).substr(7));
        if (errno == EPERM && r.hard > now.rlim_max)
            return fail(Errc::LimitNotApplied, "--ulimit " + flag,
                        "it is above this machine's hard limit of " + std::to_string(now.rlim_max) +
                            ", which only CAP_SYS_RESOURCE may raise",
                        "Ask for " + std::to_string(now.rlim_max) + " or less.");
        return failSystem("set limit", r.name);
    }
    return {};
}

Status setOomScore(int score)
{
    const auto now = readFile("/proc/self/oom_score_adj", 64);
    if (now && parseInt(trim(*now)) == score)
        return {};
    const Status done = writeExisting("/proc/self/oom_score_adj", std::to_string(score));
    if (!done && (done.error().osError == EACCES || done.error().osError == EPERM))
        return fail(Errc::LimitNotApplied, "--oom-score-adj",
                    "a value of " + std::to_string(score) +
                        " is below the caller's, which only CAP_SYS_RESOURCE may set");
    return done;
}

} // namespace tare::runtime
