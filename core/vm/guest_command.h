// SPDX-License-Identifier: GPL-3.0-or-later
// What a guest is to run, as the C frame carries it.
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace tare::vm {

struct GuestCommand
{
    std::vector<std::string> argv; // empty: say hello and power off (the probe)
    std::vector<std::string> env;
    std::string workingDir = "/";
    std::string user; // as the image says: "", "name", "uid", "uid:gid", "name:group"
    std::string hostname = "tare";
    bool disk = true; // the root is /dev/vda (ext4); otherwise there is none and nothing can be run
};

// InvalidArgument for a NUL byte, TooLarge beyond largestCommand.
[[nodiscard]] Result<std::string> encodeCommand(const GuestCommand &command);

} // namespace tare::vm
