// SPDX-License-Identifier: GPL-3.0-or-later
// Image work that needs libarchive, libcurl or OpenSSL is done by the program tare-image (docs/processes.md).
#pragma once

#include "core/base/cancel.h"
#include "core/base/paths.h"
#include "core/base/progress.h"
#include "core/base/result.h"

#include <string>
#include <utility>
#include <vector>

namespace tare::local {

struct HelperCall
{
    std::vector<std::string> command;
    std::string input;                    // on its standard input, unless `fds` has a 0
    std::vector<std::pair<int, int>> fds; // {ours, the helper's number}
};
// Runs `tare-image COMMAND… --progress=json`; its result as JSON, or its error.
[[nodiscard]] Result<std::string> callImageHelper(const Paths &paths, const HelperCall &call,
                                                  const ProgressSink &progress, const CancelToken &cancel);
// The ids in a result that is images.
[[nodiscard]] std::vector<std::string> idsOf(const std::string &result);
// Runs `tare-image COMMAND… --progress=json` with `input` on its standard input; its result as JSON, or its error.
[[nodiscard]] Result<std::string> runImageProgram(const Paths &paths, const std::vector<std::string> &command,
                                                  const ProgressSink &progress, const CancelToken &cancel,
                                                  const std::string &input = {});
// The same for a command whose result is images: their ids.
[[nodiscard]] Result<std::vector<std::string>> runImageHelper(const Paths &paths,
                                                              const std::vector<std::string> &command,
                                                              const ProgressSink &progress,
                                                              const CancelToken &cancel);

} // namespace tare::local
