// SPDX-License-Identifier: GPL-3.0-or-later
// The flags of run and create that say how it is found out whether the container is well.
#pragma once

#include "core/base/result.h"
#include "core/cli/options/options.h"
#include "core/engine/life.h"

#include <optional>
#include <string>

namespace tare::cli {

struct HealthOptions
{
    std::string command;
    std::optional<std::string> interval, timeout, startPeriod, startInterval;
    std::optional<std::int64_t> retries;
    bool none = false;

    void addTo(Options &options);
    // InvalidArgument in the words of docker/cli (cli/command/container/opts.go).
    [[nodiscard]] Result<HealthCheck> finish() const;
};

} // namespace tare::cli
