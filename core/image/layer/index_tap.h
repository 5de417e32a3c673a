// SPDX-License-Identifier: GPL-3.0-or-later
// Looks at a layer's tar stream while somebody else unpacks it, and makes the layer's index of what it sees: entries,
// hashes of the files' contents, package databases. An index that cannot be made never stops an unpacking.
#pragma once

#include "core/image/inspect/index_hash.h"
#include "core/image/inspect/layer_index_builder.h"
#include "core/image/layer/tar_reader.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tare::image {

class IndexTap
{
public:
    explicit IndexTap(const HashKey &key) : m_hash(key) {}

    // For each entry, in order: begin(), data() for all of a regular file's pieces, end().
    void begin(const TarEntry &entry);
    void data(std::string_view piece, std::int64_t offset);
    void end(const TarEntry &entry);
    // The error of whatever could not be indexed.
    [[nodiscard]] Result<IndexBytes> finish(const std::string &diffId, std::int64_t tarSize);

private:
    ContentHash m_hash;
    LayerIndexBuilder m_builder;
    std::optional<Error> m_failure;
    std::int64_t m_at = 0;    // of the current file
    std::string m_database;   // its path, when it is a package manager's database
    std::string m_bytes;      // of the database
    bool m_tooLarge = false;
};

// A whole layer that nobody unpacks. `maxBytes`: of its files, holes included. TooLarge, CorruptArchive.
[[nodiscard]] Status indexLayer(ByteSource &tar, const std::string &name, std::int64_t maxEntries, std::int64_t maxBytes,
                                IndexTap &tap);

} // namespace tare::image
