// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <string>

namespace tare::gui {

// What a check found (core/preflight: English sentences), in the user's language; parts that are another's own words stay as
// they are. A sentence that nobody knows stays, too. Control characters are made visible.
[[nodiscard]] QString foundWords(const std::string &found);

} // namespace tare::gui
