// SPDX-License-Identifier: GPL-3.0-or-later
// Image work that needs libarchive, libcurl or OpenSSL is done by the program tare-image (docs/processes.md).
#pragma once

#include "core/base/cancel.h"
#include "core/base/paths.h"
#include "core/base/progress.h"
#include "core/base/result.h"

#include <string>
#include <vector>

namespace tare::local {

// Runs `tare-image COMMAND… --progress=json`; the ids of its result, or its error.
[[nodiscard]] Result<std::vector<std::string>> runImageHelper(const Paths &paths,
                                                              std::vector<std::string> command,
                                                              const ProgressSink &progress,
                                                              const CancelToken &cancel);

} // namespace tare::local
