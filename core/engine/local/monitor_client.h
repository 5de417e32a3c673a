// SPDX-License-Identifier: GPL-3.0-or-later
// Starting a monitor, asking whether one lives, and cleaning up after one that does not.
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/engine/local/container_store.h"

#include <string>
#include <vector>

namespace tare::local {

struct MonitorStart
{
    const Record &record;
    std::vector<std::string> runtimeArgs;
    UniqueFd attach; // given to the monitor as its first client
    std::vector<std::string> atEnd = {}; // run when the container is over
    std::vector<std::string> health = {}; // prepareHealth()'s
    std::vector<std::string> scope = {}; // UserScope::words(), or empty
};

// Makes the live folder and starts the monitor; returns when the container runs. The error of the runtime
// otherwise.
[[nodiscard]] Status startMonitor(const ContainerStore &store, MonitorStart start);

// A monitor holds the lock in the live folder.
[[nodiscard]] bool monitorLives(const std::string &live);
// Waits until it is gone: for the moment between a container's end and its monitor's. False when the container turns out to run:
// one that was started by somebody who was killed, and comes so far only now.
[[nodiscard]] bool awaitMonitorEnd(const ContainerStore &store, const std::string &id);

// For a container whose monitor is gone without having cleaned up: ends what still runs, removes what it
// left, writes down that the container is over. Holds the container's lock itself; nothing to do is success.
[[nodiscard]] Status reconcile(const ContainerStore &store, const std::string &id);
// The same with the lock held by the caller.
[[nodiscard]] Status reconcileLocked(const ContainerStore &store, const std::string &id);
// For every live folder without a monitor, also those of containers that are gone.
void reconcileAll(const ContainerStore &store);

} // namespace tare::local
