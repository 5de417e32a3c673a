// SPDX-License-Identifier: GPL-3.0-or-later
// The host's side of published ports: bound sockets. Whoever holds them has the ports.
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/network/types.h"

#include <functional>
#include <string>
#include <vector>

namespace tare::network {

struct Listener
{
    PortMapping port; // with the host's port as it was chosen
    UniqueFd socket;  // listening when it is TCP
};

// Names a process that holds a port; see portHolder().
using HolderName = std::function<std::string(std::uint16_t port, const std::string &protocol)>;

// One listener for each port and family, or none at all. A port in use is an InvalidArgument in Docker's words, with who has it.
[[nodiscard]] Result<std::vector<Listener>> bindPorts(const std::vector<PublishedPort> &ports, const HolderName &holder);

} // namespace tare::network
