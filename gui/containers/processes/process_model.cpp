// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/processes/process_model.h"

#include "gui/app/theme.h"
#include "gui/widgets/format.h"

#include <QFont>
#include <QHash>
#include <algorithm>
#include <cstdlib>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr std::int64_t sameStart = 100'000'000; // ns
}

bool ProcessRow::operator==(const ProcessRow &other) const
{
    const Process &a = process, &b = other.process;
    return a.pid == b.pid && a.parent == b.parent && a.user == b.user && a.command == b.command && a.tty == b.tty &&
           a.cpuTime == b.cpuTime && a.started == b.started && a.memory == b.memory && cpuPercent == other.cpuPercent;
}

QString ProcessModel::key(const ProcessRow &row) const
{
    return QString::number(row.process.pid) + u' ' + QString::number(row.process.started);
}

void ProcessModel::read(const std::vector<Process> &processes, std::int64_t at)
{
    QHash<int, int> known;
    for (int i = 0; i < rowCount(); ++i)
        known.insert(row(i).process.pid, i);
    std::vector<ProcessRow> rows;
    for (const Process &process : processes) {
        ProcessRow fresh{process, -1};
        const int before = known.value(process.pid, -1);
        // When it started is told to a few milliseconds, and one that is the same keeps its row.
        if (before >= 0 && std::abs(row(before).process.started - process.started) < sameStart) {
            fresh.process.started = row(before).process.started;
            if (at > m_readAt)
                fresh.cpuPercent = static_cast<double>(std::max<std::int64_t>(process.cpuTime - row(before).process.cpuTime, 0)) * 100 /
                                   static_cast<double>(at - m_readAt);
        }
        rows.push_back(std::move(fresh));
    }
    m_readAt = at;
    merge(std::move(rows));
}

void ProcessModel::clear()
{
    m_readAt = 0;
    merge({});
}

int ProcessModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ProcessModel::text(const ProcessRow &row, int column)
{
    const Process &p = row.process;
    switch (column) {
    case Pid:
        return QString::number(p.pid);
    case Parent:
        return QString::number(p.parent);
    case User:
        return plainLine(p.user);
    case Cpu:
        return row.cpuPercent < 0 ? u"–"_s : formatPercent(row.cpuPercent);
    case Memory:
        return formatMemory(static_cast<double>(p.memory));
    case Time: {
        const qint64 seconds = p.cpuTime / 1'000'000'000;
        return u"%1:%2:%3"_s.arg(seconds / 3600, 2, 10, QLatin1Char('0')).arg(seconds / 60 % 60, 2, 10, QLatin1Char('0')).arg(seconds % 60, 2, 10, QLatin1Char('0'));
    }
    case Started:
        return formatDateTime(p.started);
    case Command:
        return plainLine(p.command);
    default:
        return {};
    }
}

QVariant ProcessModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ProcessRow &one = row(index.row());
    const Process &p = one.process;
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(one, column);
    case Qt::ToolTipRole:
        return column == Command ? plainLine(p.command).toHtmlEscaped() : QString();
    case Qt::TextAlignmentRole:
        return column == User || column >= Started ? QVariant(Qt::AlignLeft | Qt::AlignVCenter) : QVariant(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::FontRole:
        return column == Command ? QVariant(monospaceFont(nullptr)) : QVariant();
    case SortRole:
        switch (column) {
        case Pid:
            return p.pid;
        case Parent:
            return p.parent;
        case Cpu:
            return one.cpuPercent;
        case Memory:
            return static_cast<qlonglong>(p.memory);
        case Time:
            return static_cast<qlonglong>(p.cpuTime);
        case Started:
            return static_cast<qlonglong>(p.started);
        default:
            return text(one, column);
        }
    default:
        return {};
    }
}

QVariant ProcessModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return section == User || section >= Started ? QVariant(Qt::AlignLeft | Qt::AlignVCenter) : QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case Pid:
            return tr("Number of the process, as this machine counts (PID)");
        case Parent:
            return tr("Number of the process that started it (PPID)");
        case Cpu:
            return tr("Per cent of one CPU since the reading before");
        case Memory:
            return tr("Memory that it holds, with what it shares with others (RSS)");
        case Time:
            return tr("CPU time that it has used");
        default:
            return {};
        }
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Pid:
        return u"PID"_s;
    case Parent:
        return tr("Parent", "column: of a process");
    case User:
        return tr("User", "column: of a process");
    case Cpu:
        return tr("CPU");
    case Memory:
        return tr("Memory");
    case Time:
        return tr("CPU time", "column: of a process");
    case Started:
        return tr("Started", "column: when a process began");
    case Command:
        return tr("Command", "column: of a process");
    default:
        return {};
    }
}

} // namespace tare::gui
