// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/types.h"

#include "core/base/units.h"

#include <fmt/format.h>

namespace tare {

namespace {

std::string words(bool readOnly, const std::string &more)
{
    return readOnly && !more.empty() ? "ro," + more : readOnly ? "ro" : more;
}

} // namespace

std::string mountMode(const BindMount &mount)
{
    return mount.mode.empty() ? words(mount.readOnly, mount.propagation) : mount.mode;
}

std::string mountMode(const VolumeMount &mount)
{
    return mount.mode.empty() ? words(mount.readOnly, mount.noCopy ? "nocopy" : "") : mount.mode;
}

const char *statusName(ContainerStatus status)
{
    switch (status) {
    case ContainerStatus::Created:
        return "created";
    case ContainerStatus::Running:
        return "running";
    case ContainerStatus::Paused:
        return "paused";
    case ContainerStatus::Restarting:
        return "restarting";
    case ContainerStatus::Exited:
        return "exited";
    case ContainerStatus::Dead:
        return "dead";
    }
    return "dead";
}

std::string statusText(const Container &container, std::int64_t now)
{
    const auto since = [now](std::int64_t then) {
        return humanDuration(std::max<std::int64_t>(0, now - then) / 1'000'000'000);
    };
    switch (container.status) {
    case ContainerStatus::Created:
        return "Created";
    case ContainerStatus::Running:
        return "Up " + since(container.started) +
               (container.health.empty()         ? ""
                : container.health == "starting" ? " (health: starting)"
                                                 : " (" + container.health + ")");
    case ContainerStatus::Paused:
        return "Up " + since(container.started) + " (Paused)";
    case ContainerStatus::Restarting:
        return fmt::format("Restarting ({}) {} ago", container.exitCode, since(container.finished));
    case ContainerStatus::Exited:
        return fmt::format("Exited ({}) {} ago", container.exitCode, since(container.finished));
    case ContainerStatus::Dead:
        break;
    }
    return "Dead";
}

double cpuPercent(const Stats &before, const Stats &after)
{
    const std::int64_t wall = after.readAt - before.readAt;
    const std::int64_t used = after.cpuUsage - before.cpuUsage;
    if (wall <= 0 || used <= 0)
        return 0; // no time between them, or the container started again
    return static_cast<double>(used) / static_cast<double>(wall) * 100.0;
}

} // namespace tare
