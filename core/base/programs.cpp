// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/programs.h"

#include "core/base/paths.h"

#include <climits>
#include <unistd.h>

namespace tare {

Result<std::string> findProgram(const std::string &name)
{
    char buffer[PATH_MAX];
    const ssize_t n = ::readlink("/proc/self/exe", buffer, sizeof buffer);
    std::string here = n > 0 ? std::string(buffer, static_cast<std::size_t>(n)) : std::string();
    here.resize(here.rfind('/') == std::string::npos ? 0 : here.rfind('/'));
    for (const std::string &dir : {environment("TARE_LIBEXEC"), here, here + "/../libexec/tare"}) {
        if (dir.empty())
            continue;
        std::string path = dir + "/" + name;
        if (::access(path.c_str(), X_OK) == 0)
            return path;
    }
    return fail(Errc::NotFound, name, "this part of Tare is not installed", "Install Tare again.");
}

} // namespace tare
