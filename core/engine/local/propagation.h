// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/types.h"

#include <string_view>

namespace tare::local {

// shared and slave need a source on a mount that is shared, or hears of another (mount_namespaces(7)): InvalidArgument in
// Docker's words. Costs nothing when none is asked for.
[[nodiscard]] Status checkPropagation(const std::vector<BindMount> &mounts);

// Of /proc/PID/mountinfo's text: the mount that a path is on.
struct MountPoint
{
    std::string path;
    bool shared = false, slave = false;
};
[[nodiscard]] MountPoint mountOf(std::string_view mountinfo, const std::string &path);

} // namespace tare::local
