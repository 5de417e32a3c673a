// SPDX-License-Identifier: GPL-3.0-or-later
// tare/starter:latest: an image from the machine's own static busybox, so that the first container needs no network.
#pragma once

#include "core/base/result.h"
#include "core/image/image_unpacker.h"
#include "core/image/store.h"

#include <string>

namespace tare::image {

inline constexpr char starterName[] = "tare/starter:latest";

// The image that bears the name, made first when there is none or its layers are gone. The same busybox gives the same
// id. NotOnThisMachine says what to install when there is no static busybox ($TARE_BUSYBOX names another one).
[[nodiscard]] Result<StoredImage> ensureStarter(Store &store, const UnpackOptions &options);

} // namespace tare::image
