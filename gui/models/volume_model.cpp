// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/volume_model.h"

#include "core/base/strings.h"
#include "core/base/time.h"
#include "gui/app/theme.h"
#include "gui/widgets/format.h"

#include <QFont>
#include <algorithm>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

QString text(const VolumeRow &row, int column)
{
    switch (column) {
    case VolumeModel::Name:
        return volumeTitle(row.volume);
    case VolumeModel::Kind:
        return row.volume.anonymous          ? VolumeModel::tr("for one container")
               : !row.volume.options.empty() ? VolumeModel::tr("mounted by its options")
                                             : VolumeModel::tr("with a name");
    case VolumeModel::Containers:
        return row.users.empty() ? u"\u2013"_s : QString::number(row.users.size());
    case VolumeModel::Created:
        return row.volume.created > 0 ? formatAgo(row.volume.created, nowNs()) : QString();
    default:
        return {};
    }
}

QString toolTip(const VolumeRow &row, int column)
{
    QStringList lines;
    switch (column) {
    case VolumeModel::Name:
        return plainLine(row.volume.name).toHtmlEscaped();
    case VolumeModel::Kind:
        return row.volume.anonymous ? VolumeModel::tr("Made with a container; a prune takes it when no container has it any more")
                                    : VolumeModel::tr("Stays until it is removed");
    case VolumeModel::Containers:
        for (const VolumeUser &user : row.users)
            lines += plainLine(user.name);
        return lines.isEmpty() ? VolumeModel::tr("No container has it") : lines.join(u'\n').toHtmlEscaped();
    case VolumeModel::Created:
        return row.volume.created > 0 ? formatDateTime(row.volume.created) : QString();
    default:
        return {};
    }
}

} // namespace

QString volumeTitle(const Volume &volume)
{
    const bool drawn = volume.name.size() == 64 && isHex(volume.name);
    return drawn ? shortId(volume.name) : plainLine(volume.name);
}

std::vector<VolumeRow> volumeRows(const std::vector<Volume> &volumes, const std::vector<Container> &containers)
{
    std::vector<VolumeRow> out;
    for (const Volume &volume : volumes) {
        VolumeRow row{volume, {}};
        for (const Container &container : containers) {
            const auto mount = std::find_if(container.volumes.begin(), container.volumes.end(),
                                            [&](const VolumeMount &one) { return one.name == volume.name; });
            const bool known = mount != container.volumes.end();
            if (!known && std::find(volume.users.begin(), volume.users.end(), container.id) == volume.users.end())
                continue;
            row.users.push_back({container.id, container.name, known ? mount->target : std::string(), container.status, known && mount->readOnly});
        }
        std::sort(row.users.begin(), row.users.end(), [](const auto &a, const auto &b) { return a.name < b.name; });
        out.push_back(std::move(row));
    }
    return out;
}

int VolumeModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant VolumeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const VolumeRow &one = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(one, index.column());
    case Qt::ToolTipRole:
        return toolTip(one, index.column());
    case Qt::FontRole:
        return index.column() == Name && one.volume.anonymous ? QVariant(monospaceFont(nullptr)) : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == Containers ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    case SortRole:
        return index.column() == Containers ? QVariant(static_cast<int>(one.users.size()))
               : index.column() == Created  ? QVariant::fromValue<qlonglong>(one.volume.created)
                                            : QVariant(text(one, index.column()));
    default:
        return {};
    }
}

QVariant VolumeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return section == Containers ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == Containers)
        return tr("How many containers have it, running or not");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Kind:
        return tr("Kind", "column: of a volume");
    case Containers:
        return tr("Containers");
    case Created:
        return tr("Created", "column: when the volume was made");
    default:
        return {};
    }
}

void VolumeModel::updateTimes()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, Created), index(rowCount() - 1, Created), {Qt::DisplayRole});
}

} // namespace tare::gui
