// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/engine/store_types.h"

#include <string>
#include <vector>

namespace tare::cli {

// --filter of a prune: "until", "label", "label!" and "dangling", of which this one knows `known`.
[[nodiscard]] Result<PruneOptions> readPrune(const std::vector<std::string> &filters, const std::vector<std::string> &known);

} // namespace tare::cli
