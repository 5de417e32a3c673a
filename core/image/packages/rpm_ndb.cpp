// SPDX-License-Identifier: GPL-3.0-or-later
// rpm's "ndb" Packages.db (rpm, lib/backend/ndb/rpmpkg.c): a head, pages of slots, and blobs that slots point to.
#include "core/image/packages/bytes.h"
#include "core/image/packages/package_database.h"

namespace tare::image {
namespace {

constexpr std::uint32_t word(char a, char b, char c, char d)
{
    return static_cast<std::uint32_t>(a) | static_cast<std::uint32_t>(b) << 8U | static_cast<std::uint32_t>(c) << 16U |
           static_cast<std::uint32_t>(d) << 24U;
}

constexpr std::uint32_t headMagic = word('R', 'p', 'm', 'P');
constexpr std::uint32_t slotMagic = word('S', 'l', 'o', 't');
constexpr std::uint32_t blobMagic = word('B', 'l', 'b', 'S');
constexpr std::size_t page = 4096, slot = 16, block = 16, head = 32, blobHead = 16;

} // namespace

Result<Packages> readRpmNdb(std::string_view bytes)
{
    auto damaged = [](const char *why) { return fail(Errc::CorruptArchive, "Packages.db", why); };
    if (littleEndian32(bytes, 0) != headMagic)
        return damaged("it is no ndb database");
    if (littleEndian32(bytes, 4) != 0U)
        return fail(Errc::Unsupported, "Packages.db", "an ndb database of a newer version");
    const std::uint32_t pages = littleEndian32(bytes, 12).value_or(0);
    if (pages == 0 || pages > bytes.size() / page)
        return damaged("its slots are cut off");
    Packages out;
    for (std::size_t at = head; at + slot <= pages * page; at += slot) {
        if (littleEndian32(bytes, at) != slotMagic)
            return damaged("a slot is damaged");
        const std::uint32_t package = *littleEndian32(bytes, at + 4);
        if (package == 0) // free
            continue;
        const std::size_t blob = std::size_t{*littleEndian32(bytes, at + 8)} * block;
        if (littleEndian32(bytes, blob) != blobMagic || littleEndian32(bytes, blob + 4) != package)
            return damaged("a slot points to no package");
        const auto size = littleEndian32(bytes, blob + 12);
        if (!size || *size > bytes.size() - blob - blobHead)
            return damaged("a package is cut off");
        TARE_CHECK(readRpmHeader(bytes.substr(blob + blobHead, *size), out));
    }
    return out;
}

} // namespace tare::image
