// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/options/foreign_flags.h"

#include <algorithm>
#include <array>

namespace tare::cli {
namespace {

// docker/cli, cli/command/container/opts.go and run.go; podman-run(1).
constexpr std::array<std::string_view, 6> clientSwitches = {"-d",        "--detach", "--sig-proxy", "--disable-content-trust",
                                                            "--tls-verify", "--tlsverify"};
constexpr std::array<std::string_view, 9> clientValues = {"-a",         "--attach", "--detach-keys", "--authfile", "--creds",
                                                          "--cert-dir", "--retry",  "--retry-delay", "--pod-id-file"};
constexpr std::array<std::string_view, 19> switches = {
    "--env-host", "--http-proxy",      "--init-ctr",         "--no-healthcheck", "--no-hosts",      "--no-hostname",
    "--passwd",   "--quiet",           "--read-only-tmpfs",  "--replace",        "--rmi",           "--rootfs",      "--unsetenv-all",
    "--use-api-socket", "--publish-all", "--read-only",      "--privileged",     "--init",          "--interactive"};
constexpr std::array values = std::to_array<std::string_view>({
    "-c", "--add-host", "--annotation", "--arch", "--blkio-weight", "--blkio-weight-device", "--cap-add", "--cap-drop", "--cgroup-conf",
    "--cgroup-parent", "--cgroupns", "--cgroups", "--chrootdirs", "--cidfile", "--conmon-pidfile", "--cpu-count", "--cpu-percent",
    "--cpu-period", "--cpu-quota", "--cpu-rt-period", "--cpu-rt-runtime", "--cpu-shares", "--cpus", "--cpuset-cpus", "--cpuset-mems",
    "--decryption-key", "--device", "--device-cgroup-rule", "--device-read-bps", "--device-read-iops", "--device-write-bps",
    "--device-write-iops", "--dns", "--dns-opt", "--dns-option", "--dns-search", "--domainname", "--entrypoint", "--env", "--env-file",
    "--env-merge", "--expose", "--gidmap", "--gpus", "--group-add", "--group-entry", "--health-cmd", "--health-interval",
    "--health-log-destination", "--health-max-log-count", "--health-max-log-size", "--health-on-failure", "--health-retries",
    "--health-start-interval", "--health-start-period", "--health-startup-cmd", "--health-startup-interval",
    "--health-startup-retries", "--health-startup-success", "--health-startup-timeout", "--health-timeout", "--hooks-dir", "--hostname",
    "--hostuser", "--image-volume", "--init-path", "--io-maxbandwidth", "--io-maxiops", "--ip", "--ip6", "--ipc", "--isolation",
    "--kernel-memory", "--label", "--label-file", "--link", "--link-local-ip", "--log-driver", "--log-opt", "--mac-address", "--memory",
    "--memory-reservation", "--memory-swap", "--memory-swappiness", "--mount", "--name", "--net", "--net-alias", "--network",
    "--network-alias", "--oom-score-adj", "--os", "--passwd-entry", "--personality", "--pid", "--pidfile", "--pids-limit", "--platform",
    "--pod", "--preserve-fd", "--preserve-fds", "--publish", "--pull", "--rdt-class", "--requires", "--restart", "--runtime", "--sdnotify",
    "--seccomp-policy", "--secret", "--security-opt", "--shm-size", "--shm-size-systemd", "--stop-signal", "--stop-timeout",
    "--storage-opt", "--subgidname", "--subuidname", "--sysctl", "--systemd", "--timeout", "--tmpfs", "--tz", "--uidmap", "--ulimit",
    "--umask", "--unsetenv", "--user", "--userns", "--uts", "--variant", "--volume", "--volume-driver", "--volumes-from", "--workdir",
});

// docker(1), podman(1), and tare's own.
constexpr std::array globalSwitches = std::to_array<std::string_view>({"-D", "--debug", "--tls", "--tlsverify", "-r", "--remote", "--syslog",
                                                                       "--transient-store"});
constexpr std::array globalValues = std::to_array<std::string_view>({
    "-c", "-H", "-l", "--cgroup-manager", "--cdi-spec-dir", "--config", "--conmon", "--connection", "--context", "--events-backend",
    "--hooks-dir", "--host", "--identity", "--imagestore", "--log-level", "--module", "--network-cmd-path", "--network-config-dir", "--out",
    "--root", "--runroot", "--runtime", "--runtime-flag", "--ssh", "--state", "--storage-driver", "--storage-opt", "--tlscacert",
    "--tlscert", "--tlskey", "--tmpdir", "--url", "--volumepath",
});

template <class List> bool has(const List &list, std::string_view name)
{
    return std::find(list.begin(), list.end(), name) != list.end();
}

} // namespace

std::optional<ForeignFlag> foreignFlag(std::string_view name)
{
    if (has(clientSwitches, name))
        return ForeignFlag{false, true};
    if (has(clientValues, name))
        return ForeignFlag{true, true};
    if (has(switches, name))
        return ForeignFlag{false, false};
    return has(values, name) ? std::optional(ForeignFlag{true, false}) : std::nullopt;
}

std::optional<ForeignFlag> foreignGlobalFlag(std::string_view name)
{
    if (has(globalSwitches, name))
        return ForeignFlag{false, true};
    return has(globalValues, name) ? std::optional(ForeignFlag{true, true}) : std::nullopt;
}

} // namespace tare::cli
