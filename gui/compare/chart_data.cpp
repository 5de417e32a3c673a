// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/chart_data.h"

#include "gui/widgets/format.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <cmath>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

struct Charts
{
    Q_DECLARE_TR_FUNCTIONS(Charts)
};

// The round number (1, 2 or 5 with zeros) at or below.
double roundBelow(double value)
{
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    const double factor = value / power;
    return (factor >= 5 ? 5 : factor >= 2 ? 2 : 1) * power;
}

double rowReach(const ChartRow &row)
{
    double far = 0;
    for (const ChartBar &bar : row.bars)
        far = std::max(far, bar.reach());
    return far;
}

} // namespace

double ChartBar::total() const
{
    double sum = 0;
    for (const ChartSegment &segment : segments)
        sum += segment.value;
    return sum;
}

double ChartBar::reach() const
{
    double far = total();
    for (const double point : points)
        far = std::max(far, point);
    return interval ? std::max(far, interval->second) : far;
}

double ChartData::reach() const
{
    double far = 0;
    for (const ChartRow &row : rows)
        far = std::max(far, rowReach(row));
    return far;
}

void addEnlarged(ChartData &data)
{
    constexpr double tooShort = 0.1; // of the longest
    constexpr double wanted = 0.6;
    const double longest = data.reach();
    double longestOfShort = 0;
    for (const ChartRow &row : data.rows)
        if (const double far = rowReach(row); far < tooShort * longest)
            longestOfShort = std::max(longestOfShort, far);
    if (longestOfShort <= 0)
        return;
    const double factor = roundBelow(wanted * longest / longestOfShort);
    for (ChartRow &row : data.rows) {
        const double far = rowReach(row);
        if (far <= 0 || far >= tooShort * longest || row.bars.isEmpty())
            continue;
        ChartBar large = row.bars.constFirst();
        large.enlarged = factor;
        large.valueText = Charts::tr("enlarged %1 times", "a bar is drawn longer than the axis says; %1 is 2 or more")
                              .arg(QString::number(factor, 'f', 0));
        row.bars.append(large);
    }
}

ChartScale chartScale(double reach, ChartUnit unit)
{
    constexpr double ticks = 5;
    ChartScale scale;
    if (unit == ChartUnit::Memory) {
        constexpr double mib = 1024.0 * 1024.0;
        scale.divisor = mib;
        scale.unitName = u"MiB"_s;
    } else {
        constexpr double ms = 1e6, second = 1e9, manySeconds = 2e9;
        scale.divisor = reach < manySeconds ? ms : second;
        scale.unitName = reach < manySeconds ? u"ms"_s : u"s"_s;
    }
    const double wanted = std::max(reach / scale.divisor, 1e-3) / ticks;
    const double power = std::pow(10.0, std::floor(std::log10(wanted)));
    const double factor = wanted / power;
    const double round = factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10;
    scale.step = round * power * scale.divisor;
    scale.end = std::ceil(std::max(reach, scale.step) / scale.step - 1e-9) * scale.step;
    scale.decimals = std::max(0, -static_cast<int>(std::floor(std::log10(round * power) + 1e-9)));
    return scale;
}

QString chartValue(double value, ChartUnit unit)
{
    return unit == ChartUnit::Memory ? formatMemory(value) : formatDuration(value);
}

QString chartTable(const ChartData &data)
{
    const ChartScale scale = chartScale(data.reach(), data.unit);
    const auto number = [&scale](double value) { return QString::number(value / scale.divisor, 'g', 6); };
    QString table = data.title + u"\n\t\t"_s + scale.unitName + u'\n';
    for (const ChartRow &row : data.rows)
        for (const ChartBar &bar : row.bars) {
            if (bar.isEnlarged() || bar.segments.isEmpty())
                continue;
            // A number that is copied must not lose what is said of it on the chart.
            const QString name = row.emulated ? row.name + u" ("_s + Charts::tr("software emulation") + u')' : row.name;
            if (bar.segments.size() == 1)
                table += name + u'\t' + bar.name + u'\t' + number(bar.total()) + u'\n';
            else
                for (const ChartSegment &segment : bar.segments)
                    table += name + u'\t' + segment.name + u'\t' + number(segment.value) + u'\n';
        }
    return table;
}

QString chartInWords(const ChartData &data)
{
    QStringList words{data.title, data.subtitle};
    for (const ChartRow &row : data.rows) {
        QStringList parts{row.name};
        if (!row.note.isEmpty())
            parts += row.note;
        for (const ChartBar &bar : row.bars) {
            if (bar.isEnlarged())
                continue;
            parts += bar.valueText;
            if (bar.segments.size() > 1)
                for (const ChartSegment &segment : bar.segments)
                    parts += segment.name + u' ' + chartValue(segment.value, data.unit);
        }
        words += parts.join(u", "_s);
    }
    return words.join(u". "_s);
}

QString barInWords(const ChartData &data, int row, int bar)
{
    const ChartRow &line = data.rows[row];
    const ChartBar &shown = line.bars[bar];
    QStringList lines{shown.name.isEmpty() ? line.name : line.name + u", "_s + shown.name};
    if (shown.isEnlarged())
        lines += shown.valueText + u": "_s + chartValue(shown.total(), data.unit);
    else
        lines += shown.valueText;
    if (shown.interval)
        lines += Charts::tr("95 % interval of the median: %1 to %2")
                     .arg(chartValue(shown.interval->first, data.unit), chartValue(shown.interval->second, data.unit));
    if (shown.segments.size() > 1)
        for (const ChartSegment &segment : shown.segments)
            lines += segment.name + u": "_s + chartValue(segment.value, data.unit);
    if (!shown.points.isEmpty()) {
        constexpr int most = 20;
        QStringList runs;
        for (int i = 0; i < shown.points.size() && i < most; ++i)
            runs += chartValue(shown.points[i], data.unit);
        if (shown.points.size() > most)
            runs += u"\u2026"_s;
        lines += Charts::tr("Single runs: %1").arg(runs.join(u", "_s));
    }
    if (!line.note.isEmpty())
        lines += line.note;
    return lines.join(u'\n');
}

} // namespace tare::gui
