// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <cstdint>

namespace tare::gui {

// "drwxr-xr-x", as ls writes it. `kind`: its first letter.
[[nodiscard]] QString modeText(char kind, std::uint32_t mode);

} // namespace tare::gui
