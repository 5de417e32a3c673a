// SPDX-License-Identifier: GPL-3.0-or-later
// rpm's databases written by hand, in each of their formats.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

struct RpmPackage
{
    std::string name, version, release, arch;
    std::uint32_t size = 0;
    int epoch = -1;
};

// A header as in a database: without its magic, with an immutable region's entry first.
[[nodiscard]] std::string rpmHeader(const RpmPackage &package, std::size_t padding = 0);
[[nodiscard]] std::string ndbDatabase(const std::vector<RpmPackage> &packages);
// With values of several pages; `big`: written by a machine of the other byte order.
[[nodiscard]] std::string bdbDatabase(const std::vector<RpmPackage> &packages, bool big = false);
// By the sqlite3 library, with the bytes of a database in WAL mode.
[[nodiscard]] std::string sqliteDatabase(const std::vector<RpmPackage> &packages);
