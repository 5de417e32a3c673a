// SPDX-License-Identifier: GPL-3.0-or-later
// The programs that stay for as long as a container runs: tare-proxy and tare-resolver. Each begins with a byte on its `go` pipe,
// after it has been written down, and ends when that closes without one: none is ever left that nobody knows of.
#pragma once

#include "core/base/subprocess.h"
#include "core/network/listeners.h"
#include "core/network/store.h"

#include <optional>
#include <vector>

namespace tare::network {

struct Helper
{
    ProcessId process;
    UniqueFd go;
};

// Names the container that has a port, or else the program.
[[nodiscard]] HolderName holderIn(const NetworkStore &store);
// The sockets of a container's proxy, in the order of the ports; new ones when it is gone.
[[nodiscard]] Result<std::vector<Listener>> takeListeners(const Attachment &attachment);

// For the listeners that it gets; there is at least one, and an endpoint.
[[nodiscard]] Result<Helper> startProxy(const NetworkStore &store, const Attachment &attachment, const std::vector<Listener> &listeners);
// Its sockets and a rule that leads 127.0.0.11:53 to them are made in the namespace `space`.
[[nodiscard]] Result<Helper> startResolver(const NetworkStore &store, const Attachment &attachment, int space);
[[nodiscard]] Status letGo(const Helper &helper);
// Waits until it is gone, and with it what it held.
void endHelper(const ProcessId &process);

} // namespace tare::network
