// SPDX-License-Identifier: GPL-3.0-or-later
// The flags of run and create, as text, and what they mean.
#pragma once

#include "core/base/result.h"
#include "core/cli/options/docker_only.h"
#include "core/cli/options/health_options.h"
#include "core/cli/options/isolation_options.h"
#include "core/cli/options/limit_options.h"
#include "core/cli/options/log_options.h"
#include "core/cli/options/options.h"
#include "core/engine/types.h"

#include <optional>
#include <string>
#include <vector>

namespace tare::cli {

struct CreateOptions
{
    CreateSpec spec;
    LimitOptions limits;
    FixedLimitOptions fixedLimits;
    IsolationOptions isolation;
    HealthOptions health;
    LogFlags log;
    DockerOnly dockerOnly;
    std::vector<std::string> volumes, mounts, ulimits, labels, labelFiles, envFiles, annotations;
    std::string volumeDriver, restart;
    std::optional<std::string> entrypoint;
    std::string cidFile, pull, platform;
    bool quiet = false;
    std::vector<std::string> networks, published, exposed;
    std::vector<std::string> words; // the image and its command

    void addTo(Options &options);
    [[nodiscard]] Result<CreateSpec> finish();
};

// "nofile=1024:2048", "nproc=100"; -1 is unlimited.
[[nodiscard]] Result<Ulimit> parseUlimit(const std::string &text);

} // namespace tare::cli
