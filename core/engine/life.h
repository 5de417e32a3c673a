// SPDX-License-Identifier: GPL-3.0-or-later
// When a container is started again, and whether it is well: those options of `docker run`. Times are nanoseconds.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tare {

// After it ended by itself: after 100 ms, and twice as long each time, up to a minute; from the beginning when it has run
// for 10 s.
struct RestartPolicy
{
    enum class When { No, OnFailure, Always, UnlessStopped };
    When when = When::No;
    int most = 0; // of OnFailure: how often; 0: any number

    bool operator==(const RestartPolicy &) const = default;
};
[[nodiscard]] const char *restartName(RestartPolicy::When when); // "no", "on-failure", "always", "unless-stopped"
// "on-failure:3", as --restart. InvalidArgument in Docker's words.
[[nodiscard]] Result<RestartPolicy> parseRestart(const std::string &text);

// What is not set is the image's own, and Docker's default where that has none.
struct HealthCheck
{
    std::vector<std::string> test = {}; // {"CMD", PROGRAM, …}, {"CMD-SHELL", TEXT}, {"NONE"}
    std::int64_t interval = 0, timeout = 0, startPeriod = 0, startInterval = 0;
    int retries = 0;

    bool operator==(const HealthCheck &) const = default;
};

struct HealthResult
{
    std::int64_t started = 0, ended = 0; // since 1970
    int exitCode = 0;                    // -1: it took too long, or could not be run
    std::string output;                  // a stranger's text; at most 4096 bytes and what says that there was more

    bool operator==(const HealthResult &) const = default;
};

struct Health
{
    std::string status; // "starting", "healthy", "unhealthy"
    int failingStreak = 0;
    std::vector<HealthResult> log; // the last five

    bool operator==(const Health &) const = default;
};

} // namespace tare
