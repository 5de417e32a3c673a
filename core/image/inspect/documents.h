// SPDX-License-Identifier: GPL-3.0-or-later
// An image's anatomy: index, manifests, configuration and layers, as the store has them, with their very
// bytes.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace tare::image {

struct ImageDocument
{
    enum class Kind { Layout, Index, Manifest, Config, Layer, Other }; // Layout: the store's own index.json
    enum class Check {
        NotChecked, // its bytes are there and were not hashed
        Good,       // its bytes are there and have the digest
        Bad,        // there are bytes, and their digest or number is another
        Missing,    // not in the store (an index names platforms that were not pulled)
    };
    Kind kind = Kind::Other;
    Check check = Check::NotChecked;
    std::string mediaType;
    std::string digest;                             // "sha256:…"; of the layout: empty
    std::int64_t size = 0;                          // as whoever refers to it says
    std::string platform;                           // "linux/amd64/v2", of what an index names
    std::map<std::string, std::string> annotations; // of the descriptor that names it
    std::string bytes;                 // of documents, whole; empty for a layer and for what is missing
    std::string diffId;                // of a layer
    std::vector<std::size_t> children; // positions in ImageDocuments::all
};

struct ImageDocuments
{
    std::vector<ImageDocument> all; // the first is the top
    std::size_t manifest = 0;       // position of the manifest that the image is
};

} // namespace tare::image
