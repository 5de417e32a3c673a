// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/archive/load.h"
#include "core/registry/http.h"

namespace tare::image {

// The same as importRootfs() with an address as `request.file`. It may be plain http, as in Docker, but an https server
// may not lead to http. At most UnpackOptions::maxUnpacked bytes come, or 128 GiB. NotFound, Unauthorized, NetworkError,
// Timeout, TooLarge, NoSpace, Cancelled; CorruptArchive for what is no tar.
[[nodiscard]] Result<StoredImage> importUrl(Store &store, const ImportRequest &request,
                                            const registry::HttpOptions &http, const UnpackOptions &options);

} // namespace tare::image
