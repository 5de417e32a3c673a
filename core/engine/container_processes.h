// SPDX-License-Identifier: GPL-3.0-or-later
// Single processes of a running container, for engines that can get at them. An Engine that can is one of these, too.
#pragma once

#include "core/engine/engine.h"

namespace tare {

class ContainerProcesses
{
public:
    virtual ~ContainerProcesses() = default;
    // `process`: one that top() told of. NotFound when it has ended, or never was one of the container's; whatever process has
    // its number by then is left alone.
    [[nodiscard]] virtual Status signalProcess(const std::string &container, const Process &process, int signal) = 0;
};

// Null when the engine cannot. Belongs to the engine.
[[nodiscard]] inline ContainerProcesses *processesOf(Engine &engine)
{
    return dynamic_cast<ContainerProcesses *>(&engine);
}

} // namespace tare
