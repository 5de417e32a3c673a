// SPDX-License-Identifier: GPL-3.0-or-later
// What ImageContents is put together from; for this room alone.
#pragma once

#include "core/image/inspect/image_contents.h"
#include "core/image/inspect/union_tree.h"

namespace tare::image {

// A history entry without `empty_layer` is the next layer's (image-spec, config.md). One too many belongs to
// none.
[[nodiscard]] std::vector<HistoryStep> historySteps(const oci::ImageConfig &config, std::size_t layers);
[[nodiscard]] std::vector<LayerInfo> layerInfos(const ImageParts &parts, const UnionTree &all,
                                                const std::vector<HistoryStep> &history);
// What the databases that a container sees say.
[[nodiscard]] PackageList installedPackages(const UnionTree &all);

struct DiveScore
{
    double efficiency = 1.0;
    std::int64_t wastedBytes = 0;
    std::vector<RepeatedFile> repeated;
};
[[nodiscard]] DiveScore diveScore(const UnionTree &all);
[[nodiscard]] Waste wasteOf(const UnionTree &all);

} // namespace tare::image
