// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <string>
#include <vector>

namespace tare::runtime {

struct Global
{
    std::string root; // where states are kept
    int errorFd = -1; // --error-fd; closed as soon as nothing can fail any more, so that its reader need not wait
};

using Words = std::vector<std::string>;
// Each takes the words after its name and gives the exit code.
[[nodiscard]] Result<int> commandCreate(const Global &global, const Words &words);
[[nodiscard]] Result<int> commandRun(const Global &global, const Words &words);
[[nodiscard]] Result<int> commandStart(const Global &global, const Words &words);
[[nodiscard]] Result<int> commandState(const Global &global, const Words &words);
[[nodiscard]] Result<int> commandKill(const Global &global, const Words &words);
[[nodiscard]] Result<int> commandDelete(const Global &global, const Words &words);
[[nodiscard]] Result<int> commandList(const Global &global, const Words &words);
[[nodiscard]] Result<int> commandExec(const Global &global, const Words &words);
[[nodiscard]] Result<int> commandPs(const Global &global, const Words &words);
[[nodiscard]] Result<int> commandPause(const Global &global, const Words &words);
[[nodiscard]] Result<int> commandResume(const Global &global, const Words &words);
[[nodiscard]] Result<int> commandUpdate(const Global &global, const Words &words);
[[nodiscard]] Result<int> commandEvents(const Global &global, const Words &words);
[[nodiscard]] Result<int> commandFeatures(const Global &global, const Words &words);
[[nodiscard]] Result<int> commandSpec(const Global &global, const Words &words);
[[nodiscard]] Result<int> commandCopyUp(const Global &global, const Words &words);
[[nodiscard]] Result<int> commandUnshare(const Global &global, const Words &words);

// All of it, at once, so that output never mixes.
void print(std::string_view text);

} // namespace tare::runtime
