// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/image/image_unpacker.h"
#include "core/image/store.h"
#include "core/oci/platform.h"
#include "core/oci/reference.h"
#include "core/registry/credentials.h"
#include "core/registry/http.h"

#include <optional>

namespace tare::image {

struct PullFrom
{
    oci::Reference reference;
    oci::Platform platform;
    bool insecure = false;
    registry::HttpOptions http;
    std::optional<registry::Credentials> credentials; // instead of those that files and helpers know
};

// The image as the registry, or the first of its mirrors that does not fail, has it now, for the platform asked for.
// Layers come three at once, each with its progress, and several are unpacked at once as they come. NotFound, Unauthorized, WrongPlatform, RegistryError,
// DigestMismatch, …
[[nodiscard]] Result<StoredImage> pullImage(Store &store, const PullFrom &from, const UnpackOptions &options);

} // namespace tare::image
