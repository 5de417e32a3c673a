// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/user_scope.h"

#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/base/strings.h"

#include <unistd.h>

namespace tare::local {
namespace {

constexpr const char *program = "systemd-run";

bool installed()
{
    const std::string path = environment("PATH");
    for (const std::string_view folder : split(path, ':')) {
        if (!folder.empty() && ::access((std::string(folder) + "/" + program).c_str(), X_OK) == 0)
            return true;
    }
    return false;
}

// Where the user's systemd keeps all it starts (user@.service(5)).
std::string managersGroup(uid_t uid)
{
    const std::string id = std::to_string(uid);
    return "/user.slice/user-" + id + ".slice/user@" + id + ".service";
}

} // namespace

UserScope UserScope::find(const cgroup::Hierarchy &groups)
{
    UserScope out;
    out.m_support = groups.probe();
    if (::geteuid() == 0 || groups.layout() != cgroup::Layout::V2 || !groups.containerPath("x").empty())
        return out;
    // The socket through which sd_bus_open_user(3) reaches it; there is none after `su`, or in a job of cron's.
    const std::string runtime = environment("XDG_RUNTIME_DIR");
    const std::string group = managersGroup(::geteuid());
    const bool there = !runtime.empty() && (exists(runtime + "/systemd/private") || exists(runtime + "/bus"));
    if (!there || !installed() || !exists(groups.folder(*groups.unified(), group))) {
        for (std::string *reason : {&out.m_support.cpusReason, &out.m_support.memoryReason, &out.m_support.memorySwapReason,
                                    &out.m_support.pidsReason, &out.m_support.freezerReason})
            *reason += ", and there is no systemd of this user's to ask for one";
        return out;
    }
    out.m_available = true;
    out.m_support = groups.probe(group + "/tare");
    return out;
}

std::vector<std::string> UserScope::words(const std::string &unit) const
{
    if (!m_available)
        return {};
    // Collected also when it failed: nothing of it stays behind.
    return {program, "--user", "--scope", "--quiet", "--collect", "--property=Delegate=yes", "--unit=" + unit, "--"};
}

} // namespace tare::local
