// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/packages/package_database.h"

#include <array>

namespace tare::image {
namespace {

constexpr std::string_view dpkgStatus = "var/lib/dpkg/status";
constexpr std::string_view dpkgParts = "var/lib/dpkg/status.d/"; // of images without dpkg
constexpr std::array<std::string_view, 2> apkFiles = {"lib/apk/db/installed", "usr/lib/apk/db/installed"};
constexpr std::array<std::string_view, 3> rpmFolders = {"var/lib/rpm/", "usr/lib/sysimage/rpm/", "usr/share/rpm/"};
constexpr std::array<std::string_view, 3> rpmFiles = {"rpmdb.sqlite", "Packages.db", "Packages"};

std::string_view rpmFile(std::string_view path)
{
    for (const std::string_view folder : rpmFolders) {
        for (const std::string_view file : rpmFiles) {
            if (path.starts_with(folder) && path.substr(folder.size()) == file)
                return file;
        }
    }
    return {};
}

bool isDpkgPart(std::string_view path)
{
    return path.starts_with(dpkgParts) && path.size() > dpkgParts.size() && !path.ends_with(".md5sums") &&
           path.find('/', dpkgParts.size()) == std::string_view::npos;
}

bool isApk(std::string_view path) { return path == apkFiles[0] || path == apkFiles[1]; }

Result<Packages> read(std::string_view bytes, std::string_view path)
{
    if (isApk(path))
        return readApk(bytes);
    const std::string_view rpm = rpmFile(path);
    if (rpm == rpmFiles[0])
        return readRpmSqlite(bytes);
    if (rpm == rpmFiles[1])
        return readRpmNdb(bytes);
    if (rpm == rpmFiles[2])
        return readRpmBdb(bytes);
    return readDpkg(bytes);
}

} // namespace

bool mayBePackageDatabase(std::string_view path)
{
    return path.find("lib/dpkg/") != std::string_view::npos || path.find("apk/db/") != std::string_view::npos ||
           path.find("rpm/") != std::string_view::npos || path.find("/./") != std::string_view::npos ||
           path.find("..") != std::string_view::npos || path.find("//") != std::string_view::npos;
}

bool isPackageDatabase(std::string_view path)
{
    return path == dpkgStatus || isDpkgPart(path) || isApk(path) || !rpmFile(path).empty();
}

void readPackageDatabase(std::string_view bytes, PackageDatabase &database)
{
    auto packages = read(bytes, database.path);
    if (!packages)
        database.unread = packages.error().reason.empty() ? packages.error().text() : packages.error().reason;
    else
        database.packages = std::move(*packages);
}

} // namespace tare::image
