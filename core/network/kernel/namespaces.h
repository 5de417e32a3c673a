// SPDX-License-Identifier: GPL-3.0-or-later
// Network namespaces that a path keeps (network_namespaces(7), ip-netns(8)).
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/runtime/userns/userns.h"

#include <functional>
#include <string>

namespace tare::network {

// A new one, mounted at `path`. The calling process stays where it is; it must have one thread.
[[nodiscard]] Result<UniqueFd> makeNamespace(const std::string &path);
// One that belongs to a user namespace of its own, which is mounted at `userPath`. Root alone.
[[nodiscard]] Result<UniqueFd> makeNamespaces(const std::string &path, const std::string &userPath, const userns::Mapping &mapping);
// One that belongs to a user namespace that there is.
[[nodiscard]] Result<UniqueFd> makeNamespaceIn(const std::string &path, const std::string &userPath);
// Absent is success.
[[nodiscard]] Status removeNamespace(const std::string &path);
// Does something in it and comes back. A process that cannot come back ends.
[[nodiscard]] Status inNamespace(int fd, const std::function<Status()> &action);

} // namespace tare::network
