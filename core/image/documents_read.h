// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/inspect/documents.h"
#include "core/image/store.h"

namespace tare::image {

// What the store has of the image, from its index.json down. Nothing is hashed; what is not there is Missing, and what
// has another size than it should is Bad.
[[nodiscard]] Result<ImageDocuments> readDocuments(const Store &store, const StoredImage &image);

} // namespace tare::image
