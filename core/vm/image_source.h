// SPDX-License-Identifier: GPL-3.0-or-later
// An image of the store as something to run outside of a container.
#pragma once

#include "core/base/cancel.h"
#include "core/base/paths.h"
#include "core/base/progress.h"
#include "core/image/store.h"
#include "core/vm/guest_command.h"

#include <string>
#include <vector>

namespace tare::vm {

struct ImageSource
{
    image::StoredImage image;
    std::vector<std::string> layers; // unpacked folders, lowest first
    std::string key;                 // the topmost chain id in hex
};

// By name or id. The starter image is made when it is missing, and layers are unpacked when they are not (by
// tare-image). NoSuchImage, WrongPlatform, and what tare-image says.
[[nodiscard]] Result<ImageSource> openImage(const Paths &paths, const std::string &nameOrId,
                                            const ProgressSink &progress, const CancelToken &cancel);

// What a container of this image would run with `command` after its name: entrypoint, environment, folder,
// user. InvalidArgument when neither says a command.
[[nodiscard]] Result<GuestCommand> commandOf(const oci::ImageConfig &config,
                                             const std::vector<std::string> &command);

} // namespace tare::vm
