// SPDX-License-Identifier: GPL-3.0-or-later
// Where a container's output is kept, and how much of it: --log-driver and --log-opt.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <map>
#include <string>

namespace tare {

struct LogConfig
{
    // "json-file" and "local": Tare's own file, with that driver's defaults; "none": nothing is kept. Empty: json-file.
    std::string driver = {};
    std::map<std::string, std::string> options = {}; // as --log-opt says them

    bool operator==(const LogConfig &) const = default;
};

// What the options come to. By Tare's own default 16 MiB in two files: Docker's has no end.
struct LogFiles
{
    bool kept = true;
    std::int64_t maxSize = 16 << 20; // bytes of each; 0: no limit
    int count = 2;                   // with the one being written
};
// By Docker's rules (moby, daemon/logger/jsonfilelog and local). InvalidArgument in Docker's words; Unsupported names what
// only Docker has.
[[nodiscard]] Result<LogFiles> logFiles(const LogConfig &config);

// Who a line is of, for the options labels, labels-regex, env, env-regex and tag.
struct LogOwner
{
    std::string id, name, image, imageId;
    std::map<std::string, std::string> labels;
    std::vector<std::string> env; // "K=V"
};
// What --details shows of every line of it: moby, daemon/logger/loginfo.go. InvalidArgument: a pattern that is none.
[[nodiscard]] Result<std::map<std::string, std::string>> logAttributes(const LogConfig &config, const LogOwner &owner);

} // namespace tare
