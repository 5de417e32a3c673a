// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/isolation.h"

#include "core/base/strings.h"
#include "core/engine/local/capabilities.h"
#include "core/engine/local/devices.h"
#include "core/engine/local/spec_builder.h"
#include "core/runtime/seccomp/resolve.h"
#include "core/runtime/spec/spec.h"

#include <algorithm>
#include <array>
#include <regex>
#include <unistd.h>

namespace tare::local {
namespace {

using nlohmann::json;

auto wrong(const std::string &why) { return fail(Errc::InvalidArgument, {}, why); }

// Those that a namespace has of its own (docker/cli, opts.ValidateSysctl).
bool isNamespaced(const std::string &name)
{
    constexpr std::array known = {"kernel.msgmax", "kernel.msgmnb", "kernel.msgmni",         "kernel.sem",
                                  "kernel.shmall", "kernel.shmmax", "kernel.shmmni", "kernel.shm_rmid_forced"};
    return std::find(known.begin(), known.end(), name) != known.end() || name.starts_with("net.") || name.starts_with("fs.mqueue.");
}

Status checkSysctls(const CreateSpec &spec)
{
    for (const auto &[name, value] : spec.isolation.sysctls) {
        if (!isNamespaced(name) || name.find('/') != std::string::npos || name.find("..") != std::string::npos)
            return wrong("sysctl '" + escapeControl(name + "=" + value) + "' is not allowed");
        if (name.starts_with("net.") && spec.network == "host")
            return wrong("sysctl '" + escapeControl(name) + "' not allowed in host network namespace");
        if (!name.starts_with("net.") && spec.isolation.ipc == "host")
            return wrong("sysctl '" + escapeControl(name) + "' not allowed in host ipc namespace");
    }
    return {};
}

Status checkNamespaces(const CreateSpec &spec)
{
    const Isolation &in = spec.isolation;
    if (in.pid == "container:" || (!in.pid.empty() && in.pid != "host" && !in.pid.starts_with("container:")))
        return wrong("--pid: invalid PID mode");
    if (in.ipc.starts_with("container:"))
        return fail(Errc::Unsupported, {}, "--ipc: the memory that another container shares cannot be joined",
                    "Share what they exchange in a volume, or use --ipc host.");
    if (!in.ipc.empty() && in.ipc != "host" && in.ipc != "none" && in.ipc != "private" && in.ipc != "shareable")
        return wrong("--ipc: invalid IPC mode: " + escapeControl(in.ipc));
    if (!in.uts.empty() && in.uts != "host")
        return wrong("--uts: invalid UTS mode");
    if (!in.userns.empty() && in.userns != "host" && in.userns != "auto")
        return wrong("--userns: invalid USER mode");
    if (in.userns == "auto") {
        // moby, daemon/daemon_unix.go, verifyPlatformContainerSettings, where all containers have one.
        if (in.privileged)
            return wrong("privileged mode is incompatible with user namespaces. You must run the container in the host namespace when running privileged mode");
        if (in.pid == "host")
            return wrong("cannot share the host PID namespace when user namespaces are enabled");
        if (spec.network == "host")
            return wrong("cannot share the host's network namespace when user namespaces are enabled");
        if (in.ipc == "host" || in.uts == "host")
            return wrong("cannot share the host's IPC or UTS namespace when user namespaces are enabled");
        if (spec.network.starts_with("container:") || in.pid.starts_with("container:"))
            return wrong("conflicting options: --userns auto, and a namespace of another container, which belongs to that one's");
    }
    if (in.uts == "host" && !spec.hostname.empty())
        return wrong("conflicting options: hostname and the UTS mode");
    return {};
}

Status checkTmpfs(CreateSpec &spec)
{
    for (TmpfsMount &one : spec.isolation.tmpfs) {
        if (one.target.empty() || one.target.front() != '/' || one.target.find('\0') != std::string::npos)
            return wrong("invalid tmpfs path: '" + escapeControl(one.target) + "' mount path must be absolute");
        one.target = cleanPath(one.target);
        if (one.target == "/")
            return wrong("invalid specification: destination can't be '/'");
        const auto same = [&](const auto &other) { return cleanPath(other.target) == one.target; };
        if (std::any_of(spec.mounts.begin(), spec.mounts.end(), same) ||
            std::any_of(spec.volumes.begin(), spec.volumes.end(), [&](const VolumeMount &other) { return !other.name.empty() && same(other); }) ||
            std::count_if(spec.isolation.tmpfs.begin(), spec.isolation.tmpfs.end(), same) > 1)
            return wrong("Duplicate mount point: " + one.target);
    }
    return {};
}

// "c 1:3 mr", as runtime-spec's rule (docker/cli, validateDeviceCgroupRule).
Result<json> deviceRuleJson(const std::string &text)
{
    static const std::regex form("([acb]) ([0-9]{1,9}|\\*):([0-9]{1,9}|\\*) ([rwm]{1,3})");
    std::smatch part;
    if (!std::regex_match(text, part, form))
        return wrong("invalid device cgroup format '" + escapeControl(text) + "'");
    json out = {{"allow", true}, {"type", part[1].str()}, {"access", part[4].str()}};
    if (part[2] != "*")
        out["major"] = *parseInt(part[2].str());
    if (part[3] != "*")
        out["minor"] = *parseInt(part[3].str());
    return out;
}

Status checkDevices(const Isolation &isolation)
{
    for (const DeviceAccess &one : isolation.devices) {
        if (one.target.empty() || one.target.front() != '/')
            return wrong(escapeControl(one.target) + " is not an absolute path");
        if (::geteuid() != 0 && one.source != one.target)
            return fail(Errc::NotOnThisMachine, "--device", "a device under another name needs root", "Leave its name as it is.");
        TARE_TRY(devicesOf(one)); // it is there
    }
    for (const std::string &rule : isolation.deviceRules)
        TARE_TRY(deviceRuleJson(rule));
    return {};
}

json deviceJson(const DeviceNode &node)
{
    return {{"type", std::string(1, node.type)},
            {"path", node.path},
            {"major", node.major},
            {"minor", node.minor},
            {"fileMode", node.mode},
            {"uid", node.uid},
            {"gid", node.gid}};
}

Status addDevices(json &config, const Isolation &isolation)
{
    json &rules = config["linux"]["resources"]["devices"];
    json nodes = json::array();
    std::vector<DeviceNode> all;
    if (isolation.privileged) {
        all = TARE_TRY(allDevices());
        rules = json::array({json{{"allow", true}, {"access", "rwm"}}});
    }
    for (const DeviceAccess &wanted : isolation.devices) {
        for (DeviceNode &node : TARE_TRY(devicesOf(wanted))) {
            if (!isolation.privileged)
                rules.push_back({{"allow", true},
                                 {"type", std::string(1, node.type)},
                                 {"major", node.major},
                                 {"minor", node.minor},
                                 {"access", node.access}});
            // What is named counts, whatever else would have that path.
            std::erase_if(all, [&](const DeviceNode &other) { return other.path == node.path; });
            all.push_back(std::move(node));
        }
    }
    for (const std::string &rule : isolation.deviceRules)
        rules.push_back(TARE_TRY(deviceRuleJson(rule)));
    for (const DeviceNode &node : all)
        nodes.push_back(deviceJson(node));
    if (!nodes.empty())
        config["linux"]["devices"] = std::move(nodes);
    return {};
}

void shareNamespaces(json &config, const Isolation &isolation, const std::string &pidPath)
{
    json kept = json::array();
    for (json one : config["linux"]["namespaces"]) {
        const std::string type = one.at("type");
        if ((type == "pid" && isolation.pid == "host") || (type == "ipc" && isolation.ipc == "host") ||
            (type == "uts" && isolation.uts == "host"))
            continue;
        if (type == "pid" && !pidPath.empty())
            one["path"] = pidPath;
        kept.push_back(std::move(one));
    }
    config["linux"]["namespaces"] = std::move(kept);
    if (isolation.uts == "host") {
        config.erase("hostname");
        config.erase("domainname");
    }
}

Status filterCalls(json &config, const Isolation &isolation)
{
    // `config` asks for Tare's own.
    if (isolation.seccomp.empty() && !isolation.privileged)
        return {};
    config["annotations"].erase(seccompAnnotation);
    if (isolation.seccomp.empty() || isolation.seccomp == "unconfined")
        return {};
    std::uint64_t mask = 0;
    for (const std::string &name : capabilitiesOf(isolation))
        mask |= 1ULL << static_cast<unsigned>(runtime::capabilityNumber(name));
    const std::string resolved = TARE_TRY(runtime::resolveProfile(isolation.seccomp, runtime::thisArchitecture(), mask));
    config["linux"]["seccomp"] = json::parse(resolved);
    return {};
}

} // namespace

Status checkIsolation(CreateSpec &spec)
{
    Isolation &in = spec.isolation;
    TARE_CHECK(normaliseCapabilities(in));
    if (in.privileged && ::geteuid() != 0)
        return fail(Errc::NotOnThisMachine, "--privileged", "it needs root", "Add what it needs by --cap-add and --device.");
    if (in.oomScoreAdj && (*in.oomScoreAdj < -1000 || *in.oomScoreAdj > 1000))
        return wrong("Invalid value " + std::to_string(*in.oomScoreAdj) + ", range for oom score adj is [-1000, 1000]");
    if (in.shmSize && *in.shmSize < 0)
        return wrong("SHM size can not be less than 0");
    if (!in.seccomp.empty() && in.seccomp != "unconfined") {
        const auto resolved = runtime::resolveProfile(in.seccomp, runtime::thisArchitecture(), 0);
        if (!resolved)
            return wrong("Decoding seccomp profile failed: " + resolved.error().reason);
    }
    TARE_CHECK(checkNamespaces(spec));
    TARE_CHECK(checkSysctls(spec));
    TARE_CHECK(checkTmpfs(spec));
    return checkDevices(in);
}

std::vector<std::string> tmpfsOptions(const std::string &wanted)
{
    const auto keyOf = [](std::string_view word) {
        std::string key(word.substr(0, word.find('=')));
        if (key == "rw")
            return std::string("ro");
        if (key == "exec" || key == "suid" || key == "dev" || key == "sync" || key == "atime")
            return key == "sync" ? "async" : "no" + key;
        return key;
    };
    std::vector<std::string> out;
    const std::string all = "noexec,nosuid,nodev," + wanted;
    for (const std::string_view word : split(all, ',')) {
        if (word.empty())
            continue;
        const std::string key = keyOf(word);
        std::erase_if(out, [&](const std::string &known) { return keyOf(known) == key; });
        out.emplace_back(word);
    }
    return out;
}

Status isolate(json &config, const Isolation &isolation, const std::string &pidPath)
{
    TARE_CHECK(addDevices(config, isolation));
    shareNamespaces(config, isolation, pidPath);
    TARE_CHECK(filterCalls(config, isolation));
    if (!isolation.sysctls.empty())
        config["linux"]["sysctl"] = isolation.sysctls;
    if (isolation.privileged) {
        config["linux"].erase("maskedPaths");
        config["linux"].erase("readonlyPaths");
    }
    return {};
}

} // namespace tare::local
