// SPDX-License-Identifier: GPL-3.0-or-later
// Where everything of a bar chart goes at a width, and how it is drawn: the same for the screen and for files. Sizes
// follow the font, so that a larger one makes a larger chart.
#pragma once

#include "gui/compare/chart_data.h"

#include <QFont>
#include <QRectF>
#include <QVector>

class QPainter;

namespace tare::gui {

struct LegendEntry
{
    QRectF swatch;
    QPointF text; // base line
    QString words;
    int segment = 0;
};

struct BarPlace
{
    int row = 0, bar = 0;
    QRectF length; // the bar itself
    QPointF label; // base line of its direct label
    QRectF touch;  // what the mouse means it by
    QVector<LegendEntry> legend;
};

struct ChartLayout
{
    QFont titleFont, textFont, smallFont;
    ChartScale scale;
    QRectF title, subtitle;
    double left = 0, right = 0, top = 0, bottom = 0; // of the plot
    double perUnit = 0;                              // pixels a value's unit
    double unit = 8;                                 // gap that goes with the font
    QVector<BarPlace> bars;
    double height = 0;
};

[[nodiscard]] ChartLayout layOutChart(const ChartData &data, const QFont &font, double width);
// `current` is framed: an index into the layout's bars, or -1.
void paintChart(QPainter &painter, const ChartData &data, const ChartLayout &layout, int current);
// Of a stage, in the order of a bar's segments.
[[nodiscard]] QColor segmentColor(measure::Subject subject, int index, qsizetype count);

} // namespace tare::gui
