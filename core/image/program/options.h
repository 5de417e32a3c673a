// SPDX-License-Identifier: GPL-3.0-or-later
// What every command of tare-image shares.
#pragma once

#include "core/base/cancel.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/image/image_unpacker.h"
#include "core/image/store.h"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace tare::image::program {

struct Options
{
    std::string root, state;
    bool jsonProgress = false;
    std::string command;
    std::vector<std::string> arguments;  // of the command
    std::string platform;                // pull, load, import
    std::vector<std::string> changes;    // import: Dockerfile instructions
    std::string message;                 // import: the history's comment
    bool insecure = false;               // of a registry
    bool tryOnly = false;                // login
    int limit = 25;                      // search
    bool accountStdin = false;           // user and password come on standard input
    std::int64_t offset = 0;             // read-file
    std::int64_t length = std::numeric_limits<std::int64_t>::max();
    UnpackOptions unpack;                // progress and cancel are set
};

// The images that the command made or found, in order.
[[nodiscard]] Result<std::vector<StoredImage>> runCommand(const Options &options);

// Progress as lines on stdout: JSON, or for people. At most twenty a second for one part of the work.
[[nodiscard]] ProgressSink progressPrinter(bool json);
// The last line; the exit code.
[[nodiscard]] int printResult(const Result<std::string> &resultJson, bool json);
[[nodiscard]] int printResult(const Result<std::vector<StoredImage>> &result, bool json);

} // namespace tare::image::program
