// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/spec_builder.h"

#include "core/base/strings.h"
#include "core/engine/local/capabilities.h"
#include "core/engine/local/isolation.h"
#include "core/engine/local/spec_mounts.h"
#include "core/engine/local/spec_resources.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace tare::local {

using nlohmann::json;

namespace {

json process(const Record &record, const ResolvedUser &user, const std::vector<std::string> &capabilities)
{
    std::vector<std::string> env = record.env;
    if (std::none_of(env.begin(), env.end(), [](const std::string &v) { return v.starts_with("HOME="); }))
        env.push_back("HOME=" + user.home);
    json out = {{"terminal", record.spec.tty},
                {"user", {{"uid", user.uid}, {"gid", user.gid}, {"additionalGids", user.additionalGids}}},
                {"args", record.args},
                {"env", env},
                {"cwd", record.workingDir.empty() ? std::string("/") : record.workingDir},
                {"noNewPrivileges", record.spec.isolation.noNewPrivileges},
                {"oomScoreAdj", record.spec.isolation.oomScoreAdj.value_or(0)}};
    out["capabilities"] = {{"bounding", capabilities}};
    if (user.uid == 0) {
        out["capabilities"]["effective"] = capabilities;
        out["capabilities"]["permitted"] = capabilities;
    }
    if (record.spec.tty && record.spec.rows > 0 && record.spec.columns > 0)
        out["consoleSize"] = {{"height", record.spec.rows}, {"width", record.spec.columns}};
    json rlimits = json::array();
    for (const Ulimit &limit : record.spec.ulimits) {
        const std::string name = "RLIMIT_" + toUpper(limit.name);
        const auto value = [](std::int64_t n) {
            return n < 0 ? ~std::uint64_t{0} : static_cast<std::uint64_t>(n);
        };
        rlimits.push_back({{"type", name}, {"soft", value(limit.soft)}, {"hard", value(limit.hard)}});
    }
    if (!rlimits.empty())
        out["rlimits"] = std::move(rlimits);
    return out;
}

json deviceRules()
{
    json out = json::array();
    const auto add = [&](bool allow, const char *type, int major, int minor, const char *access) {
        json rule = {{"allow", allow}, {"access", access}};
        if (*type != 'a')
            rule["type"] = type;
        if (major >= 0)
            rule["major"] = major;
        if (minor >= 0)
            rule["minor"] = minor;
        out.push_back(std::move(rule));
    };
    add(false, "a", -1, -1, "rwm");
    add(true, "c", -1, -1, "m");
    add(true, "b", -1, -1, "m");
    for (const int minor : {3, 5, 7, 8, 9}) // null, zero, full, random, urandom
        add(true, "c", 1, minor, "rwm");
    for (const int minor : {0, 1, 2}) // tty, console, ptmx
        add(true, "c", 5, minor, "rwm");
    add(true, "c", 136, -1, "rwm"); // pts
    return out;
}

json ids(const std::vector<userns::Range> &ranges)
{
    json out = json::array();
    for (const userns::Range &range : ranges)
        out.push_back({{"containerID", range.inside}, {"hostID", range.outside}, {"size", range.count}});
    return out;
}

json linuxPart(const SpecInput &input)
{
    json namespaces = json::array();
    for (const char *type : {"mount", "pid", "uts", "ipc", "cgroup"})
        namespaces.push_back({{"type", type}});
    if (!input.networkPath.empty())
        namespaces.push_back({{"type", "network"}, {"path", input.networkPath}});
    else if (input.record.spec.network != "host")
        namespaces.push_back({{"type", "network"}});
    json out = {
        {"resources", resourcesPart(input.resources, deviceRules())},
        {"maskedPaths",
         {"/proc/asound", "/proc/acpi", "/proc/interrupts", "/proc/kcore", "/proc/keys",
          "/proc/latency_stats", "/proc/timer_list", "/proc/timer_stats", "/proc/sched_debug", "/proc/scsi",
          "/sys/firmware", "/sys/devices/virtual/powercap"}},
        {"readonlyPaths", {"/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"}}};
    if (!input.cgroupsPath.empty())
        out["cgroupsPath"] = input.cgroupsPath;
    if (!input.userPath.empty()) {
        namespaces.push_back({{"type", "user"}, {"path", input.userPath}});
    } else if (input.mapping) {
        namespaces.push_back({{"type", "user"}});
        out["uidMappings"] = ids(input.mapping->uids);
        out["gidMappings"] = ids(input.mapping->gids);
    }
    out["namespaces"] = std::move(namespaces);
    return out;
}

} // namespace

Result<std::string> buildSpec(const SpecInput &input)
{
    const Record &record = input.record;
    json out = {{"ociVersion", "1.0.2"},
                {"process", process(record, input.user, capabilitiesOf(record.spec.isolation))},
                {"root", {{"path", input.rootfs}, {"readonly", record.spec.readOnlyRoot}}},
                {"hostname", record.hostname},
                {"mounts", specMounts(input)},
                {"annotations", record.spec.annotations},
                {"linux", linuxPart(input)}};
    out["annotations"][seccompAnnotation] = "default";
    if (!record.spec.networking.domainname.empty())
        out["domainname"] = record.spec.networking.domainname;
    if (!input.init.empty()) {
        std::vector<std::string> args = {initPath, "--"};
        args.insert(args.end(), record.args.begin(), record.args.end());
        out["process"]["args"] = std::move(args);
    }
    TARE_CHECK(isolate(out, record.spec.isolation, input.pidPath));
    return out.dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<std::string> withResources(const std::string &config, const cgroup::Resources &in)
{
    json out = json::parse(config, nullptr, false);
    const auto at = json::json_pointer("/linux/resources");
    if (!out.is_object() || !out.contains(at) || !out.at(at).is_object())
        return fail(Errc::InvalidArgument, "config.json", "it has no resources");
    out[at] = resourcesPart(in, out.at(at).value("devices", json::array())); // which are not limits, but stand beside them
    return out.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string buildExecProcess(const Record &record, const ExecSpec &exec, const ResolvedUser &user)
{
    Record changed = record;
    changed.args = exec.command;
    changed.spec.tty = exec.tty;
    changed.spec.rows = exec.rows;
    changed.spec.columns = exec.columns;
    if (!exec.workingDir.empty())
        changed.workingDir = exec.workingDir;
    std::erase_if(changed.env, [](const std::string &v) { return v.starts_with("TERM="); });
    if (exec.tty)
        changed.env.emplace_back("TERM=xterm");
    for (const std::string &variable : exec.env) {
        const std::string key = variable.substr(0, variable.find('=')) + "=";
        std::erase_if(changed.env, [&](const std::string &v) { return v.starts_with(key); });
        if (variable.find('=') != std::string::npos) // a name alone takes the variable away
            changed.env.push_back(variable);
    }
    return process(changed, user, exec.privileged ? allCapabilities() : capabilitiesOf(record.spec.isolation)).dump(-1, ' ', false, json::error_handler_t::replace);
}

} // namespace tare::local
