// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/chart_painter.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

namespace tare::gui {

namespace {

constexpr double leastBar = 2;       // a bar that is there is seen
constexpr double enlargedHeight = 0.7; // of a bar's
constexpr double tall = 1e5;

QFont scaled(QFont font, double factor, bool bold = false)
{
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factor);
    else
        font.setPixelSize(static_cast<int>(font.pixelSize() * factor));
    font.setBold(bold);
    return font;
}

double nameWidth(const ChartData &data, const QFontMetricsF &text, const QFontMetricsF &small)
{
    double width = 0;
    for (const ChartRow &row : data.rows)
        width = std::max({width, text.horizontalAdvance(row.name), small.horizontalAdvance(row.note)});
    return std::ceil(width) + 1;
}

// Entries of the legend below a bar, broken into lines; returns the height that they take.
double placeLegend(BarPlace &place, const ChartData &data, const ChartBar &bar, const ChartLayout &layout, double top)
{
    const QFontMetricsF small(layout.smallFont);
    const double swatch = std::round(small.ascent() * 0.8);
    double x = layout.left;
    double y = top + small.ascent();
    for (int i = 0; i < bar.segments.size(); ++i) {
        const ChartSegment &segment = bar.segments[i];
        LegendEntry entry;
        entry.words = segment.name + QChar(0x00A0) + chartValue(segment.value, data.unit);
        entry.segment = i;
        const double width = swatch + layout.unit / 2 + small.horizontalAdvance(entry.words);
        if (x > layout.left && x + width > layout.right) {
            x = layout.left;
            y += small.lineSpacing() + 2;
        }
        entry.swatch = QRectF(x, y - swatch + 1, swatch, swatch);
        entry.text = QPointF(x + swatch + layout.unit / 2, y);
        place.legend.append(entry);
        x += width + 2 * layout.unit;
    }
    return y + small.descent() - top;
}

QRectF textBox(const QFont &font, const QString &words, double x, double y, double width)
{
    QRectF box = QFontMetricsF(font).boundingRect(QRectF(x, y, width, tall), Qt::TextWordWrap, words);
    box.setLeft(x);
    box.setWidth(width);
    return box;
}

// Fits the longest bar and its label beside each other, or says that the labels go below.
bool scaleToWidth(ChartLayout &layout, const ChartData &data, const QFontMetricsF &text)
{
    constexpr double leastPlot = 0.4;
    double label = 0, shortest = 1e300;
    const double plot = std::max(layout.right - layout.left, 1.0);
    const double reach = std::max(data.reach(), 1.0);
    // Every bar with its label must end within the plot: bar × perUnit + label ≤ plot.
    for (const ChartRow &row : data.rows)
        for (const ChartBar &bar : row.bars) {
            const double drawn = bar.reach() * bar.enlarged;
            label = text.horizontalAdvance(bar.valueText) + 2 * layout.unit;
            if (drawn > 0)
                shortest = std::min(shortest, std::max(plot - label, 0.0) / drawn);
        }
    const double whole = plot / std::max(layout.scale.end, reach);
    const bool below = shortest < leastPlot * plot / reach;
    layout.perUnit = below ? whole : std::min(shortest, whole);
    return below;
}

} // namespace

ChartLayout layOutChart(const ChartData &data, const QFont &font, double width)
{
    ChartLayout layout;
    layout.titleFont = scaled(font, 1.25, true);
    layout.textFont = font;
    layout.smallFont = scaled(font, 0.9);
    const QFontMetricsF text(layout.textFont), small(layout.smallFont);
    const double unit = layout.unit = std::max(6.0, std::round(text.lineSpacing() / 2));
    const double barHeight = std::round(text.lineSpacing() * 1.4);

    const double inner = std::max(width - 2 * unit, 1.0);
    layout.title = textBox(layout.titleFont, data.title, unit, unit, inner);
    layout.subtitle = textBox(layout.smallFont, data.subtitle, unit, layout.title.bottom() + unit / 2, inner);
    layout.scale = chartScale(data.reach(), data.unit);
    layout.left = unit + std::min(nameWidth(data, text, small), inner * 0.4) + unit * 1.5;
    layout.right = width - unit * 2;
    layout.top = layout.subtitle.bottom() + unit * 1.5;
    const bool labelsBelow = scaleToWidth(layout, data, text);
    const double middle = (text.ascent() - text.descent()) / 2;

    double y = layout.top + unit;
    for (int r = 0; r < data.rows.size(); ++r) {
        const ChartRow &row = data.rows[r];
        const double rowTop = y;
        for (int b = 0; b < row.bars.size(); ++b) {
            const ChartBar &bar = row.bars[b];
            BarPlace place;
            place.row = r;
            place.bar = b;
            const double high = bar.isEnlarged() ? std::round(barHeight * enlargedHeight) : barHeight;
            const double far = bar.total() * bar.enlarged * layout.perUnit;
            place.length = QRectF(layout.left, y, bar.segments.isEmpty() ? 0 : std::max(far, leastBar), high);
            const double begin = y;
            y += high;
            const double end = layout.left + bar.reach() * bar.enlarged * layout.perUnit;
            if (labelsBelow) {
                place.label = QPointF(layout.left, y + text.ascent());
                y += text.lineSpacing();
            } else {
                place.label = QPointF(std::max(end, place.length.right()) + unit, place.length.center().y() + middle);
            }
            // The legend names what the enlarged bar shows too: once is enough.
            const bool last = b + 1 == row.bars.size();
            if (data.legend && last && bar.segments.size() > 1)
                y += unit / 2 + placeLegend(place, data, bar, layout, y + unit / 2);
            place.touch = QRectF(unit / 2, begin - 3, width - unit, y - begin + 6);
            layout.bars.append(place);
            y += unit * 0.75;
        }
        const double words = text.lineSpacing() + (row.note.isEmpty() ? 0 : small.lineSpacing());
        y = std::max(y - unit * 0.75, rowTop + words) + unit * 2;
    }
    layout.bottom = y - unit;
    layout.height = layout.bottom + 2 * small.lineSpacing() + unit * 1.5;
    return layout;
}

} // namespace tare::gui
