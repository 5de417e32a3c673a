// SPDX-License-Identifier: GPL-3.0-or-later
// The flags of run and create that say how far the container is kept from the host.
#pragma once

#include "core/base/result.h"
#include "core/cli/options/options.h"
#include "core/engine/types.h"

#include <optional>
#include <string>
#include <vector>

namespace tare::cli {

struct IsolationOptions
{
    std::vector<std::string> security, sysctls, tmpfs, devices;
    std::optional<std::string> shmSize;
    std::optional<std::int64_t> oomScoreAdj;
    std::string cgroupns;

    void addTo(Options &options, Isolation &isolation);
    // What is text so far, into `isolation`. InvalidArgument in Docker's words; Unsupported names the flag.
    [[nodiscard]] Status finish(Isolation &isolation) const;
};

// "/dev/fuse", "/dev/fuse:/dev/x", "/dev/fuse:/dev/x:rw", "/dev/fuse:rw".
[[nodiscard]] Result<DeviceAccess> parseDevice(const std::string &text);

} // namespace tare::cli
