// SPDX-License-Identifier: GPL-3.0-or-later
// The C frame, as the guest reads it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tare::guest {

struct Command
{
    std::vector<std::string> argv, env;
    std::string workingDir = "/", user, hostname = "tare";
    bool disk = true;
};

[[nodiscard]] Command parseCommand(std::string_view body);

} // namespace tare::guest
