// SPDX-License-Identifier: GPL-3.0-or-later
// The monitor's command line (docs/processes.md). Everything points into argv.
#pragma once

#include <cstddef>
#include <cstdint>

namespace tare::monitor {

// Of the health check; milliseconds.
struct HealthTimes
{
    std::int64_t interval = 30'000, timeout = 30'000, startPeriod = 0, startInterval = 5'000;
    int retries = 3;
};

struct Options
{
    static constexpr std::size_t maxRuntimeArgs = 32, maxEndArgs = 12, maxVolumes = 32;

    const char *id = nullptr;
    const char *bundle = nullptr;
    const char *live = nullptr;
    const char *runtime = nullptr;
    const char *runtimeRoot = nullptr;
    const char *runtimeArgs[maxRuntimeArgs];
    std::size_t runtimeArgCount = 0;
    const char *endArgs[maxEndArgs + 1] = {}; // what to run when the container is over
    std::size_t endArgCount = 0;
    const char *volumes[maxVolumes]; // folders of those that go with the container, for --auto-remove
    std::size_t volumeCount = 0;
    const char *log = nullptr;
    long long logSize = 16LL << 20U; // of each file; 0: no limit
    int logFiles = 2;                // with the one being written
    const char *logAttributes = "";  // a JSON object that each line bears
    const char *events = nullptr;
    const char *names = nullptr; // the folder of names, for --auto-remove
    const char *restart = "no";  // the policy, as `docker run --restart`
    const char *health = nullptr; // the check's process, as `tare-runtime exec --process` takes it
    HealthTimes healthTimes;
    unsigned short rows = 0, columns = 0;
    bool tty = false, openStdin = false, autoRemove = false;
    int syncFd = -1, attachFd = -1;

    // Null when it is right, else what is wrong.
    const char *parse(int argc, char **argv);
};

} // namespace tare::monitor
