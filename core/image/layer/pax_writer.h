// SPDX-License-Identifier: GPL-3.0-or-later
// A tar stream as Go's archive/tar writes it, which all engines read: ustar, and pax records for what does not fit
// (POSIX.1-2008, pax). Extended attributes are SCHILY.xattr records.
#pragma once

#include "core/base/result.h"
#include "core/image/layer/tar_reader.h"
#include "core/image/stream/byte_sink.h"

namespace tare::image {

class PaxWriter
{
public:
    // `sink` must outlive it; finish() does not finish the sink.
    explicit PaxWriter(ByteSink &sink) : m_sink(sink) {}

    // A file's `size` bytes follow by data(), all of them, before the next entry. The path of a folder ends in "/".
    [[nodiscard]] Status add(const TarEntry &entry);
    [[nodiscard]] Status data(std::string_view bytes);
    // A file whose bytes come from a descriptor. One that shrinks meanwhile is filled up with zeros, one that grows is
    // cut: what was said of its size must hold.
    [[nodiscard]] Status addFile(const TarEntry &entry, int fd);
    [[nodiscard]] Status finish();

private:
    [[nodiscard]] Status pad();

    ByteSink &m_sink;
    std::int64_t m_left = 0; // of the entry's data
    std::int64_t m_size = 0;
};

} // namespace tare::image
