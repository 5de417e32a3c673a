// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cli/options/run_line.h"
#include "core/engine/engine.h"

namespace tare::gui {

// As `docker run` does it: ports are asked for before anything is made (when it is to start), the image is fetched when it is
// missing or --pull says so, and names of variables take this user's values. Blocks.
[[nodiscard]] Result<Container> createAsAsked(Engine &engine, cli::RunRequest request, bool start, const ProgressSink &progress,
                                              const CancelToken &cancel);

} // namespace tare::gui
