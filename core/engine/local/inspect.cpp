// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/inspect.h"

#include "core/base/strings.h"
#include "core/base/time.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace tare::local {

using json = nlohmann::ordered_json;

namespace {

json stateJson(const Container &c)
{
    const bool up = c.status == ContainerStatus::Running || c.status == ContainerStatus::Paused;
    return {{"Status", statusName(c.status)},
            {"Running", up},
            {"Paused", c.status == ContainerStatus::Paused},
            {"Restarting", c.status == ContainerStatus::Restarting},
            {"OOMKilled", c.oomKilled},
            {"Dead", c.status == ContainerStatus::Dead},
            {"Pid", c.pid},
            {"ExitCode", c.exitCode},
            {"Error", c.error},
            {"StartedAt", formatTime(c.started)},
            {"FinishedAt", formatTime(up ? 0 : c.finished)}};
}

json hostConfig(const Record &record)
{
    const CreateSpec &spec = record.spec;
    json binds = json::array();
    for (const BindMount &mount : spec.mounts)
        binds.push_back(mount.source + ":" + mount.target + (mount.readOnly ? ":ro" : ""));
    json ulimits = json::array();
    for (const Ulimit &limit : spec.ulimits)
        ulimits.push_back({{"Name", limit.name}, {"Hard", limit.hard}, {"Soft", limit.soft}});
    const std::int64_t memory = spec.limits.memory.value_or(0);
    return {{"Binds", binds.empty() ? json(nullptr) : binds},
            {"ContainerIDFile", ""},
            {"LogConfig", {{"Type", "json-file"}, {"Config", {{"max-size", "16m"}, {"max-file", "2"}}}}},
            {"NetworkMode", spec.network},
            {"PortBindings", json::object()},
            {"RestartPolicy", {{"Name", "no"}, {"MaximumRetryCount", 0}}},
            {"AutoRemove", spec.autoRemove},
            {"ConsoleSize", {spec.rows, spec.columns}},
            {"CgroupnsMode", "private"},
            {"IpcMode", "private"},
            {"OomScoreAdj", 0},
            {"Privileged", false},
            {"ReadonlyRootfs", spec.readOnlyRoot},
            {"SecurityOpt", nullptr},
            {"ShmSize", 64 << 20},
            {"Runtime", "tare-runtime"},
            {"Memory", memory},
            {"NanoCpus", spec.limits.nanoCpus.value_or(0)},
            {"MemorySwap", spec.limits.memorySwap.value_or(memory * 2)},
            {"PidsLimit", spec.limits.pids ? json(*spec.limits.pids) : json(nullptr)},
            {"Ulimits", ulimits.empty() ? json(nullptr) : ulimits},
            // What Tare has no option for is as it is without one.
            {"CapAdd", nullptr},
            {"CapDrop", nullptr},
            {"CgroupParent", ""},
            {"CpuPeriod", 0},
            {"CpuQuota", 0},
            {"CpuShares", 0},
            {"CpusetCpus", ""},
            {"CpusetMems", ""},
            {"Devices", json::array()},
            {"Dns", json::array()},
            {"DnsOptions", json::array()},
            {"DnsSearch", json::array()},
            {"ExtraHosts", nullptr},
            {"GroupAdd", nullptr},
            {"Links", nullptr},
            {"MemoryReservation", 0},
            {"MemorySwappiness", nullptr},
            {"OomKillDisable", false},
            {"PidMode", ""},
            {"PublishAllPorts", false},
            {"UTSMode", ""},
            {"UsernsMode", ""},
            {"VolumeDriver", ""},
            {"VolumesFrom", nullptr}};
}

json configJson(const Record &record)
{
    const CreateSpec &spec = record.spec;
    json volumes = json::object();
    for (const std::string &volume : record.imageVolumes)
        volumes[volume] = json::object();
    for (const std::string &volume : spec.volumes)
        volumes[volume] = json::object();
    // The command is what stands after the entrypoint, whoever named the two.
    const auto entry = static_cast<std::ptrdiff_t>(std::min(record.entrypoint.size(), record.args.size()));
    const std::vector<std::string> command(record.args.begin() + entry, record.args.end());
    return {{"Hostname", record.hostname},
            {"Domainname", ""},
            {"User", record.user},
            {"AttachStdin", spec.openStdin},
            {"AttachStdout", true},
            {"AttachStderr", true},
            {"Tty", spec.tty},
            {"OpenStdin", spec.openStdin},
            {"StdinOnce", spec.openStdin},
            {"Env", configuredEnv(record)},
            {"Cmd", command.empty() ? json(nullptr) : json(command)},
            {"Image", spec.image},
            {"Volumes", volumes.empty() ? json(nullptr) : volumes},
            {"WorkingDir", record.workingDir},
            {"Entrypoint", record.entrypoint.empty() ? json(nullptr) : json(record.entrypoint)},
            {"OnBuild", nullptr},
            {"Labels", record.labels},
            {"StopSignal", record.stopSignal}};
}

} // namespace

