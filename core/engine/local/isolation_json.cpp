// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/isolation_json.h"

namespace tare {

using nlohmann::json;

void to_json(json &out, const Isolation &in)
{
    out = {{"privileged", in.privileged},
           {"capAdd", in.capAdd},
           {"capDrop", in.capDrop},
           {"noNewPrivileges", in.noNewPrivileges},
           {"seccomp", in.seccomp},
           {"groups", in.groups},
           {"pid", in.pid},
           {"ipc", in.ipc},
           {"uts", in.uts},
           {"sysctls", in.sysctls}};
    if (in.shmSize)
        out["shmSize"] = *in.shmSize;
    if (in.oomScoreAdj)
        out["oomScoreAdj"] = *in.oomScoreAdj;
    if (!in.userns.empty())
        out["userns"] = in.userns;
    if (!in.deviceRules.empty())
        out["deviceRules"] = in.deviceRules;
    out["tmpfs"] = json::array();
    for (const TmpfsMount &one : in.tmpfs)
        out["tmpfs"].push_back({{"target", one.target}, {"options", one.options}, {"byMount", one.byMount}});
    out["devices"] = json::array();
    for (const DeviceAccess &one : in.devices)
        out["devices"].push_back({{"source", one.source}, {"target", one.target}, {"access", one.access}});
}

void from_json(const json &in, Isolation &out)
{
    in.at("privileged").get_to(out.privileged);
    in.at("capAdd").get_to(out.capAdd);
    in.at("capDrop").get_to(out.capDrop);
    in.at("noNewPrivileges").get_to(out.noNewPrivileges);
    in.at("seccomp").get_to(out.seccomp);
    in.at("groups").get_to(out.groups);
    in.at("pid").get_to(out.pid);
    in.at("ipc").get_to(out.ipc);
    in.at("uts").get_to(out.uts);
    in.at("sysctls").get_to(out.sysctls);
    if (in.contains("shmSize"))
        out.shmSize = in.at("shmSize").get<std::int64_t>();
    if (in.contains("oomScoreAdj"))
        out.oomScoreAdj = in.at("oomScoreAdj").get<int>();
    out.userns = in.value("userns", std::string());
    out.deviceRules = in.value("deviceRules", std::vector<std::string>());
    for (const json &one : in.at("tmpfs"))
        out.tmpfs.push_back({one.at("target"), one.at("options"), one.value("byMount", false)});
    for (const json &one : in.at("devices"))
        out.devices.push_back({one.at("source"), one.at("target"), one.at("access")});
}

} // namespace tare
