// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/container_model.h"

#include "core/base/strings.h"
#include "core/base/time.h"
#include "gui/app/icons.h"
#include "gui/widgets/format.h"

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

bool isNumber(int column)
{
    return column == ContainerModel::Cpu || column == ContainerModel::Memory ||
           column == ContainerModel::Pids;
}

} // namespace

QString statusIconName(ContainerStatus status)
{
    switch (status) {
    case ContainerStatus::Running:
        return u"running"_s;
    case ContainerStatus::Paused:
        return u"pause"_s;
    case ContainerStatus::Restarting:
        return u"restart"_s;
    case ContainerStatus::Created:
        return u"add"_s;
    case ContainerStatus::Exited:
        return u"exited"_s;
    case ContainerStatus::Dead:
        return u"warning"_s;
    }
    return {};
}

QString ContainerModel::key(const Container &container) const
{
    return QString::fromStdString(container.id);
}

int ContainerModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

Qt::ItemFlags ContainerModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = KeyedTableModel::flags(index);
    return index.isValid() && index.column() == Name ? flags | Qt::ItemIsEditable : flags;
}

bool ContainerModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const QString name = value.toString().trimmed();
    if (role != Qt::EditRole || !index.isValid() || index.column() != Name || name.isEmpty() ||
        name.toStdString() == row(index.row()).name)
        return false;
    Q_EMIT renameAsked(key(row(index.row())), name);
    return false; // not yet
}

const Container *ContainerModel::container(const QString &id) const
{
    const int at = find(id);
    return at < 0 ? nullptr : &row(at);
}

QVariant ContainerModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Container &container = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(container, index.column());
    case Qt::EditRole:
        return index.column() == Name ? QVariant(QString::fromStdString(container.name)) : QVariant();
    case Qt::DecorationRole:
        return index.column() == State ? QVariant(icon(container.status)) : QVariant();
    case Qt::ToolTipRole:
        return toolTip(container, index.column());
    case Qt::TextAlignmentRole:
        return isNumber(index.column()) ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                        : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    case SortRole:
        return sortKey(container, index.column());
    case IdRole:
        return key(container);
    default:
        return {};
    }
}

QString ContainerModel::liveText(const LiveNumbers &numbers, int column) const
{
    const QString unknown = u"\u2013"_s;
    switch (column) {
    case Cpu:
        return numbers.cpuPercent < 0 ? unknown : formatPercent(numbers.cpuPercent);
    case Memory:
        return numbers.memory < 0 ? unknown : formatMemory(static_cast<double>(numbers.memory));
    case Pids:
        return numbers.pids < 0 ? unknown : QString::number(numbers.pids);
    default:
        return {};
    }
}

QIcon ContainerModel::icon(ContainerStatus status) const
{
    auto &icon = m_icons[static_cast<int>(status)];
    if (icon.isNull())
        icon = themedIcon(statusIconName(status));
    return icon;
}

QVariant ContainerModel::text(const Container &container, int column) const
{
    switch (column) {
    case State:
        return formatStatus(container.status);
    case Name:
        return plainLine(container.name);
    case Image:
        return plainLine(container.image);
    case StatusText:
        return formatStatusLine(container, nowNs());
    default:
        return liveText(m_live.value(key(container)), column);
    }
}

QVariant ContainerModel::sortKey(const Container &container, int column) const
{
    const LiveNumbers live = m_live.value(key(container));
    switch (column) {
    case State:
        return isAlive(container.status) ? 0 : container.status == ContainerStatus::Created ? 1 : 2;
    case Cpu:
        return live.cpuPercent;
    case Memory:
        return live.memory;
    case Pids:
        return live.pids;
    case StatusText:
        return static_cast<qlonglong>(std::max({container.created, container.started, container.finished}));
    default:
        return text(container, column);
    }
}

QVariant ContainerModel::toolTip(const Container &container, int column) const
{
    // A view takes a tooltip for rich text when it looks like it; names are a stranger's.
    switch (column) {
    case Name:
        return (plainLine(container.name) + u'\n' + key(container)).toHtmlEscaped();
    case Image:
        return (plainLine(container.image) + u'\n' + plainLine(container.imageId)).toHtmlEscaped();
    case Memory: {
        const LiveNumbers live = m_live.value(key(container));
        return live.memory < 0 ? QVariant()
                               : QVariant(tr("%1 of at most %2")
                                              .arg(formatMemory(static_cast<double>(live.memory)),
                                                   formatMemory(static_cast<double>(live.memoryLimit))));
    }
    case StatusText:
        return isUp(container.status)   ? tr("Started %1").arg(formatDateTime(container.started))
               : container.finished > 0 ? tr("Ended %1").arg(formatDateTime(container.finished))
                                        : tr("Created %1").arg(formatDateTime(container.created));
    default:
        return {};
    }
}

QVariant ContainerModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return isNumber(section) ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                 : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case Cpu:
            return tr("Per cent of one CPU during the last second, as docker stats: 200 % are two CPUs");
        case Memory:
            return tr("Memory in use without the page cache that can be dropped, as docker stats");
        case Pids:
            return tr("Processes and threads");
        default:
            return {};
        }
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case State:
        return tr("State");
    case Name:
        return tr("Name");
    case Image:
        return tr("Image");
    case Cpu:
        return tr("CPU");
    case Memory:
        return tr("Memory");
    case Pids:
        return tr("PIDs");
    case StatusText:
        return tr("Status");
    default:
        return {};
    }
}

void ContainerModel::setLive(const QHash<QString, LiveNumbers> &live)
{
    const QHash<QString, LiveNumbers> old = std::exchange(m_live, live);
    for (int i = 0; i < rowCount(); ++i) {
        const QString id = key(row(i));
        int first = ColumnCount;
        int last = -1;
        for (const int column : {Cpu, Memory, Pids}) {
            if (liveText(old.value(id), column) == liveText(m_live.value(id), column))
                continue;
            first = std::min(first, column);
            last = column;
        }
        if (last >= 0)
            Q_EMIT dataChanged(index(i, first), index(i, last), {Qt::DisplayRole});
    }
}

void ContainerModel::updateTimes()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, StatusText), index(rowCount() - 1, StatusText), {Qt::DisplayRole});
}

bool ContainerModel::showsSeconds() const
{
    constexpr std::int64_t minute = 61'000'000'000;
    const std::int64_t now = nowNs();
    for (int i = 0; i < rowCount(); ++i) {
        const std::int64_t since = isUp(row(i).status) ? row(i).started : row(i).finished;
        if (since > 0 && now - since < minute)
            return true;
    }
    return false;
}

} // namespace tare::gui
