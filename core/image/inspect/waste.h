// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes that an image carries for nothing, by two definitions, both named.
#pragma once

#include "core/image/inspect/node.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tare::image {

// A path that several layers hold.
struct RepeatedFile
{
    NodeId node = noNode;
    std::string path;
    std::int64_t cumulativeSize = 0;   // all its versions together
    std::vector<std::uint16_t> layers; // that hold or remove it, lowest first; one twice when it does both
};

// Stored in a layer, and covered or removed by a later one.
struct UnseenFile
{
    NodeId node = noNode;
    std::string path;
    std::int64_t bytes = 0; // of all the versions that nobody can see
    struct Version
    {
        std::uint16_t storedBy = 0; // the layer that has the bytes
        std::uint16_t hiddenBy = 0; // the layer that covered or removed them
        std::int64_t bytes = 0;
        bool removed = false; // not replaced by another version
    };
    std::vector<Version> versions;
};

struct Waste
{
    // dive's definition (wagoodman/dive, filetree.Efficiency): over all paths that are leaves of some layer's
    // tree, the least size of each over all sizes of it. A removed file counts with size 0, a removed folder
    // with all it held.
    double efficiency = 1.0;      // 0 … 1
    std::int64_t wastedBytes = 0; // cumulativeSize of all of `repeated`
    double wastedUserShare =
        0.0; // wastedBytes over the bytes of all layers but the lowest; 0 when there are none
    std::vector<RepeatedFile> repeated; // largest first

    // Tare's own: bytes of files that are in a layer and not in the image. A hard-linked file counts once,
    // and only when none of its names is left.
    std::int64_t storedBytes = 0;
    std::int64_t unseenBytes = 0;
    std::vector<UnseenFile> unseen; // largest first, empty files left out
};

} // namespace tare::image
