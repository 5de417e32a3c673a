// SPDX-License-Identifier: GPL-3.0-or-later
// `tare image ls`, `tare system df`: commands under a noun, as Docker has them.
#pragma once

#include "core/cli/command.h"

#include <string>
#include <vector>

namespace tare::cli {

// "image", "Manage images". Without a command, or with --help, prints what there is.
[[nodiscard]] int runGroup(Context &context, const Arguments &args, const std::string &name, const std::string &help,
                           const std::vector<Command> &commands);

} // namespace tare::cli
