// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cli/options/run_line.h"

#include <QString>

namespace tare::gui {

// "docker run -d -i -t --cpus 0.5 … IMAGE COMMAND", quoted for a shell.
[[nodiscard]] QString runLine(const cli::RunRequest &request, cli::RunVerb verb);

} // namespace tare::gui
