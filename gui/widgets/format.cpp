// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/format.h"

#include "core/base/strings.h"
#include "core/base/units.h"

#include <QCoreApplication>
#include <QDateTime>
#include <algorithm>
#include <cmath>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

struct Format
{
    Q_DECLARE_TR_FUNCTIONS(Format)
};

// "4.27MB" -> "4.27 MB": the space that the International System asks for, and that a reader's eye does too.
QString spaced(const std::string &dockers)
{
    const QString text = QString::fromStdString(dockers);
    qsizetype i = 0;
    while (i < text.size() && !text[i].isLetter())
        ++i;
    return text.left(i) + QChar(0x00A0) + text.mid(i);
}

QString significant(double value)
{
    const int digits = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
    return QString::number(value, 'f', digits);
}

QString span(qint64 seconds)
{
    constexpr qint64 minute = 60, hour = 60 * minute, day = 24 * hour, week = 7 * day, month = 30 * day, year = 365 * day;
    const auto n = [](qint64 count) { return static_cast<int>(count); };
    if (seconds < 1)
        return Format::tr("less than a second");
    if (seconds < minute)
        return Format::tr("%n second(s)", nullptr, n(seconds));
    if (seconds < hour)
        return Format::tr("%n minute(s)", nullptr, n(seconds / minute));
    if (seconds < 2 * day)
        return Format::tr("%n hour(s)", nullptr, n(seconds / hour));
    if (seconds < 2 * week)
        return Format::tr("%n day(s)", nullptr, n(seconds / day));
    if (seconds < 3 * month)
        return Format::tr("%n week(s)", nullptr, n(seconds / week));
    if (seconds < 2 * year)
        return Format::tr("%n month(s)", nullptr, n(seconds / month));
    return Format::tr("%n year(s)", nullptr, n(seconds / year));
}

constexpr qint64 nsPerSecond = 1'000'000'000;

} // namespace

QString formatSize(qint64 bytes)
{
    return spaced(humanSize(static_cast<double>(bytes)));
}

QString formatMemory(double bytes)
{
    return spaced(bytesSize(bytes));
}

QString formatDuration(double nanoseconds)
{
    const double value = std::abs(nanoseconds);
    const QString sign = nanoseconds < 0 ? u"\u2212"_s : QString();
    const QChar gap(0x00A0);
    // The bounds are where rounding to three digits would give "1000".
    if (value < 999.5e3)
        return sign + significant(value / 1e3) + gap + u"µs"_s;
    if (value < 999.5e6)
        return sign + significant(value / 1e6) + gap + u"ms"_s;
    return sign + significant(value / 1e9) + gap + u"s"_s;
}

QString formatAgo(qint64 time, qint64 now)
{
    if (time <= 0)
        return Format::tr("never");
    const qint64 seconds = std::max<qint64>(0, (now - time) / nsPerSecond);
    if (seconds < 1)
        return Format::tr("just now");
    return Format::tr("%1 ago", "a span of time: 3 minutes ago").arg(span(seconds));
}

QString formatDateTime(qint64 time)
{
    if (time <= 0)
        return Format::tr("never");
    return QDateTime::fromMSecsSinceEpoch(time / 1'000'000).toString(u"yyyy-MM-dd HH:mm:ss"_s);
}

QString formatPercent(double percent)
{
    return QString::number(percent, 'f', percent >= 99.95 ? 0 : 1) + QChar(0x00A0) + u'%';
}

QString formatCpus(qint64 nanoCpus)
{
    return QString::number(static_cast<double>(nanoCpus) / 1e9, 'g', 4);
}

QString shortId(const std::string &id)
{
    const auto colon = id.find(':');
    return QString::fromStdString(id.substr(colon == std::string::npos ? 0 : colon + 1, 12));
}

QString formatStatus(ContainerStatus status)
{
    switch (status) {
    case ContainerStatus::Created:
        return Format::tr("created", "state of a container");
    case ContainerStatus::Running:
        return Format::tr("running", "state of a container");
    case ContainerStatus::Paused:
        return Format::tr("paused", "state of a container");
    case ContainerStatus::Restarting:
        return Format::tr("restarting", "state of a container");
    case ContainerStatus::Exited:
        return Format::tr("exited", "state of a container");
    case ContainerStatus::Dead:
        return Format::tr("dead", "state of a container");
    }
    return {};
}

QString formatHealth(const std::string &health)
{
    return health == "healthy"     ? Format::tr("healthy")
           : health == "unhealthy" ? Format::tr("unhealthy")
                                   : Format::tr("health: starting");
}

QString formatStatusLine(const Container &container, qint64 now)
{
    const auto since = [now](qint64 time) { return span(std::max<qint64>(0, (now - time) / nsPerSecond)); };
    switch (container.status) {
    case ContainerStatus::Running: {
        const QString up = Format::tr("Up %1", "running for: Up 3 minutes").arg(since(container.started));
        return container.health.empty() ? up : u"%1 (%2)"_s.arg(up, formatHealth(container.health));
    }
    case ContainerStatus::Paused:
        return Format::tr("Up %1 (paused)").arg(since(container.started));
    case ContainerStatus::Restarting:
        return Format::tr("Restarting (%1) %2", "exit code, span of time: Restarting (1) 5 seconds ago")
            .arg(container.exitCode)
            .arg(formatAgo(container.finished, now));
    case ContainerStatus::Exited:
        return Format::tr("Exited (%1) %2", "exit code, span of time: Exited (137) 2 days ago")
            .arg(container.exitCode)
            .arg(formatAgo(container.finished, now));
    case ContainerStatus::Created:
        return Format::tr("Created", "STATUS column of a container");
    case ContainerStatus::Dead:
        return Format::tr("Dead", "STATUS column of a container");
    }
    return {};
}

QString escapeBidi(const QString &foreign)
{
    const auto turns = [](QChar c) {
        return (c >= QChar(0x202A) && c <= QChar(0x202E)) || (c >= QChar(0x2066) && c <= QChar(0x2069));
    };
    if (std::none_of(foreign.begin(), foreign.end(), turns))
        return foreign;
    QString out;
    for (const QChar c : foreign)
        out += turns(c) ? u"\\u%1"_s.arg(c.unicode(), 4, 16, QLatin1Char('0')) : QString(c);
    return out;
}

QString plainLine(const std::string &foreign)
{
    std::string line = foreign;
    std::replace(line.begin(), line.end(), '\n', ' ');
    std::replace(line.begin(), line.end(), '\t', ' ');
    return escapeBidi(QString::fromStdString(escapeControl(trim(line))));
}

} // namespace tare::gui
