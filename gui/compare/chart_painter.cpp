// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/chart_painter.h"

#include "gui/app/theme.h"

#include <QApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPalette>
#include <algorithm>
#include <cmath>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr double barHeight = 22;
constexpr double barGap = 6;
constexpr double rowGap = 16;
constexpr double pointRadius = 2.5;
constexpr double whisker = 5;
constexpr double swatchSize = 9;
constexpr double leastBar = 2; // a bar that is there is seen

QColor textColour()
{
    return QApplication::palette().color(QPalette::WindowText);
}

// Segments of a bar, in order: the subject's own colour in steps of lightness, so that neighbours differ.
QColor segmentColour(measure::Subject subject, int index, qsizetype count)
{
    const QColor own = subjectColor(subject);
    if (count <= 1)
        return own;
    const float hue = own.hslHueF();
    const float saturation = own.hslSaturationF();
    constexpr float darkest = 0.28F, lightest = 0.78F;
    const float share = static_cast<float>(index) / static_cast<float>(count - 1);
    return QColor::fromHslF(std::max(hue, 0.0F), saturation, darkest + (lightest - darkest) * share);
}

QFont scaled(QFont font, double factor, bool bold = false)
{
    font.setPointSizeF(font.pointSizeF() * factor);
    font.setBold(bold);
    return font;
}

double nameWidth(const ChartData &data, const QFontMetricsF &text, const QFontMetricsF &small)
{
    double width = 0;
    for (const ChartRow &row : data.rows) {
        width = std::max({width, text.horizontalAdvance(row.name), small.horizontalAdvance(row.note)});
        for (const ChartBar &bar : row.bars)
            width = std::max(width, small.horizontalAdvance(bar.name));
    }
    return std::ceil(width) + 1;
}

// Entries of the legend below a bar, broken into lines; returns the height that they take.
double placeLegend(BarPlace &place, const ChartData &data, const ChartBar &bar, const ChartLayout &layout, double top)
{
    const QFontMetricsF small(layout.smallFont);
    double x = layout.left;
    double y = top + small.ascent();
    for (int i = 0; i < bar.segments.size(); ++i) {
        const ChartSegment &segment = bar.segments[i];
        LegendEntry entry;
        entry.words = segment.name + QChar(0x00A0) + chartValue(segment.value, data.unit);
        entry.segment = i;
        const double width = swatchSize + 4 + small.horizontalAdvance(entry.words);
        if (x > layout.left && x + width > layout.right) {
            x = layout.left;
            y += small.lineSpacing() + 2;
        }
        entry.swatch = QRectF(x, y - swatchSize + 1, swatchSize, swatchSize);
        entry.text = QPointF(x + swatchSize + 4, y);
        place.legend.append(entry);
        x += width + 2 * gridUnit;
    }
    return y + small.descent() - top;
}

void paintAxis(QPainter &painter, const ChartData &data, const ChartLayout &layout)
{
    const QFontMetricsF small(layout.smallFont);
    painter.setFont(layout.smallFont);
    for (double value = 0; value <= layout.scale.end * (1 + 1e-9); value += layout.scale.step) {
        const double x = layout.left + value * layout.perUnit;
        if (x > layout.right + 1)
            break;
        painter.setPen(QPen(gridColor(), 1));
        painter.drawLine(QPointF(std::round(x) + 0.5, layout.top), QPointF(std::round(x) + 0.5, layout.bottom));
        painter.setPen(quietTextColor());
        const QString label = QString::number(value / layout.scale.divisor, 'f', layout.scale.decimals);
        painter.drawText(QPointF(x - small.horizontalAdvance(label) / 2, layout.bottom + small.ascent() + 2), label);
    }
    painter.setPen(QPen(quietTextColor(), 1));
    painter.drawLine(QPointF(std::round(layout.left) + 0.5, layout.top), QPointF(std::round(layout.left) + 0.5, layout.bottom));
    painter.drawText(QPointF(layout.left, layout.bottom + small.lineSpacing() + small.ascent() + 4),
                     data.axis.arg(layout.scale.unitName));
}

