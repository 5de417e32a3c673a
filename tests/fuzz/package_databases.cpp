// SPDX-License-Identifier: GPL-3.0-or-later
// A package manager's database: the first byte says which, the rest is it.
#include "core/image/inspect/package_section.h"
#include "core/image/packages/package_database.h"

#include <cstdint>
#include <cstdlib>
#include <iterator>

using namespace tare::image;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static constexpr const char *paths[] = {"var/lib/dpkg/status", "lib/apk/db/installed", "var/lib/rpm/rpmdb.sqlite",
                                            "var/lib/rpm/Packages.db", "var/lib/rpm/Packages"};
    if (size == 0)
        return 0;
    PackageDatabase database;
    database.path = paths[data[0] % std::size(paths)];
    readPackageDatabase({reinterpret_cast<const char *>(data) + 1, size - 1}, database);
    if (!database.unread.empty() && !database.packages.empty())
        std::abort();
    for (const Package &p : database.packages)
        (void)compareVersions(p.manager, p.version, database.packages.front().version);
    const auto again = readPackageSection(packageSection({database}));
    if (!again || again->front().packages != database.packages)
        std::abort();
    (void)readPackageSection({reinterpret_cast<const char *>(data), size});
    return 0;
}
