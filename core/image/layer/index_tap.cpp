// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/layer/index_tap.h"

#include "core/image/layer/entry_path.h"
#include "core/image/packages/package_database.h"

namespace tare::image {

void IndexTap::begin(const TarEntry &e)
{
    m_at = 0;
    m_database.clear();
    if (m_failure || e.type != TarEntry::Type::File)
        return;
    m_hash.begin();
    if (!mayBePackageDatabase(e.path))
        return;
    const auto parts = entryParts(e.path);
    if (!parts || !isPackageDatabase(partsText(*parts)))
        return;
    m_database = partsText(*parts);
    m_bytes.clear();
    m_tooLarge = e.size > maxPackageDatabase;
}

void IndexTap::data(std::string_view piece, std::int64_t offset)
{
    if (m_failure)
        return;
    if (offset > m_at) {
        m_hash.zeros(offset - m_at);
        m_at = offset;
    }
    m_hash.update(piece);
    m_at += static_cast<std::int64_t>(piece.size());
    if (m_database.empty() || m_tooLarge)
        return;
    if (m_at > maxPackageDatabase) {
        m_tooLarge = true;
        return;
    }
    m_bytes.resize(static_cast<std::size_t>(offset), '\0');
    m_bytes += piece;
}

void IndexTap::end(const TarEntry &e)
{
    if (m_failure)
        return;
    std::uint64_t hash = 0;
    if (e.type == TarEntry::Type::File) {
        if (e.size > m_at) // it ends in a hole
            m_hash.zeros(e.size - m_at);
        hash = m_hash.end();
    }
    if (Status added = m_builder.add(e, hash); !added)
        m_failure = std::move(added).error();
    if (m_database.empty())
        return;
    PackageDatabase database;
    database.path = m_database;
    if (m_tooLarge)
        database.unread = "it is larger than 256 MiB";
    else
        readPackageDatabase(m_bytes, database);
    m_bytes = {};
    if (!database.unread.empty() || !database.packages.empty())
        m_builder.addDatabase(std::move(database));
}

Result<IndexBytes> IndexTap::finish(const std::string &diffId, std::int64_t tarSize)
{
    if (m_failure)
        return tl::unexpected<Error>(*m_failure);
    return m_builder.finish({diffId, tarSize, m_hash.keyId()});
}

Status indexLayer(ByteSource &source, const std::string &name, std::int64_t maxEntries, std::int64_t maxBytes, IndexTap &tap)
{
    TarReader tar = TARE_TRY(TarReader::open(source, name));
    TarEntry entry;
    std::int64_t entries = 0;
    while (TARE_TRY(tar.next(entry))) {
        if (++entries > maxEntries)
            return fail(Errc::TooLarge, name, "more than " + std::to_string(maxEntries) + " files");
        if (entry.type == TarEntry::Type::File && (entry.size < 0 || entry.size > maxBytes))
            return fail(Errc::TooLarge, name, entry.path + " makes it larger than it may unpack to");
        maxBytes -= entry.type == TarEntry::Type::File ? entry.size : 0;
        tap.begin(entry);
        std::string_view piece;
        std::int64_t offset = 0;
        while (entry.type == TarEntry::Type::File && TARE_TRY(tar.data(piece, offset))) {
            if (offset < 0 || offset > entry.size || static_cast<std::int64_t>(piece.size()) > entry.size - offset)
                return fail(Errc::CorruptArchive, name, entry.path + " holds more than it says");
            tap.data(piece, offset);
        }
        tap.end(entry);
    }
    return {};
}

} // namespace tare::image
