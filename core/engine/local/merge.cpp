// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/merge.h"

#include "core/base/paths.h"
#include "core/base/strings.h"
#include "core/network/address.h"
#include "core/network/ports.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstring>
#include <set>
#include <sys/utsname.h>

namespace tare::local {
namespace {

constexpr const char *defaultPath = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

std::string keyOf(const std::string &variable)
{
    return variable.substr(0, variable.find('='));
}

void setVariable(std::vector<std::string> &env, const std::string &variable)
{
    const std::string key = keyOf(variable);
    const auto at =
        std::find_if(env.begin(), env.end(), [&](const std::string &v) { return keyOf(v) == key; });
    if (at == env.end())
        env.push_back(variable);
    else
        *at = variable;
}

Status mergeEnv(Record &record, const oci::ImageConfig &image)
{
    record.env = {defaultPath, "HOSTNAME=" + record.hostname};
    if (record.spec.tty)
        record.env.emplace_back("TERM=xterm");
    for (const std::string &variable : image.env)
        setVariable(record.env, variable);
    for (const std::string &variable : record.spec.env) {
        if (variable.empty() || variable.front() == '=' || variable.find('\0') != std::string::npos)
            return fail(Errc::InvalidArgument, {}, "invalid environment variable: " + variable);
        if (variable.find('=') != std::string::npos) {
            setVariable(record.env, variable);
        } else if (::getenv(variable.c_str()) != nullptr) { // NOLINT(concurrency-mt-unsafe)
            setVariable(record.env, variable + "=" + environment(variable.c_str()));
        } else {
            // As Docker: a variable that the caller lacks is taken out.
            std::erase_if(record.env, [&](const std::string &v) { return keyOf(v) == variable; });
        }
    }
    return {};
}

Status checkPath(const std::string &path)
{
    if (path.empty() || path.front() != '/' || path.find('\0') != std::string::npos)
        return fail(Errc::InvalidArgument, {}, "invalid mount path: '" + path + "' mount path must be absolute");
    return {};
}

Status claimTarget(std::set<std::string> &targets, const std::string &target)
{
    TARE_CHECK(checkPath(target));
    const std::string clean = cleanPath(target);
    if (clean == "/")
        return fail(Errc::InvalidArgument, {}, "invalid specification: destination can't be '/'");
    if (!targets.insert(clean).second)
        return fail(Errc::InvalidArgument, {}, "Duplicate mount point: " + clean);
    return {};
}

// moby, volume/mounts: what is wrong with a bind.
Status checkBind(const BindMount &mount)
{
    TARE_CHECK(checkPath(mount.source));
    constexpr std::array known = {"", "private", "rprivate", "shared", "rshared", "slave", "rslave"};
    if (std::find(known.begin(), known.end(), mount.propagation) == known.end())
        return fail(Errc::InvalidArgument, {}, "invalid mount config for type \"bind\": invalid propagation mode: " + mount.propagation);
    constexpr std::array below = {"", "disabled", "writable", "readonly"};
    if (std::find(below.begin(), below.end(), mount.recursive) == below.end())
        return fail(Errc::InvalidArgument, {}, "invalid value for bind-recursive: " + mount.recursive);
    return {};
}

Status checkVolume(const VolumeMount &mount)
{
    if (mount.subpath.empty())
        return {};
    if (mount.name.empty())
        return fail(Errc::InvalidArgument, {}, "must not set Subpath when using anonymous volumes");
    const auto parts = split(mount.subpath, '/');
    if (mount.subpath.front() == '/' || mount.subpath.find('\0') != std::string::npos ||
        std::find(parts.begin(), parts.end(), "..") != parts.end())
        return fail(Errc::InvalidArgument, {}, "subpath must be a relative path within the volume");
    return {};
}

// What the user names comes before what --volumes-from brings, that before folders of the container's own, and those before
// what the image asks for (moby, daemon.registerMountPoints).
Status mergeMounts(Record &record, const oci::ImageConfig &image)
{
    std::set<std::string> targets;
    for (BindMount &mount : record.spec.mounts) {
        TARE_CHECK(checkBind(mount));
        if (mount.inherited)
            continue;
        TARE_CHECK(claimTarget(targets, mount.target));
        mount.target = cleanPath(mount.target);
    }
    std::vector<VolumeMount> inherited = std::move(record.volumes), own;
    record.volumes.clear();
    for (VolumeMount mount : record.spec.volumes) {
        TARE_CHECK(checkVolume(mount));
        TARE_CHECK(checkPath(mount.target));
        mount.target = cleanPath(mount.target);
        if (mount.name.empty() && !mount.byMount) {
            own.push_back(std::move(mount));
            continue;
        }
        TARE_CHECK(claimTarget(targets, mount.target));
        record.volumes.push_back(std::move(mount));
    }
    for (const TmpfsMount &mount : record.spec.isolation.tmpfs) {
        if (!targets.insert(mount.target).second)
            return fail(Errc::InvalidArgument, {}, "Duplicate mount point: " + mount.target);
    }
    std::erase_if(record.spec.mounts, [&](const BindMount &mount) { return mount.inherited && !targets.insert(mount.target).second; });
    for (VolumeMount &mount : inherited) {
        if (targets.insert(mount.target).second)
            record.volumes.push_back(std::move(mount));
    }
    for (VolumeMount &mount : own) {
        if (mount.target == "/")
            return fail(Errc::InvalidArgument, {}, "invalid specification: destination can't be '/'");
        if (targets.insert(mount.target).second)
            record.volumes.push_back(std::move(mount));
    }
    for (const std::string &target : image.volumes) {
        const std::string path = cleanPath(target.starts_with('/') ? target : "/" + target);
        if (path == "/" || path.find('\0') != std::string::npos)
            return fail(Errc::InvalidArgument, record.spec.image,
                        "its VOLUME " + escapeControl(target) + " is not a folder that can be mounted on");
        if (targets.insert(path).second)
            record.volumes.push_back({{}, path});
    }
    return {};
}

// Docker's conflicts (daemon/container.go, runconfig/hostconfig_unix.go) and the ports of image and user together.
Status mergeNetworking(Record &record, const oci::ImageConfig &image)
{
    const CreateSpec &spec = record.spec;
    NetworkingSpec &net = record.spec.networking;
    const auto wrong = [](const std::string &why) { return fail(Errc::InvalidArgument, {}, why); };
    const bool joins = spec.network.starts_with("container:"), user = spec.network != "none" && spec.network != "host" &&
                                                                      spec.network != "bridge" && !joins;
    if (spec.network.empty() || spec.network == "container:")
        return wrong("invalid container format container:<name|id>");
    if (joins && !spec.hostname.empty())
        return wrong("conflicting options: hostname and the network mode");
    if (joins && !(net.dns.empty() && net.dnsSearch.empty() && net.dnsOptions.empty()))
        return wrong("conflicting options: dns and the network mode");
    if (joins && !net.extraHosts.empty())
        return wrong("conflicting options: custom host-to-IP mapping and the network mode");
    if (joins && !(net.ports.empty() && !net.publishAll))
        return wrong("conflicting options: port publishing and the container type network mode");
    if (joins && !net.expose.empty())
        return wrong("conflicting options: port exposing and the container type network mode");
    if ((joins || spec.network == "host") && !net.first.mac.empty())
        return wrong("conflicting options: mac-address and the network mode");
    if (!user && !(net.first.address + net.first.address6).empty())
        return wrong("user specified IP address is supported on user defined networks only");
    if (!user && !net.first.aliases.empty())
        return wrong("network-scoped alias is supported only for containers in user defined networks");
    if (!net.first.mac.empty()) {
        const auto mac = network::parseMac(net.first.mac);
        if (!mac)
            return wrong("invalid MAC address: " + escapeControl(net.first.mac));
        net.first.mac = *mac;
    }
    for (const auto &[text, v6] : {std::pair(net.first.address, false), std::pair(net.first.address6, true)}) {
        const auto address = network::IpAddress::parse(text);
        if (!text.empty() && (!address || address->v6 != v6))
            return wrong(std::string("invalid IPv") + (v6 ? "6" : "4") + " address: " + escapeControl(text));
    }
    for (const std::string &server : net.dns) {
        if (!network::IpAddress::parse(server))
            return wrong(escapeControl(server) + " is not an ip address");
    }
    // They become lines of a file: nothing in them may begin another.
    for (const auto *words : {&net.dnsSearch, &net.dnsOptions, &net.extraHosts}) {
        for (const std::string &word : *words) {
            if (word.empty() || word.find_first_of(" \t\r\n#") != std::string::npos || word.find('\0') != std::string::npos)
                return wrong("invalid value: \"" + escapeControl(word) + "\"");
        }
    }
    if (net.domainname.find_first_of(" \t\r\n") != std::string::npos || net.domainname.size() > 64)
        return wrong("invalid domain name: " + escapeControl(net.domainname));
    std::set<std::pair<std::string, std::uint16_t>> ports;
    const auto add = [&](const std::string &text) {
        const auto [port, protocol] = network::splitPort(text);
        if (port != 0)
            ports.emplace(protocol, port);
    };
    for (const std::string &text : image.exposedPorts)
        add(text);
    for (const std::string &text : net.expose)
        add(text);
    for (const PublishedPort &port : net.ports)
        ports.emplace(port.protocol, port.containerPort);
    record.exposedPorts.clear();
    for (const auto &[protocol, port] : ports)
        record.exposedPorts.push_back(std::to_string(port) + "/" + protocol);
    return {};
}

// moby, runconfig and daemon.validateHealthCheck: what the user leaves out is the image's.
Status mergeHealth(Record &record, const oci::ImageConfig &image)
{
    constexpr std::int64_t least = 1'000'000; // ns
    HealthCheck &out = record.health;
    out = record.spec.health;
    for (const auto &[name, value] : {std::pair("Interval", out.interval), {"Timeout", out.timeout}, {"StartPeriod", out.startPeriod},
                                      {"StartInterval", out.startInterval}}) {
        if (value != 0 && value < least)
            return fail(Errc::InvalidArgument, {}, std::string(name) + " in Healthcheck cannot be less than 1ms");
    }
    if (out.retries < 0)
        return fail(Errc::InvalidArgument, {}, "Retries in Healthcheck cannot be negative");
    record.shell = image.shell;
    if (!image.healthCheck)
        return {};
    const oci::HealthCheck &in = *image.healthCheck;
    if (out.test.empty())
        out.test = in.test;
    // An image's own times that make no sense are those of an image without any.
    const auto take = [](std::int64_t &mine, std::int64_t theirs) { mine = mine == 0 && theirs >= least ? theirs : mine; };
    take(out.interval, in.interval);
    take(out.timeout, in.timeout);
    take(out.startPeriod, in.startPeriod);
    take(out.startInterval, in.startInterval);
    if (out.retries == 0 && in.retries > 0 && in.retries < 1'000'000)
        out.retries = static_cast<int>(in.retries);
    return {};
}

bool validHostname(const std::string &name)
{
    return name.size() <= 64 && name.front() != '-' && name.front() != '.' &&
           std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '-' || c == '.' || c == '_';
           });
}

} // namespace

