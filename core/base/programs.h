// SPDX-License-Identifier: GPL-3.0-or-later
// Where our own helper programs are.
#pragma once

#include "core/base/result.h"

#include <string>

namespace tare {

// "tare-runtime", "tare-monitor", "tare-image", "tare-lab", "tare-guest-init", "tare-workbench".
// Looked for in $TARE_LIBEXEC, beside the running program, and in ../libexec/tare from it. NotFound names it.
[[nodiscard]] Result<std::string> findProgram(const std::string &name);

} // namespace tare
