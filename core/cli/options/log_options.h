// SPDX-License-Identifier: GPL-3.0-or-later
// The flags of run and create that say where the container's output is kept.
#pragma once

#include "core/base/result.h"
#include "core/cli/options/options.h"
#include "core/engine/log_config.h"

#include <string>
#include <vector>

namespace tare::cli {

struct LogFlags
{
    std::string driver;
    std::vector<std::string> options;

    void addTo(Options &grammar);
    // InvalidArgument and Unsupported as logFiles().
    [[nodiscard]] Result<LogConfig> finish() const;
};

} // namespace tare::cli
