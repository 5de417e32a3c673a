// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/files/container_path.h"

namespace tare::gui {

std::string joinPath(const std::string &folder, const std::string &name)
{
    return folder.ends_with('/') ? folder + name : folder + "/" + name;
}

std::string folderAbove(const std::string &path)
{
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos || slash == 0 ? "/" : path.substr(0, slash);
}

std::string lastName(const std::string &path)
{
    return path.substr(path.rfind('/') + 1);
}

} // namespace tare::gui