void paintBar(QPainter &painter, const ChartRow &row, const ChartBar &bar, const QRectF &place, double perUnit)
{
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (bar.fill == ChartBar::Fill::Hatched) {
        painter.setPen(QPen(subjectColor(row.subject), 1));
        painter.setBrush(QBrush(subjectColor(row.subject), Qt::BDiagPattern));
        painter.drawRect(place.adjusted(0, 0, -1, -1));
    } else {
        double x = place.left();
        for (int i = 0; i < bar.segments.size(); ++i) {
            const double width = bar.segments.size() == 1 ? place.width() : bar.segments[i].value * perUnit;
            const QRectF piece(x, place.top(), std::max(width, bar.segments.size() == 1 ? leastBar : 0.0), place.height());
            painter.fillRect(piece, segmentColour(row.subject, i, bar.segments.size()));
            x += width;
        }
    }
    if (row.emulated) {
        // Dots on the edge, in the text's colour: legible on the bar, on the background and in print.
        QPen dots(textColour(), 1.5, Qt::DotLine);
        painter.setPen(dots);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(place.adjusted(0, 0, -1, -1));
    }
}

void paintRuns(QPainter &painter, const ChartBar &bar, const ChartLayout &layout, const QRectF &place)
{
    painter.setRenderHint(QPainter::Antialiasing, true);
    const double middle = place.center().y();
    const auto x = [&layout](double value) { return layout.left + value * layout.perUnit; };
    painter.setPen(QPen(QApplication::palette().color(QPalette::Base), 1));
    painter.setBrush(textColour());
    for (int i = 0; i < bar.points.size(); ++i) {
        // In three lanes, so that equal values are seen as several.
        const double lane = (i % 3 - 1) * place.height() / 4;
        painter.drawEllipse(QPointF(x(bar.points[i]), middle + lane), pointRadius, pointRadius);
    }
    if (!bar.interval)
        return;
    const double low = x(bar.interval->first);
    const double high = x(bar.interval->second);
    // A light edge below the dark line keeps it legible on the bar.
    for (const auto &[colour, width] : {std::pair(QApplication::palette().color(QPalette::Base), 4.0), std::pair(textColour(), 1.6)}) {
        painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::FlatCap));
        painter.drawLine(QPointF(low, middle), QPointF(high, middle));
        painter.drawLine(QPointF(low, middle - whisker), QPointF(low, middle + whisker));
        painter.drawLine(QPointF(high, middle - whisker), QPointF(high, middle + whisker));
    }
}

} // namespace

ChartLayout layOutChart(const ChartData &data, const QFont &font, double width)
{
    ChartLayout layout;
    layout.titleFont = scaled(font, 1.2, true);
    layout.textFont = font;
    layout.smallFont = scaled(font, 0.9);
    const QFontMetricsF title(layout.titleFont), text(layout.textFont), small(layout.smallFont);

    const double inner = std::max(width - 2 * gridUnit, 1.0);
    double y = gridUnit;
    layout.title = title.boundingRect(QRectF(gridUnit, y, inner, 1000), Qt::TextWordWrap, data.title);
    layout.title.setWidth(inner);
    y = layout.title.bottom() + gridUnit / 2.0;
    layout.subtitle = small.boundingRect(QRectF(gridUnit, y, inner, 1000), Qt::TextWordWrap, data.subtitle);
    layout.subtitle.setWidth(inner);
    y = layout.subtitle.bottom() + gridUnit * 1.5;

    double reach = 0;
    double label = 0; // room for the direct labels beyond the bars
    for (const ChartRow &row : data.rows)
        for (const ChartBar &bar : row.bars) {
            reach = std::max(reach, bar.reach());
            label = std::max(label, text.horizontalAdvance(bar.valueText));
        }
    layout.scale = chartScale(reach, data.unit);
    layout.left = gridUnit + std::min(nameWidth(data, text, small), inner * 0.4) + gridUnit * 1.5;
    layout.right = width - gridUnit * 2;
    layout.top = y;
    const double plot = std::max(layout.right - layout.left, 1.0);
    const double room = std::max(plot - label - 2 * gridUnit, plot * 0.3);
    layout.perUnit = std::min(room / std::max(reach, 1.0), plot / layout.scale.end);

    y += gridUnit;
    for (int r = 0; r < data.rows.size(); ++r) {
        const ChartRow &row = data.rows[r];
        const double rowTop = y;
        for (int b = 0; b < row.bars.size(); ++b) {
            BarPlace place;
            place.row = r;
            place.bar = b;
            place.bar_ = QRectF(layout.left, y, std::max(row.bars[b].total() * layout.perUnit, leastBar), barHeight);
            y += barHeight;
            if (data.legend && row.bars[b].segments.size() > 1)
                y += 4 + placeLegend(place, data, row.bars[b], layout, y + 4);
            place.touch = QRectF(gridUnit, place.bar_.top() - barGap / 2, width - 2 * gridUnit, y - place.bar_.top() + barGap);
            layout.bars.append(place);
            y += barGap;
        }
        const double words = text.lineSpacing() + (row.note.isEmpty() ? 0 : small.lineSpacing());
        y = std::max(y - barGap, rowTop + words) + rowGap;
    }
    layout.bottom = y - rowGap + gridUnit;
    layout.height = layout.bottom + 2 * small.lineSpacing() + gridUnit * 1.5;
    return layout;
}

