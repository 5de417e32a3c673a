// SPDX-License-Identifier: GPL-3.0-or-later
// Where the tiles of a treemap lie: "Squarified Treemaps" (Bruls, Huizing, van Wijk; VisSym 2000).
#pragma once

#include <QRectF>
#include <vector>

namespace tare::gui {

// A rectangle for each value, in the order given, whose areas are to each other as the values are and which fill
// `area` together. Values come in descending order; one that is not above zero gets an empty rectangle.
[[nodiscard]] std::vector<QRectF> squarify(const std::vector<double> &values, const QRectF &area);

} // namespace tare::gui
