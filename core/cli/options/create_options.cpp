// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/options/create_options.h"

#include "core/base/strings.h"
#include "core/base/units.h"
#include "core/cli/options/env_file.h"
#include "core/cli/options/mount_options.h"
#include "core/network/address.h"
#include "core/network/ports.h"

#include <algorithm>

namespace tare::cli {

namespace {

// opts.ValidateExtraHost of Docker's cli: "name:address" or "name=address".
Result<std::string> checkExtraHost(const std::string &text)
{
    const std::size_t cut = text.find('=') != std::string::npos ? text.find('=') : text.find(':');
    if (cut == std::string::npos || cut == 0 || text.find(':') < cut)
        return fail(Errc::InvalidArgument, {}, badValue(text, "--add-host", "bad format for add-host: \"" + text + "\""));
    std::string address = text.substr(cut + 1);
    if (address.size() > 2 && address.front() == '[' && address.back() == ']')
        address = address.substr(1, address.size() - 2);
    if (address != "host-gateway" && !network::IpAddress::parse(address))
        return fail(Errc::InvalidArgument, {},
                    badValue(text, "--add-host", "invalid IP address in add-host: \"" + address + "\""));
    return text.substr(0, cut) + ":" + address;
}

} // namespace

void CreateOptions::addTo(Options &options)
{
    options.keepShortHelp();
    options.flag("-i,--interactive", spec.openStdin, "Keep standard input open");
    options.flag("-t,--tty", spec.tty, "Give it a terminal");
    options.flag("--rm", spec.autoRemove, "Remove the container when it ends");
    options.text("--name", spec.name, "A name for the container");
    options.list("-e,--env", spec.env, "Set a variable: NAME=VALUE, or NAME for your own value");
    options.list("--env-file", envFiles, "Read variables from a file");
    options.text("-w,--workdir", spec.workingDir, "The folder the command starts in");
    options.text("-u,--user", spec.user, "NAME or UID, and :GROUP or :GID");
    options.list("-v,--volume", volumes,
                 "Bind a folder or mount a volume: SOURCE:TARGET[:ro]; TARGET alone is a volume of the container's own");
    options.list("--mount", mounts, "The same, or a tmpfs, in words: type=bind,source=/a,target=/b,readonly");
    options.list("--volumes-from", spec.volumesFrom, "All that another container has mounted: CONTAINER[:ro]");
    options.text("--volume-driver", volumeDriver, "Of volumes that are made: local");
    options.text("--restart", restart, "When it is started again: no, on-failure[:N], always or unless-stopped");
    health.addTo(options);
    options.text("--entrypoint", entrypoint, "Run this instead of the image's entrypoint");
    options.text("-h,--hostname", spec.hostname, "The container's host name");
    options.flag("--read-only", spec.readOnlyRoot, "Nobody may write to the container's root");
    options.list("--network,--net", networks, "bridge (default), none, host, container:NAME, or a network's name");
    options.list("-p,--publish", published, "Publish a port: [[ADDRESS:]HOST-PORT:]PORT[/tcp|udp], or ranges of them");
    options.flag("-P,--publish-all", spec.networking.publishAll, "Publish all exposed ports, at ports that are free");
    options.list("--expose", exposed, "Say that the container listens on a port or range");
    options.list("--add-host", spec.networking.extraHosts, "A line for /etc/hosts: NAME:ADDRESS");
    options.list("--dns", spec.networking.dns, "A name server instead of the host's");
    options.list("--dns-search", spec.networking.dnsSearch, "A domain to look names up in; . for none");
    options.list("--dns-option,--dns-opt", spec.networking.dnsOptions, "An option for resolv.conf");
    options.text("--ip", spec.networking.first.address, "Its IPv4 address in a network that you made");
    options.text("--ip6", spec.networking.first.address6, "Its IPv6 address in a network that you made");
    options.text("--mac-address", spec.networking.first.mac, "Its hardware address, such as 92:d0:c6:0a:29:33");
    options.list("--network-alias,--net-alias", spec.networking.first.aliases, "One more name of it in its network");
    options.text("--domainname", spec.networking.domainname, "The container's NIS domain name");
    options.list("--ulimit", ulimits, "A resource limit: nofile=1024:2048");
    options.list("-l,--label", labels, "A label: KEY=VALUE");
    options.list("--label-file", labelFiles, "Read labels from a file");
    options.list("--annotation", annotations, "A word for the runtime: KEY=VALUE");
    options.text("--stop-signal", spec.stopSignal, "The signal that stop sends");
    options.number("--stop-timeout", spec.stopTimeout, "Seconds until stop kills it; -1: never");
    options.flag("--init", spec.init, "Begin with a small first process that passes signals on and reaps");
    isolation.addTo(options, spec.isolation);
    log.addTo(options);
    options.text("--cidfile", cidFile, "Write the container's id to this file, which must not exist");
    options.text("--pull", pull, "missing (default), always or never: get the image from a registry first");
    options.text("--platform", platform, "Which of an image's platforms to get: linux/arm64");
    options.flag("-q,--quiet", quiet, "Say nothing of the image being got");
    limits.addTo(options);
    fixedLimits.addTo(options);
    options.text("--cgroup-parent", spec.cgroupParent, "The control group that its own is made in");
    dockerOnly.addTo(options);
    options.rest(words, 1);
}

Result<Ulimit> parseUlimit(const std::string &text)
{
    const auto wrong = [&](const std::string &why) {
        return fail(Errc::InvalidArgument, {}, badValue(text, "--ulimit", why));
    };
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos)
        return wrong("invalid ulimit argument: " + text + " (NAME=SOFT[:HARD] is needed)");
    const auto values = split(std::string_view(text).substr(equals + 1), ':');
    if (values.size() > 2)
        return wrong("too many limit value arguments - " + text.substr(equals + 1) +
                     ", can only have up to two, `soft[:hard]`");
    const auto number = [](std::string_view word) {
        return word == "unlimited" ? std::optional<std::int64_t>(-1) : parseInt(word);
    };
    const auto soft = number(values.front()), hard = number(values.back());
    if (!soft || !hard || *soft < -1 || *hard < -1)
        return wrong("numbers are needed");
    if (*hard != -1 && (*soft == -1 || *soft > *hard))
        return wrong("ulimit soft limit must be less than or equal to hard limit: " + std::to_string(*soft) +
                     " > " + std::to_string(*hard));
    Ulimit out;
    out.name = text.substr(0, equals);
    out.soft = *soft;
    out.hard = *hard;
    return out;
}

