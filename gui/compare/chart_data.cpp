// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/chart_data.h"

#include "gui/widgets/format.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <cmath>

namespace tare::gui {

using namespace Qt::StringLiterals;

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
    const ChartScale scale = chartScale(data.rows.isEmpty() ? 1 : data.rows.constFirst().bars.value(0).reach(), data.unit);
    const auto number = [&scale](double value) { return QString::number(value / scale.divisor, 'g', 6); };
    QString table = data.title + u"\n\t\t"_s + scale.unitName + u'\n';
    for (const ChartRow &row : data.rows)
        for (const ChartBar &bar : row.bars) {
            if (bar.segments.size() <= 1)
                table += row.name + u'\t' + bar.name + u'\t' + number(bar.total()) + u'\n';
            else
                for (const ChartSegment &segment : bar.segments)
                    table += row.name + u'\t' + segment.name + u'\t' + number(segment.value) + u'\n';
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
            parts += bar.name.isEmpty() ? bar.valueText : bar.name + u' ' + bar.valueText;
            if (bar.segments.size() > 1)
                for (const ChartSegment &segment : bar.segments)
                    parts += segment.name + u' ' + chartValue(segment.value, data.unit);
        }
        words += parts.join(u", "_s);
    }
    return words.join(u". "_s);
}

} // namespace tare::gui
