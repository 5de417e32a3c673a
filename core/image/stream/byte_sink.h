// SPDX-License-Identifier: GPL-3.0-or-later
// Where bytes go: the counterpart of byte_source.h. Sinks are put one into another too.
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/oci/digest.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace tare::image {

class ByteSink
{
public:
    ByteSink() = default;
    ByteSink(const ByteSink &) = delete;
    ByteSink &operator=(const ByteSink &) = delete;
    virtual ~ByteSink() = default;
    [[nodiscard]] virtual Status write(std::string_view bytes) = 0;
    // Nothing comes after it. Without it, what was written may be lost.
    [[nodiscard]] virtual Status finish() = 0;
};

using Sink = std::unique_ptr<ByteSink>;

// `fd` must outlive it; `name` is for errors. Small pieces are gathered.
[[nodiscard]] Sink fileSink(int fd, std::string name, const CancelToken &cancel);
// Feeds every byte to `hasher` as it passes, and counts them. Both must outlive it.
[[nodiscard]] Sink hashingSink(Sink inner, oci::Hasher &hasher, std::int64_t &count);
// gzip (isa-l), the same bytes for the same input in the same pieces.
[[nodiscard]] Sink gzipSink(Sink inner);

// A whole open file, from its beginning, at most `size` bytes; answers how many came.
[[nodiscard]] Result<std::int64_t> copyTo(ByteSink &sink, int fd, std::int64_t size, const std::string &name);

} // namespace tare::image
