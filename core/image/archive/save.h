// SPDX-License-Identifier: GPL-3.0-or-later
// Images into an archive: one tar that is Docker's (manifest.json, what `docker load`, podman and skopeo read) and an OCI
// image layout at once, as Docker 25 and later write it. Layers are the store's own bytes, so that digests survive, and
// a layer that several images have is in it once.
#pragma once

#include "core/base/result.h"
#include "core/image/image_unpacker.h"
#include "core/image/store.h"

#include <string>
#include <vector>

namespace tare::image {

struct SaveRequest
{
    std::vector<std::string> images; // "name:tag", "name" (all its tags), an id
    bool ociOnly = false;            // without manifest.json and repositories
};

// To `fd`, read to the end by whoever reads it. Every blob is compared with its digest on the way: DigestMismatch.
// The same images give the same bytes.
[[nodiscard]] Status saveArchive(Store &store, const SaveRequest &request, int fd, const UnpackOptions &options);

} // namespace tare::image
