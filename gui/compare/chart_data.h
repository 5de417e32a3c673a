// SPDX-License-Identifier: GPL-3.0-or-later
// What a bar chart shows, without how: made from an experiment, painted by BarChart, copied as a table.
#pragma once

#include "core/measure/experiment.h"

#include <QString>
#include <QVector>
#include <optional>

namespace tare::gui {

enum class ChartUnit { Time, Memory }; // nanoseconds, bytes

struct ChartSegment
{
    QString name; // empty for a bar of one piece
    double value = 0;
};

struct ChartBar
{
    enum class Fill { Solid, Hatched };

    QString name;      // what this bar is when a row has several: "in use", "reserved"
    QString valueText; // direct label at its end
    Fill fill = Fill::Solid;
    QVector<ChartSegment> segments; // from zero on
    QVector<double> points;         // single runs
    std::optional<std::pair<double, double>> interval;
    // Drawn so many times longer than the axis says, which its label admits: what a bar beside a huge one cannot show.
    double enlarged = 1;

    [[nodiscard]] double total() const;
    // The farthest that anything of it reaches, as a value.
    [[nodiscard]] double reach() const;
    [[nodiscard]] bool isEnlarged() const { return enlarged > 1; }
};

struct ChartRow
{
    measure::Subject subject = measure::Subject::Host;
    QString name;
    QString note;          // small, below the name: n, failures
    bool emulated = false; // dotted outline
    QVector<ChartBar> bars;
};

struct ChartData
{
    QString title;    // the finding
    QString subtitle; // what is shown and n
    QString axis;     // with its unit in place of %1
    ChartUnit unit = ChartUnit::Time;
    bool legend = false; // name the segments with their values below each bar
    QVector<ChartRow> rows;

    [[nodiscard]] double reach() const;
};

// Gives each row that is too short to be read beside the longest one a second bar, enlarged; all by the same round
// factor, so that they can be compared with each other.
void addEnlarged(ChartData &data);

// Ticks from zero to at least `reach`, some five of them at round values; `divisor` turns a value into `unitName`.
struct ChartScale
{
    double step = 1, end = 1, divisor = 1;
    int decimals = 0;
    QString unitName;
};
[[nodiscard]] ChartScale chartScale(double reach, ChartUnit unit);
[[nodiscard]] QString chartValue(double value, ChartUnit unit);
// Tab-separated, for a spreadsheet.
[[nodiscard]] QString chartTable(const ChartData &data);
// Everything in words, for a screen reader.
[[nodiscard]] QString chartInWords(const ChartData &data);
// One bar in exact numbers, a line each: for hovering.
[[nodiscard]] QString barInWords(const ChartData &data, int row, int bar);

} // namespace tare::gui
