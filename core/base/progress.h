// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace tare {

// One step of a long piece of work. Called from the thread that does the work; must be quick.
struct Progress
{
    enum class Phase { Waiting, Downloading, Uploading, Verifying, Unpacking, AlreadyHere, Done, Working };
    std::string id;              // which part: the first 12 digits of a layer's digest, or empty for the whole
    Phase phase = Phase::Working;
    std::int64_t current = 0;    // bytes, or steps
    std::int64_t total = 0;      // 0: not known
    std::string text;            // one line for people, in English; may be empty
};

using ProgressSink = std::function<void(const Progress &)>;

[[nodiscard]] const char *phaseName(Progress::Phase phase);           // "downloading", …
[[nodiscard]] Progress::Phase phaseFromName(const std::string &name); // Working when unknown

// One JSON object in one line; what a helper program prints with --progress=json.
[[nodiscard]] std::string progressToJson(const Progress &progress);
[[nodiscard]] bool progressFromJson(const std::string &line, Progress &out);

} // namespace tare
