// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/limits/chart_axis.h"

#include "gui/widgets/format.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int fewestTicks = 3; // above zero

double decimalStep(double rough)
{
    const double unit = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * unit >= rough * (1 - 1e-9))
            return factor * unit;
    }
    return 10 * unit;
}

double binaryStep(double rough)
{
    return std::pow(2.0, std::ceil(std::log2(rough) - 1e-9));
}

double leastTop(LiveUnit unit)
{
    switch (unit) {
    case LiveUnit::Percent:
        return 10;
    case LiveUnit::Bytes:
        return 1 << 20;
    case LiveUnit::BytesPerSecond:
        return 1 << 10;
    case LiveUnit::Count:
        break;
    }
    return 4;
}

} // namespace

ChartAxis ChartAxis::fit(double most, LiveUnit unit)
{
    const double wanted = std::max(std::isfinite(most) ? most : 0, leastTop(unit));
    const double rough = wanted / (fewestTicks + 1);
    const bool binary = unit == LiveUnit::Bytes || unit == LiveUnit::BytesPerSecond;
    double step = binary ? binaryStep(rough) : decimalStep(rough);
    if (unit == LiveUnit::Count)
        step = std::max(1.0, step);
    ChartAxis axis;
    axis.ticks.push_back(0);
    while (axis.ticks.back() < wanted * (1 - 1e-9))
        axis.ticks.push_back(static_cast<double>(axis.ticks.size()) * step);
    axis.top = axis.ticks.back();
    return axis;
}

QString chartText(double value, LiveUnit unit)
{
    switch (unit) {
    case LiveUnit::Percent:
        return formatPercent(value);
    case LiveUnit::Bytes:
        return formatMemory(value);
    case LiveUnit::BytesPerSecond:
        return QCoreApplication::translate("ChartAxis", "%1/s", "bytes per second").arg(formatMemory(value));
    case LiveUnit::Count:
        break;
    }
    return QString::number(std::llround(value));
}

QString chartTickText(double value, LiveUnit unit)
{
    if (unit == LiveUnit::Percent)
        return QString::number(value) + QChar(0x00A0) + u'%';
    return value <= 0 ? u"0"_s : chartText(value, unit);
}

} // namespace tare::gui
