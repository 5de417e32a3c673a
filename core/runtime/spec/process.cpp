// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/spec/reader.h"
#include "core/runtime/spec/spec.h"

#include <algorithm>

namespace tare::runtime {
namespace {

// A capability that the kernel cannot have is not given, and that is no error (config.md, "capabilities").
std::uint64_t capabilityMask(const Field &set, const char *key, std::vector<std::string> &unknown)
{
    std::uint64_t mask = 0;
    for (const std::string &name : set.textsOr(key)) {
        const int n = capabilityNumber(name);
        if (n >= 0)
            mask |= 1ULL << static_cast<unsigned>(n);
        else if (std::find(unknown.begin(), unknown.end(), name) == unknown.end())
            unknown.push_back(name);
    }
    return mask;
}

template <class T> struct Named
{
    std::string_view name;
    T value;
};

template <class T, std::size_t N> T oneOf(const Field &f, const Named<T> (&known)[N])
{
    const std::string text = f.text();
    for (const auto &[name, value] : known) {
        if (text == name)
            return value;
    }
    f.bad("\"" + text + "\" is not known");
}

// linux/sched.h
constexpr Named<std::uint32_t> policies[] = {{"SCHED_OTHER", 0}, {"SCHED_FIFO", 1}, {"SCHED_RR", 2},
                                             {"SCHED_BATCH", 3}, {"SCHED_IDLE", 5}, {"SCHED_DEADLINE", 6}};
constexpr Named<std::uint64_t> schedulerFlags[] = {
    {"SCHED_FLAG_RESET_ON_FORK", 0x01}, {"SCHED_FLAG_RECLAIM", 0x02},     {"SCHED_FLAG_DL_OVERRUN", 0x04},
    {"SCHED_FLAG_KEEP_POLICY", 0x08},   {"SCHED_FLAG_KEEP_PARAMS", 0x10}, {"SCHED_FLAG_UTIL_CLAMP_MIN", 0x20},
    {"SCHED_FLAG_UTIL_CLAMP_MAX", 0x40}};
constexpr Named<int> ioClasses[] = {{"IOPRIO_CLASS_RT", 1}, {"IOPRIO_CLASS_BE", 2}, {"IOPRIO_CLASS_IDLE", 3}};

Scheduler readScheduler(const Field &f)
{
    Scheduler s;
    const auto policy = f.get("policy");
    if (!policy)
        f.bad("it has no policy");
    s.policy = oneOf(*policy, policies);
    s.nice = f.integerOr<std::int32_t>("nice", 0);
    if (s.nice < -20 || s.nice > 19)
        f.bad("nice is from -20 to 19");
    s.priority = f.integerOr<std::uint32_t>("priority", 0);
    for (const Field &flag : f.itemsOr("flags"))
        s.flags |= oneOf(flag, schedulerFlags);
    s.runtime = f.integerOr<std::uint64_t>("runtime", 0);
    s.deadline = f.integerOr<std::uint64_t>("deadline", 0);
    s.period = f.integerOr<std::uint64_t>("period", 0);
    if (s.priority != 0 && s.policy != 1 && s.policy != 2)
        f.bad("a priority belongs to SCHED_FIFO and SCHED_RR");
    if ((s.runtime | s.deadline | s.period) != 0 && s.policy != 6)
        f.bad("runtime, deadline and period belong to SCHED_DEADLINE");
    return s;
}

int readIoPriority(const Field &f)
{
    const auto kind = f.get("class");
    if (!kind)
        f.bad("it has no class");
    const int priority = f.integerOr<int>("priority", 0);
    if (priority < 0 || priority > 7)
        f.bad("the priority is from 0 to 7");
    return oneOf(*kind, ioClasses) << 13 | priority; // ioprio_set(2)
}

std::string readCpus(const Field &f, const char *key)
{
    std::string list = f.textOr(key);
    if (!list.empty() && !parseNumberList(list))
        f.bad(std::string(key) + " is a list of CPUs, such as 0-3,7");
    return list;
}

Rlimit readRlimit(const Field &f)
{
    Rlimit r;
    r.name = f.textOr("type");
    r.resource = rlimitNumber(r.name);
    if (r.resource < 0)
        f.bad("there is no resource limit \"" + r.name + "\"");
    // "-1" and huge numbers mean no limit.
    const auto value = [&](const char *key) -> std::uint64_t {
        const auto v = f.get(key);
        if (!v)
            f.bad(std::string("it has no ") + key);
        return v->raw().is_number_unsigned() ? v->integer<std::uint64_t>()
                                             : static_cast<std::uint64_t>(v->integer<std::int64_t>());
    };
    r.soft = value("soft");
    r.hard = value("hard");
    if (r.soft > r.hard)
        f.bad(r.name + ": the soft limit is above the hard limit");
    return r;
}

} // namespace

Process readProcess(const Field &f)
{
    Process p;
    p.terminal = f.booleanOr("terminal", false);
    if (const auto size = f.get("consoleSize")) {
        p.rows = size->integerOr<std::uint16_t>("height", 0);
        p.columns = size->integerOr<std::uint16_t>("width", 0);
    }
    if (const auto user = f.get("user")) {
        if (const auto uid = user->get("uid"))
            p.uid = uid->id();
        if (const auto gid = user->get("gid"))
            p.gid = gid->id();
        p.umask = user->integerOr<std::uint32_t>("umask", 0022) & 0777U;
        for (const Field &g : user->itemsOr("additionalGids"))
            p.additionalGids.push_back(g.id());
    }
    p.args = f.textsOr("args");
    p.env = f.textsOr("env");
    p.cwd = f.textOr("cwd", "/");
    if (p.cwd.empty() || p.cwd[0] != '/')
        f.bad("cwd must be absolute");
    if (const auto caps = f.get("capabilities")) {
        const auto mask = [&](const char *key) { return capabilityMask(*caps, key, p.unknownCapabilities); };
        p.capabilities = Capabilities{mask("bounding"), mask("effective"), mask("permitted"), mask("inheritable"),
                                      mask("ambient")};
    }
    for (const Field &r : f.itemsOr("rlimits")) {
        p.rlimits.push_back(readRlimit(r));
        for (std::size_t i = 0; i + 1 < p.rlimits.size(); ++i) {
            if (p.rlimits[i].resource == p.rlimits.back().resource)
                r.bad(p.rlimits[i].name + " is there twice");
        }
    }
    p.noNewPrivileges = f.booleanOr("noNewPrivileges", false);
    if (const auto score = f.get("oomScoreAdj")) {
        p.oomScoreAdj = score->integer<int>();
        if (*p.oomScoreAdj < -1000 || *p.oomScoreAdj > 1000)
            score->bad("it must be from -1000 to 1000");
    }
    p.apparmorProfile = f.textOr("apparmorProfile");
    if (!f.textOr("selinuxLabel").empty())
        f.bad("selinuxLabel is not supported");
    if (const auto scheduler = f.get("scheduler"))
        p.scheduler = readScheduler(*scheduler);
    if (const auto priority = f.get("ioPriority"))
        p.ioPriority = readIoPriority(*priority);
    if (const auto affinity = f.get("execCPUAffinity")) {
        p.initialAffinity = readCpus(*affinity, "initial");
        p.finalAffinity = readCpus(*affinity, "final");
    }
    return p;
}

Result<Process> Process::parse(std::string_view text)
{
    const json j = parseBounded(text);
    if (!j.is_object())
        return fail(Errc::InvalidArgument, "process", "it is not a JSON object");
    try {
        return readProcess(Field(j, "process"));
    } catch (const BadField &e) {
        return fail(Errc::InvalidArgument, e.field, e.reason);
    }
}

} // namespace tare::runtime
