// SPDX-License-Identifier: GPL-3.0-or-later
// The file system of a container, put together in a mount namespace of this process.
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"

#include <string>
#include <utility>
#include <vector>

namespace tare::image {

struct LayerMount
{
    std::string target; // in the container
    std::string source;
    bool readOnly = false;
};

struct ContainerLayers
{
    std::vector<std::string> lower; // folders, lowest first
    std::string upper, work;        // the container's own; `work` only for writing
    std::vector<LayerMount> mounts; // parents first
};

enum class View {
    Image,    // what is below the container
    ReadOnly, // the container, also while it runs; with those of its mounts for which there is a place
    Writable  // the container, only while nobody else has it mounted; with its mounts
};

// Mounts are of this thread and those it starts, from now on.
[[nodiscard]] Status enterPrivateMounts();
// The root of the view. `place`, a folder of ours, is where it is mounted; it may be mounted upon several times. `empty`
// is an empty folder.
[[nodiscard]] Result<UniqueFd> openView(const ContainerLayers &layers, View view, const std::string &place,
                                        const std::string &empty);

} // namespace tare::image
