// SPDX-License-Identifier: GPL-3.0-or-later
// One file or text from the network, for whatever is no image: a guest kernel, an index of packages.
#pragma once

#include "core/base/cancel.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/oci/digest.h"
#include "core/registry/http.h"

#include <cstdint>
#include <string>

namespace tare::registry {

struct DownloadOptions
{
    std::string sha256;                 // 64 hex digits; DigestMismatch when the bytes are others
    std::int64_t maxBytes = 1LL << 30U; // TooLarge beyond
    bool insecure = false;              // of this host: plain http, or a certificate that nobody vouches for
    bool plain = false;                 // http of any host, which anybody on the way can read and change
    std::string progressId;             // Progress::id of what is told
    HttpOptions http;
};

struct Downloaded
{
    std::int64_t size = 0;
    oci::Digest digest; // sha256 of the bytes, whether one was asked for or not
};

// GET into `file`, which is there in whole or not at all (a temporary file beside it, fsync, rename; 0644
// minus umask). Tells Downloading (bytes, and the total when the server says it) and Done. NotFound for 404,
// Unauthorized for 401 and 403, NetworkError, Timeout, TooLarge, DigestMismatch, NoSpace, Cancelled,
// InvalidArgument for an address that may not be used: plain http is for loopback, unless `plain` or `insecure`.
[[nodiscard]] Result<Downloaded> download(const std::string &url, const std::string &file,
                                          const DownloadOptions &options = {},
                                          const ProgressSink &progress = {}, const CancelToken &cancel = {});

// GET of a small text of at most `limit` bytes. The same errors.
[[nodiscard]] Result<std::string> fetchText(const std::string &url, std::size_t limit = 16U << 20U,
                                            const CancelToken &cancel = {},
                                            const DownloadOptions &options = {});

} // namespace tare::registry
