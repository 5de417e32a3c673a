// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the command, relays what it says, and reaps everything that loses its parent.
#pragma once

#include "core/vm/guest/command.h"

namespace tare::guest {

// The exit code, 126 and 127 as a shell gives them.
[[nodiscard]] int runCommand(const Command &command);

} // namespace tare::guest
