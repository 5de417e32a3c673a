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

namespace {

QColor textColour()
{
    return QApplication::palette().color(QPalette::WindowText);
}

QColor paperColour()
{
    return QApplication::palette().color(QPalette::Base);
}

void paintAxis(QPainter &painter, const ChartData &data, const ChartLayout &layout)
{
    const QFontMetricsF small(layout.smallFont);
    painter.setFont(layout.smallFont);
    painter.setRenderHint(QPainter::Antialiasing, false);
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

void paintSegments(QPainter &painter, const ChartRow &row, const ChartBar &bar, const BarPlace &place, double perUnit)
{
    double x = place.length.left();
    const qsizetype count = bar.segments.size();
    for (int i = 0; i < count; ++i) {
        const double width = count == 1 ? place.length.width() : bar.segments[i].value * bar.enlarged * perUnit;
        QColor colour = segmentColor(row.subject, i, count);
        if (bar.isEnlarged() && count == 1)
            colour.setAlphaF(0.6F);
        painter.fillRect(QRectF(x, place.length.top(), width, place.length.height()), colour);
        x += width;
        constexpr double roomForGap = 4;
        if (i + 1 < count && width > roomForGap)
            painter.fillRect(QRectF(x - 1, place.length.top(), 1, place.length.height()), paperColour());
    }
}

void paintBar(QPainter &painter, const ChartRow &row, const ChartBar &bar, const BarPlace &place, double perUnit)
{
    if (bar.segments.isEmpty())
        return;
    painter.setRenderHint(QPainter::Antialiasing, false);
    const QRectF frame = place.length.adjusted(0, 0, -1, -1);
    if (bar.fill == ChartBar::Fill::Hatched) {
        painter.setPen(QPen(subjectColor(row.subject), 1));
        painter.setBrush(QBrush(subjectColor(row.subject), Qt::BDiagPattern));
        painter.drawRect(frame);
    } else {
        paintSegments(painter, row, bar, place, perUnit);
    }
    if (row.emulated) {
        // Dots on the edge, in the text's colour on the paper's: legible on the bar, on the background and in print.
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(paperColour(), 2));
        painter.drawRect(frame);
        painter.setPen(QPen(textColour(), 2, Qt::DotLine, Qt::FlatCap));
        painter.drawRect(frame);
    }
}

// From the ends of a bar that is to scale to those of the same one enlarged.
void paintLens(QPainter &painter, const QRectF &bar, const QRectF &large)
{
    painter.setRenderHint(QPainter::Antialiasing, true);
    QColor colour = quietTextColor();
    colour.setAlphaF(0.18F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(QPolygonF{bar.bottomLeft(), bar.bottomRight(), large.topRight(), large.topLeft()});
}

void paintRuns(QPainter &painter, const ChartBar &bar, const ChartLayout &layout, const QRectF &place)
{
    painter.setRenderHint(QPainter::Antialiasing, true);
    const double middle = place.center().y();
    const double radius = layout.unit * 0.3;
    const auto x = [&](double value) { return layout.left + value * bar.enlarged * layout.perUnit; };
    painter.setPen(QPen(paperColour(), 1));
    painter.setBrush(textColour());
    for (int i = 0; i < bar.points.size(); ++i) {
        // In three lanes, so that equal values are seen as several.
        const double lane = (i % 3 - 1) * place.height() / 4;
        painter.drawEllipse(QPointF(x(bar.points[i]), middle + lane), radius, radius);
    }
    if (!bar.interval)
        return;
    const double low = x(bar.interval->first);
    const double high = x(bar.interval->second);
    const double whisker = layout.unit * 0.6;
    // A light edge below the dark line keeps it legible on the bar.
    for (const auto &[colour, width] : {std::pair(paperColour(), 4.0), std::pair(textColour(), 1.6)}) {
        painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::FlatCap));
        painter.drawLine(QPointF(low, middle), QPointF(high, middle));
        painter.drawLine(QPointF(low, middle - whisker), QPointF(low, middle + whisker));
        painter.drawLine(QPointF(high, middle - whisker), QPointF(high, middle + whisker));
    }
}

void paintRowName(QPainter &painter, const ChartRow &row, const ChartLayout &layout, const BarPlace &place)
{
    const QFontMetricsF text(layout.textFont), small(layout.smallFont);
    const double end = layout.left - layout.unit * 1.5;
    const auto alignedRight = [&](const QString &words, const QFontMetricsF &metrics, double baseline) {
        const QString fitting = metrics.elidedText(words, Qt::ElideRight, end - layout.unit);
        painter.drawText(QPointF(end - metrics.horizontalAdvance(fitting), baseline), fitting);
    };
    const double baseline = place.length.center().y() + (text.ascent() - text.descent()) / 2;
    painter.setFont(layout.textFont);
    painter.setPen(subjectTextColor(row.subject));
    alignedRight(row.name, text, baseline);
    painter.setFont(layout.smallFont);
    painter.setPen(quietTextColor());
    if (!row.note.isEmpty())
        alignedRight(row.note, small, baseline + small.lineSpacing());
}

// A bar too short to hold its runs would be hidden by them: its enlarged one shows them.
bool showsRuns(const ChartRow &row, const ChartBar &bar)
{
    return bar.isEnlarged() || row.bars.isEmpty() || !row.bars.constLast().isEnlarged();
}

} // namespace

QColor segmentColor(measure::Subject subject, int index, qsizetype count)
{
    const QColor own = subjectColor(subject);
    if (count <= 1)
        return own;
    // The subject's own colour in steps of lightness, so that neighbours differ for every eye.
    const float hue = own.hslHueF();
    const float saturation = own.hslSaturationF();
    const float darkest = isDark() ? 0.38F : 0.28F; // apart from the background too
    constexpr float lightest = 0.78F;
    const float share = static_cast<float>(index) / static_cast<float>(count - 1);
    return QColor::fromHslF(std::max(hue, 0.0F), saturation, darkest + (lightest - darkest) * share);
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

    for (int i = 0; i < layout.bars.size(); ++i) {
        const BarPlace &place = layout.bars[i];
        const ChartRow &row = data.rows[place.row];
        const ChartBar &bar = row.bars[place.bar];
        if (place.bar == 0)
            paintRowName(painter, row, layout, place);
        if (bar.isEnlarged() && place.bar > 0 && i > 0)
            paintLens(painter, layout.bars[i - place.bar].length, place.length);
        paintBar(painter, row, bar, place, layout.perUnit);
        if (showsRuns(row, bar))
            paintRuns(painter, bar, layout, place.length);
        painter.setFont(bar.isEnlarged() ? layout.smallFont : layout.textFont);
        painter.setPen(bar.isEnlarged() ? quietTextColor() : textColour());
        painter.drawText(place.label, bar.valueText);
        painter.setFont(layout.smallFont);
        painter.setRenderHint(QPainter::Antialiasing, false);
        for (const LegendEntry &entry : place.legend) {
            painter.fillRect(entry.swatch, segmentColor(row.subject, entry.segment, bar.segments.size()));
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
