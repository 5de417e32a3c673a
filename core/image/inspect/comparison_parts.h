// SPDX-License-Identifier: GPL-3.0-or-later
// For comparison.cpp alone.
#pragma once

#include "core/image/inspect/comparison.h"
#include "core/image/inspect/union_tree.h"
#include "core/oci/image_config.h"

namespace tare::image {

[[nodiscard]] std::vector<ConfigDifference> compareConfigs(const oci::ImageConfig &a,
                                                           const oci::ImageConfig &b);
[[nodiscard]] Status compareFiles(const UnionTree &a, const UnionTree &b, std::size_t maxFiles,
                                  const CancelToken &cancel, Comparison &out);

} // namespace tare::image
