// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the ports that a container is to publish are free, asked before anything is made.
#pragma once

#include "core/base/result.h"
#include "core/engine/engine.h"

#include <string>

namespace tare {

struct PortHolder
{
    std::string container; // its name
    std::string process;   // "nginx (process 1234)", when it is no container's; empty when it cannot be seen
};
[[nodiscard]] PortHolder portHolder(Engine &engine, std::uint16_t port, const std::string &protocol);

// InvalidArgument in Docker's words, with who has the port. Nothing is published on none and host.
[[nodiscard]] Status checkPortsFree(Engine &engine, const CreateSpec &spec);

} // namespace tare