Result<CreateSpec> CreateOptions::finish()
{
    spec.image = words.at(0);
    if (spec.name.starts_with('/')) // as inspect shows it
        spec.name.erase(0, 1);
    spec.command.assign(words.begin() + 1, words.end());
    if (entrypoint)
        spec.entrypoint = std::vector<std::string>{*entrypoint};
    spec.network = networks.empty() ? "default" : networks.front();
    for (std::size_t i = 1; i < networks.size(); ++i)
        spec.networking.more.push_back({networks[i], {}, {}, {}, {}});
    for (const std::string &text : published) {
        for (PublishedPort &port : TARE_TRY(network::parsePublished(text)))
            spec.networking.ports.push_back(std::move(port));
    }
    for (const std::string &text : exposed) {
        for (std::string &port : TARE_TRY(network::parseExposed(text)))
            spec.networking.expose.push_back(std::move(port));
    }
    for (std::string &host : spec.networking.extraHosts)
        host = TARE_TRY(checkExtraHost(host));
    spec.limits = TARE_TRY(limits.limits());
    TARE_CHECK(fixedLimits.finish(spec.limits));
    TARE_CHECK(isolation.finish(spec.isolation));
    for (const std::string &text : volumes)
        addMount(spec, TARE_TRY(parseVolume(text)));
    for (const std::string &text : mounts)
        addMount(spec, TARE_TRY(parseMount(text)));
    for (VolumeMount &mount : spec.volumes) {
        if (mount.driver.empty() && !mount.byMount && !mount.name.empty())
            mount.driver = volumeDriver;
    }
    spec.restart = TARE_TRY(parseRestart(restart));
    if (spec.autoRemove && spec.restart.when != RestartPolicy::When::No)
        return fail(Errc::InvalidArgument, {}, "conflicting options: cannot specify both --restart and --rm");
    spec.health = TARE_TRY(health.finish());
    for (const std::string &text : ulimits)
        spec.ulimits.push_back(TARE_TRY(parseUlimit(text)));
    for (const std::string &text : labels) {
        if (text.empty() || text.front() == '=')
            return fail(Errc::InvalidArgument, {}, badValue(text, "-l, --label", "invalid label '" + text + "': empty name"));
    }
    for (const std::string &file : labelFiles)
        addPairs(TARE_TRY(readLabelFile(file)), spec.labels);
    addPairs(labels, spec.labels);
    for (const std::string &text : annotations) {
        if (text.find('=') == std::string::npos || text.front() == '=')
            return fail(Errc::InvalidArgument, {}, badValue(text, "--annotation", "invalid argument (KEY=VALUE is needed)"));
    }
    addPairs(annotations, spec.annotations);
    spec.log = TARE_TRY(log.finish());
    TARE_CHECK(dockerOnly.finish());
    TARE_CHECK(completeVariables(spec.env, envFiles));
    if (!pull.empty() && pull != "missing" && pull != "always" && pull != "never")
        return fail(Errc::InvalidArgument, {}, "invalid pull option: '" + pull +
                                                   "': must be one of \"always\", \"missing\" or \"never\"");
    return spec;
}

} // namespace tare::cli
