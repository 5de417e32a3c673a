// SPDX-License-Identifier: GPL-3.0-or-later
// The databases of dpkg, apk and rpm, read from bytes that a stranger wrote. No program and no library of theirs is used:
// a few fields of each package, within limits.
#pragma once

#include "core/base/result.h"
#include "core/image/inspect/layer_index.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tare::image {

inline constexpr std::int64_t maxPackageDatabase = 256LL << 20U;
inline constexpr std::size_t maxPackages = 200'000;
inline constexpr std::size_t maxPackageField = 1024; // bytes of a name, a version, an architecture

// Quick and generous, for paths as they stand in a tar; then isPackageDatabase() for those that are cleaned.
[[nodiscard]] bool mayBePackageDatabase(std::string_view path);
[[nodiscard]] bool isPackageDatabase(std::string_view path);

// By database.path: fills `packages`, or says why not in `unread`.
void readPackageDatabase(std::string_view bytes, PackageDatabase &database);

using Packages = std::vector<Package>;
// deb822 paragraphs (dpkg(1), "status"): those whose Status says installed; all, for a file without Status (status.d).
[[nodiscard]] Result<Packages> readDpkg(std::string_view bytes);
// apk's "installed": P, V, A, I.
[[nodiscard]] Result<Packages> readApk(std::string_view bytes);
// An rpm header without its magic (rpm, lib/header.c), as its databases hold it. No package for a public key.
[[nodiscard]] Status readRpmHeader(std::string_view bytes, Packages &out);
[[nodiscard]] Result<Packages> readRpmSqlite(std::string_view bytes); // rpmdb.sqlite
[[nodiscard]] Result<Packages> readRpmNdb(std::string_view bytes);    // Packages.db
[[nodiscard]] Result<Packages> readRpmBdb(std::string_view bytes);    // Packages: Berkeley DB hash, or btree refused

} // namespace tare::image
