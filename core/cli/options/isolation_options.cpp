// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/options/isolation_options.h"

#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/base/units.h"

#include <algorithm>

namespace tare::cli {
namespace {

auto wrong(const std::string &why) { return fail(Errc::InvalidArgument, {}, why); }

bool isAccess(std::string_view text)
{
    return !text.empty() && text.size() <= 3 && text.find_first_not_of("rwm") == std::string_view::npos;
}

// docker/cli, parseSecurityOpts: KEY=VALUE, of old KEY:VALUE, or no-new-privileges alone.
Status applySecurity(const std::string &text, Isolation &isolation)
{
    const std::size_t cut = text.find('=') != std::string::npos ? text.find('=') : text.find(':');
    const std::string key = text.substr(0, cut), value = cut == std::string::npos ? "" : text.substr(cut + 1);
    if (cut == std::string::npos && key != "no-new-privileges")
        return wrong("invalid --security-opt: \"" + text + "\"");
    if (key == "no-new-privileges") {
        if (!value.empty() && value != "true" && value != "false")
            return wrong("invalid --security-opt 2: \"" + text + "\"");
        isolation.noNewPrivileges = value != "false";
        return {};
    }
    if (key == "seccomp" && (value == "unconfined" || value == "builtin")) {
        isolation.seccomp = value == "builtin" ? "" : value;
        return {};
    }
    if (key == "seccomp") {
        auto profile = readFile(value, std::size_t{4} << 20U);
        if (!profile)
            return wrong("opening seccomp profile (" + value + ") failed: " + profile.error().text());
        isolation.seccomp = std::move(*profile);
        return {};
    }
    // Tare applies no profile of these, so to ask for none is to ask for nothing.
    if ((key == "apparmor" && value == "unconfined") || (key == "label" && value == "disable") ||
        (key == "systempaths" && value.empty()))
        return {};
    return fail(Errc::Unsupported, {}, "--security-opt " + text + ": only no-new-privileges and seccomp can be chosen here");
}

} // namespace

Result<DeviceAccess> parseDevice(const std::string &text)
{
    const auto parts = split(text, ':');
    DeviceAccess out;
    out.source = out.target = parts[0];
    if (parts.size() > 3 || out.source.empty())
        return wrong("invalid device specification: " + text);
    if (parts.size() == 2 && isAccess(parts[1]))
        out.access = parts[1];
    else if (parts.size() > 1 && !parts[1].empty())
        out.target = parts[1];
    if (parts.size() == 3) {
        if (!isAccess(parts[2]))
            return wrong("invalid device mode: " + std::string(parts[2]));
        out.access = parts[2];
    }
    if (out.target.front() != '/')
        return wrong(out.target + " is not an absolute path");
    out.target = cleanPath(out.target);
    return out;
}

void IsolationOptions::addTo(Options &options, Isolation &isolation)
{
    options.flag("--privileged", isolation.privileged, "All rights of root on this machine: no wall between it and the container");
    options.list("--cap-add", isolation.capAdd, "Add a capability, such as SYS_TIME; ALL: all of them");
    options.list("--cap-drop", isolation.capDrop, "Take a capability away; ALL: all of them");
    options.list("--security-opt", security, "no-new-privileges, seccomp=FILE or seccomp=unconfined");
    options.list("--group-add", isolation.groups, "One more group of the command");
    options.list("--device", devices, "A device of this machine: DEVICE[:TARGET][:rwm]");
    options.list("--device-cgroup-rule", isolation.deviceRules, "Devices that it may use if it has a node for them: 'c 1:3 mr', 'b *:* rwm'");
    options.list("--tmpfs", tmpfs, "A folder in memory: TARGET[:size=64m,mode=1777,…]");
    options.text("--shm-size", shmSize, "Size of /dev/shm (default 64m)");
    options.list("--sysctl", sysctls, "A kernel setting of the container's own: net.ipv4.ip_forward=1");
    options.text("--pid", isolation.pid, "host or container:NAME: whose processes it sees");
    options.text("--ipc", isolation.ipc, "host, none, private or shareable: whose shared memory it sees");
    options.text("--uts", isolation.uts, "host: this machine's host name");
    options.text("--userns", isolation.userns, "auto: a user namespace of its own, so that root in it is nobody here; host (root's default): none");
    options.text("--cgroupns", cgroupns, "private: its control group is the root that it sees");
    options.number("--oom-score-adj", oomScoreAdj, "Whom the kernel ends first when memory is short: -1000 to 1000");
}

Status IsolationOptions::finish(Isolation &isolation) const
{
    for (const std::string &text : security)
        TARE_CHECK(applySecurity(text, isolation));
    for (const std::string &text : sysctls) {
        const std::size_t equals = text.find('=');
        if (equals == std::string::npos || equals == 0)
            return wrong("sysctl '" + text + "' is not allowed");
        isolation.sysctls[text.substr(0, equals)] = text.substr(equals + 1);
    }
    for (const std::string &text : tmpfs)
        isolation.tmpfs.push_back(
            {text.substr(0, text.find(':')), text.find(':') == std::string::npos ? "" : text.substr(text.find(':') + 1)});
    for (const std::string &text : devices)
        isolation.devices.push_back(TARE_TRY(parseDevice(text)));
    if (shmSize) {
        isolation.shmSize = parseRamSize(*shmSize);
        if (!isolation.shmSize)
            return wrong(badValue(*shmSize, "--shm-size", "invalid size: '" + *shmSize + "'"));
    }
    if (oomScoreAdj)
        isolation.oomScoreAdj = static_cast<int>(std::clamp<std::int64_t>(*oomScoreAdj, -100000, 100000));
    if (!isolation.userns.empty() && isolation.userns != "host" && isolation.userns != "auto")
        return wrong("--userns: invalid USER mode");
    if (!cgroupns.empty() && cgroupns != "private")
        return cgroupns == "host" ? fail(Errc::Unsupported, {}, "--cgroupns host: a container always has its own here")
                                  : fail(Errc::InvalidArgument, {}, "--cgroupns: invalid CGROUP mode");
    return {};
}

} // namespace tare::cli
