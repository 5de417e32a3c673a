// SPDX-License-Identifier: GPL-3.0-or-later
// Paths in a container: absolute, bytes.
#pragma once

#include <string>

namespace tare::gui {

[[nodiscard]] std::string joinPath(const std::string &folder, const std::string &name);
// "/" of "/".
[[nodiscard]] std::string folderAbove(const std::string &path);
[[nodiscard]] std::string lastName(const std::string &path);

} // namespace tare::gui