std::vector<std::string> configuredEnv(const Record &record)
{
    const auto keyOf = [](const std::string &variable) { return variable.substr(0, variable.find('=')); };
    const auto asked = [&](const std::string &key) {
        const auto &own = record.spec.env;
        return std::any_of(own.begin(), own.end(), [&](const std::string &v) { return keyOf(v) == key; });
    };
    std::vector<std::string> out, rest;
    for (const std::string &variable : record.env) {
        const bool given = variable == "HOSTNAME=" + record.hostname || (record.spec.tty && variable == "TERM=xterm");
        if (asked(keyOf(variable)))
            out.push_back(variable);
        else if (!given)
            rest.push_back(variable);
    }
    out.insert(out.end(), rest.begin(), rest.end());
    return out;
}

std::string inspectContainerJson(const Container &c, const Record &record, const Paths &paths)
{
    const std::string bundle = paths.container(c.id);
    json mounts = json::array();
    for (const BindMount &mount : record.spec.mounts)
        mounts.push_back({{"Type", "bind"},
                          {"Source", mount.source},
                          {"Destination", mount.target},
                          {"Mode", mount.readOnly ? "ro" : ""},
                          {"RW", !mount.readOnly},
                          {"Propagation", "rprivate"}});
    for (const Volume &volume : record.volumes)
        mounts.push_back({{"Type", "volume"},
                          {"Name", volume.name},
                          {"Source", paths.volume(c.id, volume.name)},
                          {"Destination", volume.target},
                          {"Driver", "local"},
                          {"Mode", ""},
                          {"RW", true},
                          {"Propagation", ""}});
    std::vector<std::string> lower(record.layers.rbegin(), record.layers.rend());
    const std::vector<std::string> args(record.args.begin() + (record.args.empty() ? 0 : 1),
                                        record.args.end());
    const json out = {
        {"Id", c.id},
        {"Created", formatTime(c.created)},
        {"Path", record.args.empty() ? "" : record.args.front()},
        {"Args", args},
        {"State", stateJson(c)},
        {"Image", record.imageId},
        {"ResolvConfPath", bundle + "/resolv.conf"},
        {"HostnamePath", bundle + "/hostname"},
        {"HostsPath", bundle + "/hosts"},
        {"LogPath", bundle + "/log.json"},
        {"Name", "/" + c.name},
        {"RestartCount", 0},
        {"Driver", "overlay2"},
        {"Platform", "linux"},
        {"MountLabel", ""},
        {"ProcessLabel", ""},
        {"AppArmorProfile", ""},
        {"ExecIDs", nullptr},
        {"HostConfig", hostConfig(record)},
        {"GraphDriver",
         {{"Data",
           {{"LowerDir", join(lower, ":")}, {"UpperDir", bundle + "/upper"}, {"WorkDir", bundle + "/work"}}},
          {"Name", "overlay2"}}},
        {"Mounts", mounts},
        {"Config", configJson(record)},
        {"NetworkSettings",
         {{"Bridge", ""},
          {"Ports", json::object()},
          {"EndpointID", ""},
          {"Gateway", ""},
          {"IPAddress", ""},
          {"IPPrefixLen", 0},
          {"IPv6Gateway", ""},
          {"GlobalIPv6Address", ""},
          {"MacAddress", ""},
          {"Networks",
           {{record.spec.network,
             {{"IPAMConfig", nullptr},
              {"Links", nullptr},
              {"Aliases", nullptr},
              {"NetworkID", ""},
              {"EndpointID", ""},
              {"Gateway", ""},
              {"IPAddress", ""},
              {"IPPrefixLen", 0},
              {"IPv6Gateway", ""},
              {"GlobalIPv6Address", ""},
              {"MacAddress", ""},
              {"DriverOpts", nullptr}}}}}}}};
    return out.dump(4, ' ', false, json::error_handler_t::replace) + "\n";
}

} // namespace tare::local