void paintChart(QPainter &painter, const ChartData &data, const ChartLayout &layout, int current)
{
    painter.setRenderHint(QPainter::TextAntialiasing, true);
    painter.setFont(layout.titleFont);
    painter.setPen(textColour());
    painter.drawText(layout.title, Qt::TextWordWrap, data.title);
    painter.setFont(layout.smallFont);
    painter.setPen(quietTextColor());
    painter.drawText(layout.subtitle, Qt::TextWordWrap, data.subtitle);
    paintAxis(painter, data, layout);

    const QFontMetricsF text(layout.textFont), small(layout.smallFont);
    for (int i = 0; i < layout.bars.size(); ++i) {
        const BarPlace &place = layout.bars[i];
        const ChartRow &row = data.rows[place.row];
        const ChartBar &bar = row.bars[place.bar];
        const double nameEnd = layout.left - gridUnit * 1.5;
        const auto alignedRight = [&](const QString &words, const QFontMetricsF &metrics, double baseline) {
            const QString fitting = metrics.elidedText(words, Qt::ElideRight, nameEnd - gridUnit);
            painter.drawText(QPointF(nameEnd - metrics.horizontalAdvance(fitting), baseline), fitting);
        };
        if (place.bar == 0) {
            const double lines = row.bars.size() > 1 || row.note.isEmpty() ? 0 : small.lineSpacing();
            const double baseline = place.bar_.center().y() - lines / 2 + (text.ascent() - text.descent()) / 2;
            painter.setFont(layout.textFont);
            painter.setPen(subjectTextColor(row.subject));
            alignedRight(row.name, text, baseline);
            painter.setFont(layout.smallFont);
            painter.setPen(quietTextColor());
            if (!row.note.isEmpty())
                alignedRight(row.note, small, baseline + small.lineSpacing());
        }
        paintBar(painter, row, bar, place.bar_, layout.perUnit);
        paintRuns(painter, bar, layout, place.bar_);
        const double end = layout.left + bar.reach() * layout.perUnit;
        painter.setFont(layout.textFont);
        painter.setPen(textColour());
        painter.drawText(QPointF(std::max(end, place.bar_.right()) + gridUnit,
                                 place.bar_.center().y() + (text.ascent() - text.descent()) / 2),
                         bar.valueText);
        painter.setFont(layout.smallFont);
        for (const LegendEntry &entry : place.legend) {
            painter.fillRect(entry.swatch, segmentColour(row.subject, entry.segment, bar.segments.size()));
            painter.setPen(textColour());
            painter.drawText(entry.text, entry.words);
        }
        if (i == current) {
            painter.setRenderHint(QPainter::Antialiasing, true);
            painter.setPen(QPen(accentColor(), 1.5));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(place.touch.adjusted(1, 1, -1, -1), 3, 3);
        }
    }
}

} // namespace tare::gui
