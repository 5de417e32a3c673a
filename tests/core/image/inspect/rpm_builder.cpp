// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/image/inspect/rpm_builder.h"

#include <sqlite3.h>

namespace {

void put(std::string &out, std::uint32_t value, bool big, int size = 4)
{
    for (int i = 0; i < size; ++i)
        out += static_cast<char>(value >> (8 * (big ? size - 1 - i : i)) & 0xffU);
}

void putAt(std::string &page, std::size_t at, std::uint32_t value, bool big, int size = 4)
{
    std::string bytes;
    put(bytes, value, big, size);
    page.replace(at, bytes.size(), bytes);
}

} // namespace

std::string rpmHeader(const RpmPackage &p, std::size_t padding)
{
    struct Tag
    {
        std::uint32_t tag, type, count;
        std::string data;
    };
    std::vector<Tag> tags;
    tags.push_back({63, 7, 16, std::string(16, '\0')}); // RPMTAG_HEADERIMMUTABLE
    auto text = [](const std::string &s) { return s + std::string(1, '\0'); };
    auto number = [](std::uint32_t n) {
        std::string out;
        put(out, n, true);
        return out;
    };
    tags.push_back({1009, 4, 1, number(p.size)});
    if (p.epoch >= 0)
        tags.push_back({1003, 4, 1, number(static_cast<std::uint32_t>(p.epoch))});
    tags.push_back({1000, 6, 1, text(p.name)});
    tags.push_back({1001, 6, 1, text(p.version)});
    tags.push_back({1002, 6, 1, text(p.release)});
    if (!p.arch.empty())
        tags.push_back({1022, 6, 1, text(p.arch)});
    tags.push_back({1005, 9, 1, text(std::string(padding, 'd'))}); // a long description
    std::string index, data;
    for (const Tag &tag : tags) {
        put(index, tag.tag, true);
        put(index, tag.type, true);
        put(index, static_cast<std::uint32_t>(data.size()), true);
        put(index, tag.count, true);
        data += tag.data;
    }
    std::string out;
    put(out, static_cast<std::uint32_t>(tags.size()), true);
    put(out, static_cast<std::uint32_t>(data.size()), true);
    return out + index + data;
}

std::string ndbDatabase(const std::vector<RpmPackage> &packages)
{
    std::string out = "RpmP";
    put(out, 0, false);
    put(out, 1, false);
    put(out, 1, false); // pages of slots
    out.resize(32, '\0');
    std::string blobs;
    for (std::size_t i = 0; i < 254; ++i) {
        out += "Slot";
        const bool used = i < packages.size();
        put(out, used ? static_cast<std::uint32_t>(i + 1) : 0, false);
        put(out, used ? static_cast<std::uint32_t>((4096 + blobs.size()) / 16) : 0, false);
        const std::string header = used ? rpmHeader(packages[i], 300) : std::string();
        put(out, static_cast<std::uint32_t>((header.size() + 32 + 15) / 16), false);
        if (!used)
            continue;
        blobs += "BlbS";
        put(blobs, static_cast<std::uint32_t>(i + 1), false);
        put(blobs, 0, false);
        put(blobs, static_cast<std::uint32_t>(header.size()), false);
        blobs += header;
        blobs.resize((blobs.size() + 16 + 15) / 16 * 16, '\0');
    }
    return out + blobs;
}

std::string bdbDatabase(const std::vector<RpmPackage> &packages, bool big)
{
    constexpr std::size_t pageSize = 512;
    std::string meta(pageSize, '\0');
    putAt(meta, 12, 0x061561, big);
    putAt(meta, 16, 9, big);
    putAt(meta, 20, pageSize, big);
    meta[25] = 8;
    std::string hash(pageSize, '\0');
    std::string overflow;
    putAt(hash, 8, 1, big);
    hash[25] = 13;
    std::size_t top = pageSize;
    std::size_t entries = 0;
    for (const RpmPackage &package : packages) {
        top -= 8; // the key: a number on the page itself
        hash[top] = 1;
        putAt(hash, 26 + 2 * entries++, static_cast<std::uint32_t>(top), big, 2);
        const std::string value = rpmHeader(package, 1500);
        top -= 12;
        hash[top] = 3;
        putAt(hash, top + 4, static_cast<std::uint32_t>(2 + overflow.size() / pageSize), big);
        putAt(hash, top + 8, static_cast<std::uint32_t>(value.size()), big);
        putAt(hash, 26 + 2 * entries++, static_cast<std::uint32_t>(top), big, 2);
        for (std::size_t at = 0; at < value.size(); at += pageSize - 26) {
            const std::string piece = value.substr(at, pageSize - 26);
            std::string page(pageSize, '\0');
            const auto number = static_cast<std::uint32_t>(2 + overflow.size() / pageSize);
            putAt(page, 8, number, big);
            putAt(page, 16, at + pageSize - 26 < value.size() ? number + 1 : 0, big);
            putAt(page, 22, static_cast<std::uint32_t>(piece.size()), big, 2);
            page[25] = 7;
            page.replace(26, piece.size(), piece);
            overflow += page;
        }
    }
    putAt(hash, 20, static_cast<std::uint32_t>(entries), big, 2);
    return meta + hash + overflow;
}

std::string sqliteDatabase(const std::vector<RpmPackage> &packages)
{
    sqlite3 *db = nullptr;
    std::string out;
    if (sqlite3_open(":memory:", &db) != SQLITE_OK)
        return out;
    sqlite3_exec(db, "CREATE TABLE Packages (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL)", nullptr, nullptr, nullptr);
    sqlite3_stmt *insert = nullptr;
    sqlite3_prepare_v2(db, "INSERT INTO Packages (blob) VALUES (?)", -1, &insert, nullptr);
    for (const RpmPackage &package : packages) {
        const std::string header = rpmHeader(package, 9000);
        sqlite3_bind_blob(insert, 1, header.data(), static_cast<int>(header.size()), SQLITE_TRANSIENT);
        sqlite3_step(insert);
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    sqlite3_int64 size = 0;
    unsigned char *bytes = sqlite3_serialize(db, "main", &size, 0);
    out.assign(reinterpret_cast<const char *>(bytes), static_cast<std::size_t>(size));
    sqlite3_free(bytes);
    sqlite3_close(db);
    out[18] = out[19] = 2; // as WAL mode leaves them
    return out;
}
