// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/limits/limit_scale.h"

#include "core/base/strings.h"
#include "core/base/units.h"
#include "gui/widgets/format.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t nano = 1'000'000'000;
constexpr std::int64_t cpuStep = nano / 20;
constexpr std::int64_t leastCpus = nano / 100; // Docker's: 0.01
constexpr std::int64_t mebi = 1 << 20;
constexpr std::int64_t leastMemory = 6 * mebi; // Docker's
constexpr int logPositions = 400;

// The nearest number with two significant digits.
std::int64_t readable(double value)
{
    double unit = 1;
    while (value / unit >= 100)
        unit *= 10;
    return static_cast<std::int64_t>(std::llround(value / unit) * std::llround(unit));
}

} // namespace

QString memoryText(std::int64_t bytes)
{
    constexpr std::int64_t gibi = mebi << 10U;
    constexpr std::int64_t kibi = 1 << 10;
    if (bytes <= 0)
        return {};
    if (bytes % gibi == 0)
        return QString::number(bytes / gibi) + u'g';
    if (bytes % mebi == 0)
        return QString::number(bytes / mebi) + u'm';
    if (bytes % kibi == 0)
        return QString::number(bytes / kibi) + u'k';
    return QString::number(bytes) + u'b';
}

LimitScale::LimitScale(LimitKind kind, std::int64_t most) : m_kind(kind), m_most(std::max(most, least() * 2))
{
}

std::int64_t LimitScale::least() const
{
    switch (m_kind) {
    case LimitKind::Cpus:
        return leastCpus;
    case LimitKind::Memory:
        return leastMemory;
    case LimitKind::Pids:
        break;
    }
    return 1;
}

int LimitScale::positions() const
{
    return m_kind == LimitKind::Cpus ? static_cast<int>(std::max<std::int64_t>(2, m_most / cpuStep)) - 1
                                     : logPositions;
}

std::int64_t LimitScale::value(int position) const
{
    const int at = std::clamp(position, 0, positions());
    if (m_kind == LimitKind::Cpus)
        return (at + 1) * cpuStep;
    if (at == positions())
        return m_most;
    const double unit = m_kind == LimitKind::Memory ? static_cast<double>(mebi) : 1;
    const double low = static_cast<double>(least()) / unit;
    const double high = static_cast<double>(m_most) / unit;
    const double exact = low * std::pow(high / low, static_cast<double>(at) / positions());
    return std::clamp(readable(exact) * static_cast<std::int64_t>(unit), least(), m_most);
}

int LimitScale::position(std::int64_t value) const
{
    if (m_kind == LimitKind::Cpus)
        return static_cast<int>(
            std::clamp<std::int64_t>((value + cpuStep / 2) / cpuStep - 1, 0, positions()));
    const double low = static_cast<double>(least());
    const double ratio = std::log(static_cast<double>(std::max(value, least())) / low) /
                         std::log(static_cast<double>(m_most) / low);
    return static_cast<int>(std::clamp<long long>(std::llround(ratio * positions()), 0, positions()));
}

QString LimitScale::text(std::int64_t value) const
{
    if (value <= 0)
        return {};
    switch (m_kind) {
    case LimitKind::Cpus: {
        QString number = QString::number(static_cast<double>(value) / static_cast<double>(nano), 'f', 9);
        while (number.endsWith(u'0'))
            number.chop(1);
        if (number.endsWith(u'.'))
            number.chop(1);
        return number;
    }
    case LimitKind::Memory:
        return memoryText(value);
    case LimitKind::Pids:
        break;
    }
    return QString::number(value);
}

std::optional<std::int64_t> LimitScale::parse(const QString &text) const
{
    const std::string typed = text.trimmed().toStdString();
    switch (m_kind) {
    case LimitKind::Cpus: {
        const auto cpus = parseDouble(typed);
        if (!cpus || *cpus <= 0 || *cpus > 100'000)
            return std::nullopt;
        return std::llround(*cpus * static_cast<double>(nano));
    }
    case LimitKind::Memory: {
        const auto bytes = parseRamSize(typed);
        return bytes && *bytes > 0 ? bytes : std::nullopt;
    }
    case LimitKind::Pids:
        break;
    }
    const auto count = parseInt(typed);
    return count && *count > 0 ? count : std::nullopt;
}

QString LimitScale::spoken(std::int64_t value) const
{
    switch (m_kind) {
    case LimitKind::Cpus:
        return QCoreApplication::translate("LimitScale", "%1 CPUs").arg(text(value));
    case LimitKind::Memory:
        return formatMemory(static_cast<double>(value));
    case LimitKind::Pids:
        break;
    }
    return QCoreApplication::translate("LimitScale", "%n process(es)", nullptr, static_cast<int>(value));
}

QString LimitScale::flag() const
{
    switch (m_kind) {
    case LimitKind::Cpus:
        return u"--cpus"_s;
    case LimitKind::Memory:
        return u"--memory"_s;
    case LimitKind::Pids:
        break;
    }
    return u"--pids-limit"_s;
}

} // namespace tare::gui
