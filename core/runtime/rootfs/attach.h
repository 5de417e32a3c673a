// SPDX-License-Identifier: GPL-3.0-or-later
// Mounts as descriptors: made detached, attached where a descriptor says (mount_setattr(2), move_mount(2)).
// No path that an image chose is ever given to mount(2).
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace tare::runtime {

using MountData = std::vector<std::pair<std::string, std::string>>;

// A new file system, not attached anywhere. `source` may be empty. The kernel's own words are in the reason.
[[nodiscard]] Result<UniqueFd> makeFileSystem(const std::string &type, const std::string &source,
                                              const MountData &data, std::uint64_t attributes);
// A copy of a mount that `fd` (O_PATH) is in, from there downwards.
[[nodiscard]] Result<UniqueFd> copyMount(int fd, bool recursive, const std::string &what);
[[nodiscard]] Status setAttributes(int mount, std::uint64_t set, std::uint64_t clear,
                                   std::uint64_t propagation, bool recursive, const std::string &what);
// Attaches a detached mount over `target` (a folder over a folder, a file over a file).
[[nodiscard]] Status attach(int mount, int target, const std::string &what);

} // namespace tare::runtime
