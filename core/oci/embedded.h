// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/oci/manifest.h"

#include <optional>
#include <string>

namespace tare::oci {

// What a descriptor brings along in its field `data` (image-spec 1.1, descriptor.md, "Embedded Content"), decoded and
// checked; nothing when it has none. InvalidArgument for what is no base64, DigestMismatch for other bytes than the
// descriptor speaks of: whoever wrote it lies about one or the other.
[[nodiscard]] Result<std::optional<std::string>> embedded(const Descriptor &descriptor);

} // namespace tare::oci
