// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <vector>

namespace tare::gui {

enum class LiveUnit { Percent, Bytes, BytesPerSecond, Count };

// A zero-based axis with ticks that read well: 1, 2, 5 × 10ⁿ, for bytes powers of two.
struct ChartAxis
{
    double top = 1;
    std::vector<double> ticks; // ascending, with 0 and top

    // `most` is the largest value to be shown.
    [[nodiscard]] static ChartAxis fit(double most, LiveUnit unit);
};

[[nodiscard]] QString chartText(double value, LiveUnit unit);     // exact enough for a tooltip
[[nodiscard]] QString chartTickText(double value, LiveUnit unit); // short

} // namespace tare::gui