Result<int> parseSignal(const std::string &text)
{
    if (const auto number = parseInt(text)) {
        if (*number >= 1 && *number <= 64)
            return static_cast<int>(*number);
        return fail(Errc::InvalidArgument, {}, "Invalid signal: " + text);
    }
    std::string name = toUpper(text);
    if (name.starts_with("SIG"))
        name.erase(0, 3);
    if (name.starts_with("RTMIN") || name.starts_with("RTMAX")) {
        // Of the kernel: 34 and 64 for programs that use the C library.
        const int base = name[4] == 'N' ? 34 : 64;
        const std::string rest = name.substr(5);
        const auto offset =
            rest.empty() ? std::optional<std::int64_t>(0) : parseInt(rest[0] == '+' ? rest.substr(1) : rest);
        if (offset && base + *offset >= 34 && base + *offset <= 64)
            return static_cast<int>(base + *offset);
    }
    for (int number = 1; number < 32; ++number) {
        const char *abbreviation = ::sigabbrev_np(number);
        if (abbreviation != nullptr && name == abbreviation)
            return number;
    }
    return fail(Errc::InvalidArgument, {}, "Invalid signal: " + text);
}

Status merge(Record &record, const oci::ImageConfig &image)
{
    const CreateSpec &spec = record.spec;
    TARE_CHECK(mergeMounts(record, image));
    TARE_CHECK(mergeNetworking(record, image));

    // A new entrypoint takes the image's command away; --entrypoint "" takes both.
    std::vector<std::string> entrypoint = spec.entrypoint ? *spec.entrypoint : image.entrypoint;
    if (entrypoint.size() == 1 && entrypoint[0].empty())
        entrypoint.clear();
    const bool ownCommand = !spec.command.empty() || spec.entrypoint;
    record.entrypoint = entrypoint;
    record.args = std::move(entrypoint);
    const auto &command = ownCommand ? spec.command : image.cmd;
    record.args.insert(record.args.end(), command.begin(), command.end());
    if (record.args.empty())
        return fail(Errc::InvalidArgument, {}, "No command specified", "Give one after the image's name.");
    for (const std::string &arg : record.args) {
        if (arg.find('\0') != std::string::npos)
            return fail(Errc::InvalidArgument, escapeControl(arg), "an argument holds a zero byte");
    }

    record.hostname = spec.hostname.empty() ? record.id.substr(0, 12) : spec.hostname;
    if (spec.hostname.empty() && spec.network == "host") {
        utsname host{};
        if (::uname(&host) == 0)
            record.hostname = host.nodename;
    }
    if (!spec.hostname.empty() && !validHostname(spec.hostname))
        return fail(Errc::InvalidArgument, {}, "invalid hostname: " + spec.hostname);
    // Empty, as Docker's is, when nobody names one: it starts in the root folder.
    record.workingDir = !spec.workingDir.empty() ? spec.workingDir : image.workingDir;
    if (!record.workingDir.empty() && record.workingDir.front() != '/') {
        if (!spec.workingDir.empty())
            return fail(Errc::InvalidArgument, {}, "the working directory '" + spec.workingDir +
                                                       "' is invalid, it needs to be an absolute path");
        record.workingDir.insert(0, "/");
    }
    record.user = spec.user.empty() ? image.user : spec.user;
    record.stopSignal = !spec.stopSignal.empty()    ? spec.stopSignal
                        : !image.stopSignal.empty() ? image.stopSignal
                                                    : "SIGTERM";
    if (!parseSignal(record.stopSignal)) {
        if (!spec.stopSignal.empty())
            return fail(Errc::InvalidArgument, {}, "Invalid signal: " + spec.stopSignal);
        record.stopSignal = "SIGTERM"; // the image's own does not exist here
    }
    record.labels = image.labels;
    for (const auto &[key, value] : spec.labels)
        record.labels[key] = value;
    record.imageVolumes = image.volumes;
    TARE_CHECK(mergeHealth(record, image));
    return mergeEnv(record, image);
}

} // namespace tare::local
