// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/inspect.h"

#include "core/base/strings.h"
#include "core/base/time.h"
#include "core/engine/local/health.h"
#include "core/engine/local/inspect_mounts.h"
#include "core/engine/local/limits_json.h"
#include "core/engine/local/network_helper.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace tare::local {

using json = nlohmann::ordered_json;

namespace {

// As Docker: what is not checked any more is not well.
json healthJson(const Health &health, bool checking)
{
    json log = json::array();
    for (const HealthResult &one : health.log)
        log.push_back({{"Start", formatTime(one.started)}, {"End", formatTime(one.ended)}, {"ExitCode", one.exitCode}, {"Output", one.output}});
    return {{"Status", checking ? health.status : "unhealthy"}, {"FailingStreak", health.failingStreak}, {"Log", log}};
}

json stateJson(const Container &c, const std::optional<Health> &health)
{
    const bool up = c.status == ContainerStatus::Running || c.status == ContainerStatus::Paused;
    json out = {{"Status", statusName(c.status)},
            {"Running", up || c.status == ContainerStatus::Restarting},
            {"Paused", c.status == ContainerStatus::Paused},
            {"Restarting", c.status == ContainerStatus::Restarting},
            {"OOMKilled", c.oomKilled},
            {"Dead", c.status == ContainerStatus::Dead},
            {"Pid", c.pid},
            {"ExitCode", c.exitCode},
            {"Error", c.error},
            {"StartedAt", formatTime(c.started)},
            {"FinishedAt", formatTime(up ? 0 : c.finished)}};
    if (health && c.started != 0)
        out["Health"] = healthJson(*health, c.status == ContainerStatus::Running);
    return out;
}

json portBindings(const NetworkingSpec &spec)
{
    json out = json::object();
    for (const PublishedPort &port : spec.ports) {
        std::string number = port.hostPort == 0 ? "" : std::to_string(port.hostPort);
        if (port.hostPortEnd > port.hostPort)
            number += "-" + std::to_string(port.hostPortEnd);
        out[std::to_string(port.containerPort) + "/" + port.protocol].push_back(
            {{"HostIp", port.hostAddress}, {"HostPort", number}});
    }
    return out;
}

json exposedPorts(const Record &record)
{
    json out = json::object();
    for (const std::string &port : record.exposedPorts)
        out[port] = json::object();
    return out;
}

// Of a container that does not run only what it was made with is known.
json endpointJson(const EndpointSpec &spec, const Endpoint &endpoint, const std::string &id)
{
    json wanted = json::object();
    if (!spec.address.empty())
        wanted["IPv4Address"] = spec.address;
    if (!spec.address6.empty())
        wanted["IPv6Address"] = spec.address6;
    std::vector<std::string> aliases = spec.aliases;
    if (endpoint.network != "bridge" && endpoint.network != "host" && endpoint.network != "none")
        aliases.push_back(id.substr(0, 12));
    return {{"IPAMConfig", wanted.empty() ? json(nullptr) : wanted},
            {"Links", nullptr},
            {"Aliases", aliases.empty() ? json(nullptr) : json(aliases)},
            {"NetworkID", endpoint.networkId},
            {"EndpointID", endpoint.id},
            {"Gateway", endpoint.gateway},
            {"IPAddress", endpoint.address},
            {"IPPrefixLen", endpoint.prefix},
            {"IPv6Gateway", endpoint.gateway6},
            {"GlobalIPv6Address", endpoint.address6},
            {"GlobalIPv6PrefixLen", endpoint.prefix6},
            {"MacAddress", endpoint.mac},
            {"DriverOpts", nullptr}};
}

json networkSettings(const Container &c, const Record &record, const Paths &paths)
{
    json ports = json::object(), networks = json::object();
    const bool up = c.pid != 0;
    for (const std::string &port : up ? record.exposedPorts : std::vector<std::string>())
        ports[port] = nullptr;
    for (const PortMapping &port : c.ports) {
        json &list = ports[std::to_string(port.containerPort) + "/" + port.protocol];
        if (list.is_null())
            list = json::array();
        list.push_back({{"HostIp", port.hostAddress}, {"HostPort", std::to_string(port.hostPort)}});
    }
    for (const EndpointSpec &spec : wantedEndpoints(record)) {
        if (spec.network.starts_with("container:"))
            continue;
        Endpoint at;
        at.network = spec.network;
        for (const Endpoint &one : c.endpoints) {
            if (one.network == spec.network)
                at = one;
        }
        networks[spec.network] = endpointJson(spec, at, c.id);
    }
    // The members without a network's name speak of the default one.
    Endpoint first;
    for (const Endpoint &one : c.endpoints) {
        if (one.network == "bridge")
            first = one;
    }
    return {{"Bridge", ""},
            {"SandboxID", up ? c.id : ""},
            {"SandboxKey", c.endpoints.empty() ? "" : paths.state + "/network/ns/" + c.id.substr(0, 12)},
            {"HairpinMode", false},
            {"Ports", ports},
            {"EndpointID", first.id},
            {"Gateway", first.gateway},
            {"IPAddress", first.address},
            {"IPPrefixLen", first.prefix},
            {"IPv6Gateway", first.gateway6},
            {"GlobalIPv6Address", first.address6},
            {"GlobalIPv6PrefixLen", first.prefix6},
            {"MacAddress", first.mac},
            {"Networks", networks}};
}

// Docker says null where there is nothing.
json orNull(const std::vector<std::string> &list) { return list.empty() ? json(nullptr) : json(list); }

std::vector<std::string> securityOptions(const Isolation &isolation)
{
    std::vector<std::string> out;
    if (isolation.noNewPrivileges)
        out.emplace_back("no-new-privileges");
    if (!isolation.seccomp.empty())
        out.push_back("seccomp=" + isolation.seccomp);
    return out;
}

json hostConfig(const Record &record)
{
    const CreateSpec &spec = record.spec;
    json ulimits = json::array();
    for (const Ulimit &limit : spec.ulimits)
        ulimits.push_back({{"Name", limit.name}, {"Hard", limit.hard}, {"Soft", limit.soft}});
    json devices = json::array(), tmpfs = json::object();
    const Isolation &isolation = spec.isolation;
    for (const DeviceAccess &one : isolation.devices)
        devices.push_back({{"PathOnHost", one.source}, {"PathInContainer", one.target}, {"CgroupPermissions", one.access}});
    for (const TmpfsMount &one : isolation.tmpfs) {
        if (!one.byMount)
            tmpfs[one.target] = one.options;
    }
    const json mounts = inspectWanted(spec);
    json out = {{"Binds", inspectBinds(spec)},
            {"ContainerIDFile", ""},
            {"LogConfig", {{"Type", spec.log.driver.empty() ? "json-file" : spec.log.driver}, {"Config", spec.log.options}}},
            {"NetworkMode", spec.network},
            {"PortBindings", portBindings(spec.networking)},
            {"RestartPolicy", {{"Name", restartName(spec.restart.when)}, {"MaximumRetryCount", spec.restart.most}}},
            {"AutoRemove", spec.autoRemove},
            {"ConsoleSize", {spec.rows, spec.columns}},
            {"CgroupnsMode", "private"},
            {"IpcMode", isolation.ipc.empty() ? "private" : isolation.ipc},
            {"OomScoreAdj", isolation.oomScoreAdj.value_or(0)},
            {"Privileged", isolation.privileged},
            {"ReadonlyRootfs", spec.readOnlyRoot},
            {"SecurityOpt", orNull(securityOptions(isolation))},
            {"ShmSize", isolation.shmSize.value_or(64 << 20)},
            {"Runtime", "tare-runtime"},
            {"Ulimits", ulimits.empty() ? json(nullptr) : ulimits},
            {"CapAdd", orNull(isolation.capAdd)},
            {"CapDrop", orNull(isolation.capDrop)},
            {"GroupAdd", orNull(isolation.groups)},
            {"Devices", devices},
            {"PidMode", isolation.pid},
            {"UTSMode", isolation.uts},
            {"Init", spec.init ? json(true) : json(nullptr)},
            {"Tmpfs", tmpfs.empty() ? json(nullptr) : tmpfs},
            {"Sysctls", isolation.sysctls.empty() ? json(nullptr) : json(isolation.sysctls)},
            // What Tare has no option for is as it is without one.
            {"CgroupParent", spec.cgroupParent},
            {"DeviceCgroupRules", orNull(isolation.deviceRules)},
            {"Dns", spec.networking.dns},
            {"DnsOptions", spec.networking.dnsOptions},
            {"DnsSearch", spec.networking.dnsSearch},
            {"ExtraHosts", spec.networking.extraHosts.empty() ? json(nullptr) : json(spec.networking.extraHosts)},
            {"Links", nullptr},
            {"PublishAllPorts", spec.networking.publishAll},
            {"UsernsMode", isolation.userns},
            {"VolumeDriver", ""},
            {"VolumesFrom", orNull(spec.volumesFrom)}};
    if (!mounts.empty()) // as Docker: told only when there are some
        out["Mounts"] = mounts;
    if (!spec.annotations.empty())
        out["Annotations"] = spec.annotations;
    showLimits(spec.limits, out);
    return out;
}

json configJson(const Record &record)
{
    const CreateSpec &spec = record.spec;
    json volumes = json::object();
    for (const std::string &volume : record.imageVolumes)
        volumes[volume] = json::object();
    for (const VolumeMount &volume : spec.volumes) {
        if (volume.name.empty() && !volume.byMount)
            volumes[volume.target] = json::object();
    }
    // The command is what stands after the entrypoint, whoever named the two.
    const auto entry = static_cast<std::ptrdiff_t>(std::min(record.entrypoint.size(), record.args.size()));
    const std::vector<std::string> command(record.args.begin() + entry, record.args.end());
    json out = {{"Hostname", record.hostname},
            {"Domainname", spec.networking.domainname},
            {"User", record.user},
            {"ExposedPorts", exposedPorts(record)},
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
            {"StopSignal", record.stopSignal},
            {"StopTimeout", spec.stopTimeout ? json(*spec.stopTimeout) : json(nullptr)}};
    if (record.health != HealthCheck())
        out["Healthcheck"] = healthCheckJson(record.health);
    if (!record.shell.empty())
        out["Shell"] = record.shell;
    return out;
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
    std::vector<std::string> lower(record.layers.rbegin(), record.layers.rend());
    const std::vector<std::string> args(record.args.begin() + (record.args.empty() ? 0 : 1),
                                        record.args.end());
    const json out = {
        {"Id", c.id},
        {"Created", formatTime(c.created)},
        {"Path", record.args.empty() ? "" : record.args.front()},
        {"Args", args},
        {"State", stateJson(c, readHealth(record, bundle))},
        {"Image", record.imageId},
        {"ResolvConfPath", bundle + "/resolv.conf"},
        {"HostnamePath", bundle + "/hostname"},
        {"HostsPath", bundle + "/hosts"},
        {"LogPath", record.spec.log.driver == "none" ? "" : bundle + "/log.json"},
        {"Name", "/" + c.name},
        {"RestartCount", c.restarts},
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
        {"Mounts", inspectMounted(record, paths)},
        {"Config", configJson(record)},
        {"NetworkSettings", networkSettings(c, record, paths)}};
    return out.dump(4, ' ', false, json::error_handler_t::replace) + "\n";
}

} // namespace tare::local
