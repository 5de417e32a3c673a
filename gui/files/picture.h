// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures from a stranger: only formats that are plain rasters, and only of a bounded size.
#pragma once

#include <QPixmap>
#include <string>

namespace tare::gui {

[[nodiscard]] bool mayBePicture(const std::string &fileName); // by its ending
// Null when it is none, or is larger than 64 MiB decoded.
[[nodiscard]] QPixmap readPicture(const std::string &bytes);

} // namespace tare::gui
