// SPDX-License-Identifier: GPL-3.0-or-later
// How a change of a file looks, the same in every view: a sign, a word and a colour, never the colour alone.
#pragma once

#include "core/image/inspect/node.h"

#include <QColor>
#include <QString>

namespace tare::gui {

[[nodiscard]] QString changeSign(image::Change change);  // "+", "~", "·", "−"; empty when unchanged
[[nodiscard]] QString changeWord(image::Change change);  // "added" …, translated; empty when unchanged
[[nodiscard]] QColor changeColor(image::Change change);  // of a ground (treemap); invalid when unchanged
[[nodiscard]] QColor changeTextColor(image::Change change); // legible on the base; the text's own when unchanged
// "contents, mode": what exactly differs (ChangedPart).
[[nodiscard]] QString changedPartsText(std::uint8_t parts);

} // namespace tare::gui
