// SPDX-License-Identifier: GPL-3.0-or-later
// What the package managers' own databases in an image say.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tare::image {

enum class PackageManager : std::uint8_t { Dpkg, Apk, Rpm };
[[nodiscard]] const char *packageManagerName(PackageManager manager); // "dpkg", "apk", "rpm"

struct Package
{
    PackageManager manager = PackageManager::Dpkg;
    std::string name, version, architecture; // any text: escape before showing
    std::int64_t size = -1;                  // installed bytes as the database says; -1: it does not say
    std::uint16_t layer = 0;                 // the layer that installed this version

    bool operator==(const Package &) const = default;
};

struct PackageList
{
    std::vector<Package> packages; // by name, then architecture
    // Databases that are there and could not be read: "var/lib/rpm/Packages: why".
    std::vector<std::string> unread;
};

// Debian's order (deb-version(7)), rpm's (rpmvercmp) or apk's; 1 when a is newer.
[[nodiscard]] int compareVersions(PackageManager manager, const std::string &a, const std::string &b);

} // namespace tare::image
