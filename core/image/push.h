// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/image/store.h"
#include "core/oci/reference.h"
#include "core/registry/credentials.h"
#include "core/registry/http.h"

#include <optional>

namespace tare::image {

struct PushTo
{
    oci::Reference reference; // a name that an image of the store bears
    bool insecure = false;
    registry::HttpOptions http;
    std::optional<registry::Credentials> credentials;
};

struct PushedImage
{
    oci::Digest id, digest; // of the configuration, of the manifest
    std::int64_t size = 0;  // of the manifest
};

// The image's blobs as they are stored, then its manifest, byte for byte, under the name's tag; its repository digest
// is written down. NoSuchImage, Unauthorized, RegistryError, …
[[nodiscard]] Result<PushedImage> pushImage(Store &store, const PushTo &to, const ProgressSink &progress,
                                            const CancelToken &cancel);

} // namespace tare::image
