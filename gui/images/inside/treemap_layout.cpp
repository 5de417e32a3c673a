// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/inside/treemap_layout.h"

#include <algorithm>
#include <numeric>

namespace tare::gui {

namespace {

// How far the worst tile of a row is from a square, when the row takes `sum` along a side of that length. The areas of a
// row descend, so that the worst is its first or its last.
double worst(double first, double last, double sum, double side)
{
    const double square = side * side, all = sum * sum;
    return std::max(square * first / all, all / (square * last));
}

} // namespace

std::vector<QRectF> squarify(const std::vector<double> &values, const QRectF &area)
{
    std::vector<QRectF> out(values.size());
    const auto end = std::find_if(values.begin(), values.end(), [](double v) { return !(v > 0); });
    const auto count = static_cast<std::size_t>(end - values.begin());
    const double total = std::accumulate(values.begin(), end, 0.0);
    if (count == 0 || area.isEmpty())
        return out;
    const double scale = area.width() * area.height() / total;
    QRectF free = area;
    for (std::size_t from = 0; from < count;) {
        const double side = std::max(std::min(free.width(), free.height()), 1e-6);
        const double first = values[from] * scale;
        double sum = first;
        std::size_t to = from + 1;
        for (double ratio = worst(first, first, sum, side); to < count; ++to) {
            const double next = values[to] * scale;
            const double longer = worst(first, next, sum + next, side);
            if (longer > ratio)
                break;
            ratio = longer;
            sum += next;
        }
        const bool column = free.width() >= free.height(); // the row stands at the left, tiles above each other
        const double thickness = sum / side;
        double at = column ? free.top() : free.left();
        for (std::size_t i = from; i < to; ++i) {
            const double length = values[i] * scale / thickness;
            out[i] = column ? QRectF(free.left(), at, thickness, length) : QRectF(at, free.top(), length, thickness);
            at += length;
        }
        if (column)
            free.setLeft(std::min(free.left() + thickness, free.right()));
        else
            free.setTop(std::min(free.top() + thickness, free.bottom()));
        from = to;
    }
    return out;
}

} // namespace tare::gui
