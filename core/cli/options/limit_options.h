// SPDX-License-Identifier: GPL-3.0-or-later
// The flags that say how much a container may use.
#pragma once

#include "core/base/result.h"
#include "core/cli/options/options.h"
#include "core/engine/types.h"

#include <optional>
#include <string>
#include <vector>

namespace tare::cli {

// Of run, create and update.
struct LimitOptions
{
    std::optional<std::string> cpus, memory, memorySwap, memoryReservation, cpusetCpus, cpusetMems;
    std::optional<std::int64_t> pids, cpuShares, cpuPeriod, cpuQuota, blkioWeight;

    void addTo(Options &options);
    // InvalidArgument names the flag.
    [[nodiscard]] Result<Limits> limits() const;
};

// Of run and create alone.
struct FixedLimitOptions
{
    std::optional<std::int64_t> memorySwappiness;
    bool oomKillDisable = false;
    std::vector<std::string> weights, readBps, writeBps, readIops, writeIops;

    void addTo(Options &options);
    [[nodiscard]] Status finish(Limits &limits) const;
};

// "0.5", ".5", "2": billionths of a CPU, exactly.
[[nodiscard]] Result<std::int64_t> parseCpus(const std::string &text);

} // namespace tare::cli
