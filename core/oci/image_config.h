// SPDX-License-Identifier: GPL-3.0-or-later
// The image configuration (image-spec, config.md), as much of it as a container is made from. The bytes are kept.
#pragma once

#include "core/base/result.h"
#include "core/oci/digest.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tare::oci {

struct History
{
    std::int64_t created = 0;
    std::string createdBy, comment, author;
    bool emptyLayer = false;
};

// Docker's HEALTHCHECK (moby, image/spec): times in ns; 0: the engine's own.
struct HealthCheck
{
    std::vector<std::string> test; // ["CMD", …], ["CMD-SHELL", "…"], or ["NONE"]
    std::int64_t interval = 0, timeout = 0, startPeriod = 0, startInterval = 0, retries = 0;

    bool operator==(const HealthCheck &) const = default;
};

struct ImageConfig
{
    std::string bytes; // as they were stored: what the digest is of
    std::string architecture, os, variant, author;
    std::int64_t created = 0; // ns since 1970
    std::vector<std::string> entrypoint, cmd, env;
    std::string workingDir, user, stopSignal;
    std::map<std::string, std::string> labels;
    std::vector<std::string> exposedPorts, volumes;
    std::optional<HealthCheck> healthCheck;
    std::vector<std::string> onBuild, shell;
    bool argsEscaped = false;
    std::vector<Digest> diffIds;
    std::vector<History> history;

    // Unsupported, TooLarge, InvalidArgument. Never throws on hostile input.
    [[nodiscard]] static Result<ImageConfig> parse(std::string bytes);
};

} // namespace tare::oci
