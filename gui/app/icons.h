// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QString>

namespace tare::gui {

// resources/icons/NAME.svg, drawn in the palette's text colour at the time of painting (so that it follows light and
// dark), and in the disabled and highlighted text colours where those are asked for.
[[nodiscard]] QIcon themedIcon(const QString &name);
// The application's own, in its colours.
[[nodiscard]] QIcon applicationIcon();

} // namespace tare::gui
