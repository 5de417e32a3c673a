// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/options/run_line.h"

#include "core/base/strings.h"

namespace tare::cli {
namespace {

class Line
{
public:
    explicit Line(std::string begin) : m_text(std::move(begin)) {}

    void flag(const char *name, bool set)
    {
        if (set)
            m_text += std::string(" ") + name;
    }
    // A value that is empty is the default.
    void value(const char *name, const std::string &value)
    {
        if (!value.empty())
            always(name, value);
    }
    void values(const char *name, const std::vector<std::string> &values)
    {
        for (const std::string &one : values)
            always(name, one);
    }
    // What begins with '-' would be taken for a flag.
    void always(const char *name, const std::string &value)
    {
        m_text += std::string(" ") + name + (value.starts_with('-') ? "=" : " ") + shellQuote(value);
    }
    void words(const std::string &quoted) { m_text += " " + quoted; }
    void add(const std::string &text) { m_text += text; }
    [[nodiscard]] std::string take() { return std::move(m_text); }

private:
    std::string m_text;
};

void addNetwork(Line &line, const CreateSpec &spec)
{
    const NetworkingSpec &in = spec.networking;
    if (spec.network != "default" || !in.more.empty())
        line.always("--network", spec.network);
    for (const EndpointSpec &more : in.more)
        line.always("--network", more.network);
    line.values("--network-alias", in.first.aliases);
    line.value("--ip", in.first.address);
    line.value("--ip6", in.first.address6);
    line.value("--mac-address", in.first.mac);
    for (const PublishedPort &port : in.ports)
        line.always("-p", publishedText(port));
    line.flag("-P", in.publishAll);
    line.values("--expose", in.expose);
    line.value("--hostname", spec.hostname);
    line.value("--domainname", in.domainname);
    line.values("--add-host", in.extraHosts);
    line.values("--dns", in.dns);
    line.values("--dns-search", in.dnsSearch);
    line.values("--dns-option", in.dnsOptions);
}

void addFiles(Line &line, const CreateSpec &spec)
{
    const auto add = [&](const auto &mount) {
        if (mount.byMount)
            line.always("--mount", mountWords(mount));
        else
            line.always("-v", mountText(mount));
    };
    for (const BindMount &mount : spec.mounts)
        add(mount);
    std::string driver;
    for (const VolumeMount &mount : spec.volumes) {
        driver = mount.byMount || mount.driver.empty() ? driver : mount.driver;
        add(mount);
    }
    line.value("--volume-driver", driver);
    line.values("--volumes-from", spec.volumesFrom);
    for (const TmpfsMount &mount : spec.isolation.tmpfs) {
        if (mount.byMount)
            line.always("--mount", mountWords(mount));
        else
            line.always("--tmpfs", tmpfsText(mount));
    }
    line.flag("--read-only", spec.readOnlyRoot);
    if (spec.isolation.shmSize)
        line.always("--shm-size", sizeText(*spec.isolation.shmSize));
    for (const DeviceAccess &device : spec.isolation.devices)
        line.always("--device", deviceText(device));
    line.values("--device-cgroup-rule", spec.isolation.deviceRules);
}

void addLife(Line &line, const CreateSpec &spec)
{
    if (spec.restart.when != RestartPolicy::When::No)
        line.always("--restart", restartName(spec.restart.when) + (spec.restart.most > 0 ? ":" + std::to_string(spec.restart.most) : ""));
    for (const auto &[name, value] : spec.annotations)
        line.always("--annotation", name + "=" + value);
    line.value("--log-driver", spec.log.driver);
    for (const auto &[name, value] : spec.log.options)
        line.always("--log-opt", name + "=" + value);
    const HealthCheck &health = spec.health;
    line.flag("--no-healthcheck", health.test == std::vector<std::string>{"NONE"});
    if (health.test.size() == 2 && health.test[0] == "CMD-SHELL")
        line.always("--health-cmd", health.test[1]);
    for (const auto &[name, value] : {std::pair("--health-interval", health.interval), {"--health-timeout", health.timeout},
                                      {"--health-start-period", health.startPeriod}, {"--health-start-interval", health.startInterval}}) {
        if (value != 0)
            line.always(name, durationText(value));
    }
    if (health.retries != 0)
        line.always("--health-retries", std::to_string(health.retries));
}

void addLimits(Line &line, const CreateSpec &spec)
{
    for (const Ulimit &limit : spec.ulimits)
        line.always("--ulimit", ulimitText(limit));
    line.value("--cgroup-parent", spec.cgroupParent);
    if (spec.isolation.oomScoreAdj)
        line.always("--oom-score-adj", std::to_string(*spec.isolation.oomScoreAdj));
}

void addSecurity(Line &line, const Isolation &in, const std::string &seccompFile)
{
    line.flag("--privileged", in.privileged);
    line.values("--cap-add", in.capAdd);
    line.values("--cap-drop", in.capDrop);
    if (in.noNewPrivileges)
        line.always("--security-opt", "no-new-privileges");
    if (in.seccomp == "unconfined")
        line.always("--security-opt", "seccomp=unconfined");
    else if (!in.seccomp.empty() || !seccompFile.empty())
        line.always("--security-opt", "seccomp=" + (seccompFile.empty() ? "profile.json" : seccompFile));
    line.values("--group-add", in.groups);
    line.value("--pid", in.pid);
    line.value("--ipc", in.ipc);
    line.value("--uts", in.uts);
    line.value("--userns", in.userns);
    for (const auto &[name, value] : in.sysctls)
        line.always("--sysctl", name + "=" + value);
}

} // namespace

std::string cpusText(std::int64_t nanoCpus)
{
    constexpr std::int64_t one = 1'000'000'000;
    std::string fraction = std::to_string(nanoCpus % one);
    fraction.insert(0, 9 - fraction.size(), '0');
    while (fraction.ends_with('0'))
        fraction.pop_back();
    return std::to_string(nanoCpus / one) + (fraction.empty() ? "" : "." + fraction);
}

std::string sizeText(std::int64_t bytes)
{
    for (const auto &[unit, letter] : {std::pair<std::int64_t, char>{1 << 30U, 'g'}, {1 << 20U, 'm'}, {1 << 10U, 'k'}}) {
        if (bytes > 0 && bytes % unit == 0)
            return std::to_string(bytes / unit) + letter;
    }
    return std::to_string(bytes) + (bytes > 0 ? "b" : "");
}

const char *deviceLimitFlag(DeviceLimit::Kind kind)
{
    switch (kind) {
    case DeviceLimit::Kind::Weight: return "--blkio-weight-device";
    case DeviceLimit::Kind::ReadBps: return "--device-read-bps";
    case DeviceLimit::Kind::WriteBps: return "--device-write-bps";
    case DeviceLimit::Kind::ReadIops: return "--device-read-iops";
    case DeviceLimit::Kind::WriteIops: break;
    }
    return "--device-write-iops";
}

std::string limitFlags(const Limits &limits)
{
    Line line({});
    if (limits.nanoCpus)
        line.always("--cpus", cpusText(*limits.nanoCpus));
    if (limits.memory)
        line.always("--memory", sizeText(*limits.memory));
    if (limits.memorySwap)
        line.always("--memory-swap", sizeText(*limits.memorySwap));
    if (limits.pids)
        line.always("--pids-limit", std::to_string(*limits.pids));
    const auto number = [&](const char *flag, const std::optional<std::int64_t> &value) {
        if (value)
            line.always(flag, std::to_string(*value));
    };
    number("--cpu-shares", limits.cpuShares);
    number("--cpu-period", limits.cpuPeriod);
    number("--cpu-quota", limits.cpuQuota);
    if (limits.cpusetCpus)
        line.always("--cpuset-cpus", *limits.cpusetCpus);
    if (limits.cpusetMems)
        line.always("--cpuset-mems", *limits.cpusetMems);
    if (limits.memoryReservation)
        line.always("--memory-reservation", sizeText(*limits.memoryReservation));
    number("--memory-swappiness", limits.memorySwappiness);
    line.flag("--oom-kill-disable", limits.oomKillDisable);
    number("--blkio-weight", limits.blkioWeight);
    for (const DeviceLimit &device : limits.devices)
        line.always(deviceLimitFlag(device.kind), device.path + ":" + std::to_string(device.value));
    return line.take();
}

std::string publishedText(const PublishedPort &port)
{
    std::string out;
    if (!port.hostAddress.empty())
        out = port.hostAddress.find(':') != std::string::npos ? "[" + port.hostAddress + "]:" : port.hostAddress + ":";
    if (port.hostPort > 0)
        out += std::to_string(port.hostPort);
    if (port.hostPortEnd > port.hostPort)
        out += "-" + std::to_string(port.hostPortEnd);
    if (!out.empty())
        out += ":";
    out += std::to_string(port.containerPort);
    return port.protocol == "tcp" || port.protocol.empty() ? out : out + "/" + port.protocol;
}

std::string deviceText(const DeviceAccess &device)
{
    std::string out = device.source;
    if (device.target != device.source || device.access != "rwm")
        out += ":" + device.target;
    return device.access == "rwm" ? out : out + ":" + device.access;
}

std::string tmpfsText(const TmpfsMount &mount)
{
    return mount.target + (mount.options.empty() ? "" : ":" + mount.options);
}

std::string ulimitText(const Ulimit &limit)
{
    const std::string soft = limit.name + "=" + std::to_string(limit.soft);
    return limit.soft == limit.hard ? soft : soft + ":" + std::to_string(limit.hard);
}

std::string writeRunLine(const RunRequest &request, RunVerb verb)
{
    const CreateSpec &spec = request.spec;
    Line line(verb == RunVerb::Create ? "docker create" : verb == RunVerb::Run ? "docker run" : "docker run -d");
    line.flag("-i", spec.openStdin);
    line.flag("-t", spec.tty);
    line.flag("--rm", spec.autoRemove);
    line.flag("--init", spec.init);
    line.value("--name", spec.name.starts_with('/') ? "/" + spec.name : spec.name); // one '/' does not count
    line.value("--pull", request.pull);
    line.add(limitFlags(spec.limits));
    addLimits(line, spec);
    addNetwork(line, spec);
    line.values("-e", spec.env);
    for (const auto &[key, value] : spec.labels)
        line.always("--label", value.empty() ? key : key + "=" + value);
    line.value("-w", spec.workingDir);
    line.value("-u", spec.user);
    addFiles(line, spec);
    addSecurity(line, spec.isolation, request.seccompFile);
    addLife(line, spec);
    line.value("--stop-signal", spec.stopSignal);
    if (spec.stopTimeout)
        line.always("--stop-timeout", std::to_string(*spec.stopTimeout));
    std::vector<std::string> command;
    if (spec.entrypoint) {
        line.always("--entrypoint", spec.entrypoint->empty() ? std::string() : spec.entrypoint->front());
        if (!spec.entrypoint->empty())
            command.assign(spec.entrypoint->begin() + 1, spec.entrypoint->end());
    }
    command.insert(command.end(), spec.command.begin(), spec.command.end());
    line.flag("--", spec.image.starts_with('-'));
    line.words(shellQuote(spec.image));
    if (!command.empty())
        line.words(shellQuote(command));
    return line.take();
}

} // namespace tare::cli
