// SPDX-License-Identifier: GPL-3.0-or-later
// The host's devices that a container gets (runc, libcontainer/devices).
#pragma once

#include "core/base/result.h"
#include "core/engine/isolation.h"

#include <string>
#include <vector>

namespace tare::local {

struct DeviceNode
{
    char type = 'c'; // b or c
    std::string path; // in the container
    unsigned major = 0, minor = 0, mode = 0, uid = 0, gid = 0;
    std::string access = "rwm";
};

// One device, or all in a folder and below. InvalidArgument: not there, or no device.
[[nodiscard]] Result<std::vector<DeviceNode>> devicesOf(const DeviceAccess &wanted);
// Every device of the host, but terminals.
[[nodiscard]] Result<std::vector<DeviceNode>> allDevices();

} // namespace tare::local
