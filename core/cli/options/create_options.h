// SPDX-License-Identifier: GPL-3.0-or-later
// The flags of run and create, as text, and what they mean.
#pragma once

#include "core/base/result.h"
#include "core/cli/options/health_options.h"
#include "core/cli/options/isolation_options.h"
#include "core/cli/options/options.h"
#include "core/engine/types.h"

#include <optional>
#include <string>
#include <vector>

namespace tare::cli {

// --cpus, --memory, --memory-swap, --pids-limit: of run, create and update.
struct LimitOptions
{
    std::optional<std::string> cpus, memory, memorySwap;
    std::optional<std::int64_t> pids;

    void addTo(Options &options);
    // InvalidArgument names the flag.
    [[nodiscard]] Result<Limits> limits() const;
};

struct CreateOptions
{
    CreateSpec spec;
    LimitOptions limits;
    IsolationOptions isolation;
    HealthOptions health;
    std::vector<std::string> volumes, mounts, ulimits, labels, envFiles;
    std::string volumeDriver, restart;
    std::optional<std::string> entrypoint;
    std::string cidFile, pull;
    bool quiet = false;
    std::vector<std::string> networks, published, exposed;
    std::vector<std::string> words; // the image and its command

    void addTo(Options &options);
    [[nodiscard]] Result<CreateSpec> finish();
};

// "nofile=1024:2048", "nproc=100"; -1 is unlimited.
[[nodiscard]] Result<Ulimit> parseUlimit(const std::string &text);
// "0.5", ".5", "2": billionths of a CPU, exactly.
[[nodiscard]] Result<std::int64_t> parseCpus(const std::string &text);

} // namespace tare::cli
