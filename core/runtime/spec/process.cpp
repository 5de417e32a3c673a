// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/spec/reader.h"
#include "core/runtime/spec/spec.h"

namespace tare::runtime {
namespace {

std::uint64_t capabilityMask(const Field &set, const char *key)
{
    std::uint64_t mask = 0;
    for (const std::string &name : set.textsOr(key)) {
        const int n = capabilityNumber(name);
        // The kernel may know more than we do, or less: what is unknown is not given, as runc does.
        if (n >= 0)
            mask |= 1ULL << static_cast<unsigned>(n);
    }
    return mask;
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
    if (const auto caps = f.get("capabilities"))
        p.capabilities = Capabilities{capabilityMask(*caps, "bounding"), capabilityMask(*caps, "effective"),
                                      capabilityMask(*caps, "permitted"), capabilityMask(*caps, "ambient")};
    for (const Field &r : f.itemsOr("rlimits"))
        p.rlimits.push_back(readRlimit(r));
    p.noNewPrivileges = f.booleanOr("noNewPrivileges", false);
    if (const auto score = f.get("oomScoreAdj")) {
        p.oomScoreAdj = score->integer<int>();
        if (*p.oomScoreAdj < -1000 || *p.oomScoreAdj > 1000)
            score->bad("it must be from -1000 to 1000");
    }
    p.apparmorProfile = f.textOr("apparmorProfile");
    if (!f.textOr("selinuxLabel").empty())
        f.bad("selinuxLabel is not supported");
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
