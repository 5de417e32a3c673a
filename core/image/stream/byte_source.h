// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes in pieces, pulled by whoever wants them. Sources are put one into another: file, hash, inflate, thread.
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/oci/digest.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace tare::image {

class ByteSource
{
public:
    ByteSource() = default;
    ByteSource(const ByteSource &) = delete;
    ByteSource &operator=(const ByteSource &) = delete;
    virtual ~ByteSource() = default;
    // The next piece, empty at the end. Valid until the next call. Once failed or ended, not to be called again.
    [[nodiscard]] virtual Result<std::string_view> next() = 0;
};

using Source = std::unique_ptr<ByteSource>;

// `read` is told how many bytes have come so far, at each piece.
[[nodiscard]] Source fileSource(UniqueFd fd, std::string name, const CancelToken &cancel,
                                std::function<void(std::int64_t)> read = {});
// `size` bytes of it from `offset` on; the descriptor may be shared, its position does not matter. Fewer: CorruptArchive.
[[nodiscard]] Source partSource(UniqueFd fd, std::string name, std::int64_t offset, std::int64_t size,
                                const CancelToken &cancel, std::function<void(std::int64_t)> read = {});
// `bytes` must outlive it. `piece` is how much comes at once.
[[nodiscard]] Source memorySource(std::string_view bytes, std::size_t piece = 1U << 20U);
// Feeds every byte to `hasher` as it passes, and counts them. Both must outlive it.
[[nodiscard]] Source hashingSource(Source inner, oci::Hasher &hasher, std::int64_t &count);
// Feeds `hasher` and writes to `fd` what passes, unless that is -1. Both must outlive it.
[[nodiscard]] Source copyingSource(Source inner, oci::Hasher &hasher, std::int64_t &count, int fd, std::string name);
// TooLarge when more than `limit` bytes pass; `what` names the thing.
[[nodiscard]] Source limitedSource(Source inner, std::int64_t limit, std::string what);
// Runs `inner` in a thread of its own, a few megabytes ahead.
[[nodiscard]] Source threadedSource(Source inner);

// Reads to the end and throws away.
[[nodiscard]] Status drain(ByteSource &source);

} // namespace tare::image
