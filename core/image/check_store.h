// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the store still holds what it says, and getting back what it lost.
#pragma once

#include "core/base/result.h"
#include "core/image/image_unpacker.h"
#include "core/image/store.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tare::image {

struct CheckFault
{
    std::string digest; // of the blob, or "sha256:" and the layer's chain id
    std::string image;  // a name or the id of an image that needs it; empty: none does
    std::string what;   // a clause
    bool repaired = false;
    bool repairable = false; // with `repair` it would be
};

struct CheckReport
{
    std::int64_t images = 0, blobs = 0, layers = 0, bytes = 0; // looked at
    std::vector<CheckFault> faults;
};

// Every blob is read and compared with its digest, and every image must have all its blobs and unpacked layers. With
// `repair` a broken blob is fetched again from the registry that served the image (by digest), and a layer that is not
// unpacked, or whose folder is damaged, is unpacked from its blob.
[[nodiscard]] Result<CheckReport> checkStore(Store &store, bool repair, const UnpackOptions &options);

} // namespace tare::image
