// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/container/layers.h"
#include "core/image/image_unpacker.h"
#include "core/image/store.h"
#include "core/oci/reference.h"

#include <optional>

namespace tare::image {

struct CommitRequest
{
    std::string image;     // the container's
    std::string container; // its id
    std::string config;    // what the container ran with, as the "config" object of an image configuration
    std::string author, message;
    std::vector<std::string> changes; // Dockerfile instructions, applied after `config`
    std::optional<oci::Reference> name;
    ContainerLayers layers;
};

// What the container changed becomes one more layer on its image, a tar with OCI's whiteouts, and the image a new one.
[[nodiscard]] Result<StoredImage> commitContainer(Store &store, const CommitRequest &request,
                                                  const UnpackOptions &options);

// The root file system of a container as tar, without what is mounted in it.
[[nodiscard]] Status exportRootfs(Store &store, const ContainerLayers &layers, int fd, const UnpackOptions &options);

} // namespace tare::image
