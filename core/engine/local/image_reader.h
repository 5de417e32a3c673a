// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/paths.h"
#include "core/base/result.h"
#include "core/image/inspect/file_request.h"

#include <string>
#include <vector>

namespace tare::local {

// Runs `tare-image COMMAND…`, whose standard output goes to `sink`. A sink that wants no more ends it.
[[nodiscard]] Status runImageReader(const Paths &paths, const std::vector<std::string> &command,
                                    const image::FileSink &sink, const CancelToken &cancel);

} // namespace tare::local
