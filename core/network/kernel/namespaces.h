// SPDX-License-Identifier: GPL-3.0-or-later
// Network namespaces that a path keeps (network_namespaces(7), ip-netns(8)).
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"

#include <functional>
#include <string>

namespace tare::network {

// A new one, mounted at `path`. The calling process stays where it is; it must have one thread.
[[nodiscard]] Result<UniqueFd> makeNamespace(const std::string &path);
// Absent is success.
[[nodiscard]] Status removeNamespace(const std::string &path);
// Does something in it and comes back. A process that cannot come back ends.
[[nodiscard]] Status inNamespace(int fd, const std::function<Status()> &action);

} // namespace tare::network
