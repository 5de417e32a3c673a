// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/record.h"

#include "core/engine/local/isolation_json.h"
#include "core/engine/local/limits_json.h"
#include "core/engine/local/mounts_json.h"
#include "core/network/json.h"

#include <nlohmann/json.hpp>

namespace tare::local {

using nlohmann::json;

namespace {

json specJson(const CreateSpec &spec)
{
    json out = {{"image", spec.image},
                {"command", spec.command},
                {"env", spec.env},
                {"workingDir", spec.workingDir},
                {"user", spec.user},
                {"hostname", spec.hostname},
                {"network", spec.network},
                {"networking", spec.networking},
                {"labels", spec.labels},
                {"limits", limitsJson(spec.limits)},
                {"tty", spec.tty},
                {"openStdin", spec.openStdin},
                {"autoRemove", spec.autoRemove},
                {"readOnlyRoot", spec.readOnlyRoot},
                {"stopSignal", spec.stopSignal},
                {"rows", spec.rows},
                {"columns", spec.columns},
                {"volumes", spec.volumes}};
    out["isolation"] = spec.isolation;
    out["init"] = spec.init;
    if (spec.stopTimeout)
        out["stopTimeout"] = *spec.stopTimeout;
    if (spec.entrypoint)
        out["entrypoint"] = *spec.entrypoint;
    out["mounts"] = spec.mounts;
    if (!spec.volumesFrom.empty())
        out["volumesFrom"] = spec.volumesFrom;
    if (spec.restart != RestartPolicy())
        out["restart"] = spec.restart;
    if (spec.health != HealthCheck())
        out["health"] = spec.health;
    if (spec.log != LogConfig())
        out["log"] = {{"driver", spec.log.driver}, {"options", spec.log.options}};
    if (!spec.annotations.empty())
        out["annotations"] = spec.annotations;
    if (!spec.cgroupParent.empty())
        out["cgroupParent"] = spec.cgroupParent;
    out["ulimits"] = json::array();
    for (const Ulimit &limit : spec.ulimits)
        out["ulimits"].push_back({{"name", limit.name}, {"soft", limit.soft}, {"hard", limit.hard}});
    return out;
}

CreateSpec specOf(const json &in)
{
    CreateSpec out;
    in.at("image").get_to(out.image);
    in.at("command").get_to(out.command);
    in.at("env").get_to(out.env);
    in.at("workingDir").get_to(out.workingDir);
    in.at("user").get_to(out.user);
    in.at("hostname").get_to(out.hostname);
    in.at("network").get_to(out.network);
    if (in.contains("networking")) // records of version 0.1 have none
        in.at("networking").get_to(out.networking);
    in.at("labels").get_to(out.labels);
    out.limits = limitsOf(in.at("limits"));
    in.at("tty").get_to(out.tty);
    in.at("openStdin").get_to(out.openStdin);
    in.at("autoRemove").get_to(out.autoRemove);
    in.at("readOnlyRoot").get_to(out.readOnlyRoot);
    in.at("stopSignal").get_to(out.stopSignal);
    in.at("rows").get_to(out.rows);
    in.at("columns").get_to(out.columns);
    if (in.contains("volumes")) // records of version 0.1 have none
        in.at("volumes").get_to(out.volumes);
    if (in.contains("isolation")) // as above
        in.at("isolation").get_to(out.isolation);
    out.init = in.value("init", false);
    if (in.contains("stopTimeout"))
        out.stopTimeout = in.at("stopTimeout").get<std::int64_t>();
    if (in.contains("entrypoint"))
        out.entrypoint = in.at("entrypoint").get<std::vector<std::string>>();
    in.at("mounts").get_to(out.mounts);
    out.volumesFrom = in.value("volumesFrom", std::vector<std::string>());
    out.restart = in.value("restart", RestartPolicy());
    out.health = in.value("health", HealthCheck());
    if (in.contains("log"))
        out.log = {in.at("log").at("driver"), in.at("log").at("options")};
    out.annotations = in.value("annotations", std::map<std::string, std::string>());
    out.cgroupParent = in.value("cgroupParent", std::string());
    for (const json &limit : in.at("ulimits"))
        out.ulimits.push_back({limit.at("name"), limit.at("soft"), limit.at("hard")});
    return out;
}

} // namespace

std::string Record::toJson() const
{
    json out = {{"version", 1},
                {"volumes", volumes},
                {"id", id},
                {"imageId", imageId},
                {"created", created},
                {"spec", specJson(spec)},
                {"entrypoint", entrypoint},
                {"args", args},
                {"env", env},
                {"workingDir", workingDir},
                {"user", user},
                {"hostname", hostname},
                {"labels", labels},
                {"stopSignal", stopSignal},
                {"layers", layers},
                {"imageVolumes", imageVolumes},
                {"exposedPorts", exposedPorts}};
    if (!health.test.empty())
        out["health"] = health;
    if (!shell.empty())
        out["shell"] = shell;
    if (firstId != 0)
        out["firstId"] = firstId;
    return out.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
}

Result<Record> Record::parse(std::string_view text)
{
    try {
        const json in = json::parse(text);
        Record out;
        in.at("id").get_to(out.id);
        in.at("imageId").get_to(out.imageId);
        in.at("created").get_to(out.created);
        out.spec = specOf(in.at("spec"));
        out.entrypoint = in.value("entrypoint", std::vector<std::string>());
        in.at("args").get_to(out.args);
        in.at("env").get_to(out.env);
        in.at("workingDir").get_to(out.workingDir);
        in.at("user").get_to(out.user);
        in.at("hostname").get_to(out.hostname);
        in.at("stopSignal").get_to(out.stopSignal);
        in.at("labels").get_to(out.labels);
        in.at("layers").get_to(out.layers);
        in.at("imageVolumes").get_to(out.imageVolumes);
        out.exposedPorts = in.value("exposedPorts", std::vector<std::string>());
        out.volumes = in.value("volumes", std::vector<VolumeMount>());
        out.shell = in.value("shell", std::vector<std::string>());
        out.health = in.value("health", HealthCheck());
        out.firstId = in.value("firstId", std::uint32_t{0});
        return out;
    } catch (const std::exception &e) {
        return fail(Errc::InvalidArgument, "container.json", e.what());
    }
}

std::string RunState::toJson() const
{
    const json out = {
        {"status", status},         {"pid", process.pid},        {"startTime", process.startTime},
        {"bootId", process.bootId}, {"monitorPid", monitor.pid}, {"monitorStartTime", monitor.startTime},
        {"exitCode", exitCode},     {"oomKilled", oomKilled},    {"started", started},
        {"finished", finished},     {"cgroup", cgroup},          {"error", error},
        {"restarts", restarts},     {"byHand", byHand}};
    return out.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
}

Result<RunState> RunState::parse(std::string_view text)
{
    try {
        const json in = json::parse(text);
        RunState out;
        in.at("status").get_to(out.status);
        in.at("pid").get_to(out.process.pid);
        in.at("startTime").get_to(out.process.startTime);
        in.at("bootId").get_to(out.process.bootId);
        in.at("monitorPid").get_to(out.monitor.pid);
        in.at("monitorStartTime").get_to(out.monitor.startTime);
        out.monitor.bootId = out.process.bootId;
        in.at("exitCode").get_to(out.exitCode);
        in.at("oomKilled").get_to(out.oomKilled);
        in.at("started").get_to(out.started);
        in.at("finished").get_to(out.finished);
        in.at("cgroup").get_to(out.cgroup);
        in.at("error").get_to(out.error);
        out.restarts = in.value("restarts", 0);
        out.byHand = in.value("byHand", false);
        return out;
    } catch (const std::exception &e) {
        return fail(Errc::InvalidArgument, "state.json", e.what());
    }
}

} // namespace tare::local
