// SPDX-License-Identifier: GPL-3.0-or-later
// How package databases stand in a layer's index: a count of databases, and of each path, reason, and
// packages; numbers are u32 or i64, texts a u32 and their bytes.
#pragma once

#include "core/base/result.h"
#include "core/image/inspect/layer_index.h"

#include <string>
#include <string_view>
#include <vector>

namespace tare::image {

[[nodiscard]] std::string packageSection(const std::vector<PackageDatabase> &databases);
// CorruptArchive. An empty section is no databases.
[[nodiscard]] Result<std::vector<PackageDatabase>> readPackageSection(std::string_view bytes);

} // namespace tare::image
