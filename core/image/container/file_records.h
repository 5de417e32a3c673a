// SPDX-License-Identifier: GPL-3.0-or-later
// A FileList between tare-image and the engine: names are bytes, which JSON cannot carry. A line of numbers, then records of
// numbers, name and target, each ended by a NUL.
#pragma once

#include "core/base/result.h"
#include "core/image/container/file_entry.h"

#include <string>
#include <string_view>

namespace tare::image {

[[nodiscard]] std::string writeRecords(const FileList &list);
// CorruptArchive. Names are whole: not empty, no "." or "..", no '/' at either end or twice.
[[nodiscard]] Result<FileList> parseRecords(std::string_view bytes);

} // namespace tare::image
