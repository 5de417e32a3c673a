// SPDX-License-Identifier: GPL-3.0-or-later
// rpm's rpmdb.sqlite: table Packages (hnum, blob). Opened from memory, read only, by SQLite with everything off that a
// schema could start.
#include "core/image/packages/package_database.h"

#include <cstring>
#include <memory>
#include <sqlite3.h>

namespace tare::image {
namespace {

constexpr int maxSteps = 20'000; // × 1000 instructions: some seconds
constexpr int maxBlob = 64 << 20;

struct CloseDb
{
    void operator()(sqlite3 *db) const { sqlite3_close_v2(db); }
};
struct EndStatement
{
    void operator()(sqlite3_stmt *s) const { sqlite3_finalize(s); }
};

tl::unexpected<Error> refused(sqlite3 *db)
{
    return fail(Errc::CorruptArchive, "rpmdb.sqlite", std::string("SQLite: ") + sqlite3_errmsg(db));
}

int countSteps(void *left) { return --*static_cast<int *>(left) < 0 ? 1 : 0; }

} // namespace

Result<Packages> readRpmSqlite(std::string_view bytes)
{
    if (bytes.size() < 100 || std::memcmp(bytes.data(), "SQLite format 3", 16) != 0)
        return fail(Errc::CorruptArchive, "rpmdb.sqlite", "it is no SQLite database");
    sqlite3 *raw = nullptr;
    const int opened = sqlite3_open_v2(":memory:", &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX, nullptr);
    const std::unique_ptr<sqlite3, CloseDb> db(raw);
    if (opened != SQLITE_OK)
        return refused(db.get());
    int left = maxSteps;
    sqlite3_progress_handler(db.get(), 1000, countSteps, &left);
    sqlite3_db_config(db.get(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(db.get(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(db.get(), SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(db.get(), SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    sqlite3_limit(db.get(), SQLITE_LIMIT_LENGTH, maxBlob);
    sqlite3_limit(db.get(), SQLITE_LIMIT_SQL_LENGTH, 1 << 20);
    sqlite3_limit(db.get(), SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(db.get(), SQLITE_LIMIT_WORKER_THREADS, 0);
    // A write-ahead log is a file beside it, which a database in memory cannot have: bytes 18 and 19 say there is none
    // (sqlite.org, fileformat2.html). What only the log held is not seen.
    auto *copy = static_cast<unsigned char *>(sqlite3_malloc64(bytes.size()));
    if (copy == nullptr)
        return fail(Errc::Internal, "rpmdb.sqlite", "out of memory");
    std::memcpy(copy, bytes.data(), bytes.size());
    copy[18] = copy[19] = 1;
    const auto size = static_cast<sqlite3_int64>(bytes.size());
    if (sqlite3_deserialize(db.get(), "main", copy, size, size,
                            SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY) != SQLITE_OK)
        return refused(db.get());
    sqlite3_stmt *rawStatement = nullptr;
    const int prepared = sqlite3_prepare_v2(db.get(), "SELECT blob FROM Packages", -1, &rawStatement, nullptr);
    const std::unique_ptr<sqlite3_stmt, EndStatement> statement(rawStatement);
    if (prepared != SQLITE_OK)
        return refused(db.get());
    Packages out;
    int code = 0;
    while ((code = sqlite3_step(statement.get())) == SQLITE_ROW) {
        if (sqlite3_column_type(statement.get(), 0) != SQLITE_BLOB)
            continue;
        const auto *blob = static_cast<const char *>(sqlite3_column_blob(statement.get(), 0));
        const auto length = static_cast<std::size_t>(sqlite3_column_bytes(statement.get(), 0));
        TARE_CHECK(readRpmHeader({blob, blob == nullptr ? 0 : length}, out));
    }
    if (code == SQLITE_INTERRUPT)
        return fail(Errc::TooLarge, "rpmdb.sqlite", "reading it takes too long");
    if (code != SQLITE_DONE)
        return refused(db.get());
    return out;
}

} // namespace tare::image
