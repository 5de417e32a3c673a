// SPDX-License-Identifier: GPL-3.0-or-later
// rpm's oldest database: a Berkeley DB hash (libdb, src/dbinc/db_page.h), read page by page without its library. Packages
// are larger than a page, so every value of interest stands on a chain of overflow pages.
#include "core/image/packages/bytes.h"
#include "core/image/packages/package_database.h"

#include <bit>

namespace tare::image {
namespace {

constexpr std::uint32_t hashMagic = 0x061561;
constexpr std::uint32_t btreeMagic = 0x053162;
constexpr std::size_t pageHead = 26;
constexpr unsigned char hashPageOld = 2, offPage = 3, overflowPage = 7, hashMeta = 8, hashPage = 13;
constexpr std::size_t maxValue = 64U << 20U;

struct Database
{
    std::string_view bytes;
    bool big = false;
    std::size_t pageSize = 0;

    [[nodiscard]] std::string_view page(std::uint64_t n) const
    {
        return n < bytes.size() / pageSize ? bytes.substr(static_cast<std::size_t>(n) * pageSize, pageSize) : std::string_view();
    }
    [[nodiscard]] std::uint32_t u32(std::string_view p, std::size_t at) const
    {
        return static_cast<std::uint32_t>(numberAt<4>(p, at, big).value_or(0));
    }
    [[nodiscard]] std::size_t u16(std::string_view p, std::size_t at) const
    {
        return static_cast<std::size_t>(numberAt<2>(p, at, big).value_or(0));
    }
};

tl::unexpected<Error> damaged(const char *why) { return fail(Errc::CorruptArchive, "Packages", why); }

Result<std::string> chain(const Database &db, std::uint32_t first, std::size_t size, std::size_t &budget)
{
    std::string out;
    for (std::uint32_t at = first; at != 0;) {
        const std::string_view page = db.page(at);
        if (page.empty() || static_cast<unsigned char>(page[25]) != overflowPage)
            return damaged("a package's pages are not where they should be");
        if (budget == 0)
            return damaged("a package's pages go in a circle");
        --budget;
        const std::uint32_t next = db.u32(page, 16);
        const std::size_t used = next == 0 ? db.u16(page, 22) : page.size() - pageHead;
        if (used > page.size() - pageHead || out.size() + used > maxValue)
            return damaged("a package is larger than its pages");
        out += page.substr(pageHead, used);
        at = next;
    }
    if (out.size() < size)
        return damaged("a package is cut off");
    out.resize(size);
    return out;
}

} // namespace

Result<Packages> readRpmBdb(std::string_view bytes)
{
    Database db;
    db.bytes = bytes;
    const auto magic = numberAt<4>(bytes, 12, false);
    const auto swapped = numberAt<4>(bytes, 12, true);
    if (!magic || (*magic != hashMagic && *swapped != hashMagic)) {
        const bool btree = magic && (*magic == btreeMagic || *swapped == btreeMagic);
        return fail(Errc::Unsupported, "Packages",
                    btree ? "a Berkeley DB btree, which rpm never wrote for packages" : "it is no Berkeley DB hash");
    }
    db.big = *magic != hashMagic;
    db.pageSize = db.u32(bytes, 20);
    if (!std::has_single_bit(db.pageSize) || db.pageSize < 512 || db.pageSize > 65536 || bytes.size() < db.pageSize)
        return damaged("an impossible page size");
    if (bytes[24] != 0)
        return fail(Errc::Unsupported, "Packages", "an encrypted database");
    if (static_cast<unsigned char>(bytes[25]) != hashMeta)
        return damaged("its first page is another");
    Packages out;
    const std::size_t pages = bytes.size() / db.pageSize;
    std::size_t budget = 2 * pages; // each page belongs to one package at most
    for (std::size_t n = 1; n < pages; ++n) {
        const std::string_view page = db.page(n);
        const auto type = static_cast<unsigned char>(page[25]);
        if (type != hashPage && type != hashPageOld)
            continue;
        const std::size_t entries = db.u16(page, 20);
        if (entries % 2 != 0 || pageHead + 2 * entries > page.size())
            return damaged("a page with more on it than fits");
        for (std::size_t i = 1; i < entries; i += 2) { // keys stand before their values
            const std::size_t at = db.u16(page, pageHead + 2 * i);
            if (at + 12 > page.size() || static_cast<unsigned char>(page[at]) != offPage)
                continue;
            const std::size_t size = db.u32(page, at + 8);
            if (size > maxValue)
                return damaged("a package of an impossible size");
            const std::string value = TARE_TRY(chain(db, db.u32(page, at + 4), size, budget));
            TARE_CHECK(readRpmHeader(value, out));
        }
    }
    return out;
}

} // namespace tare::image
