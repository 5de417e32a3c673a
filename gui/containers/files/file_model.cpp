// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/files/file_model.h"

#include "gui/app/theme.h"
#include "gui/files/change_look.h"
#include "gui/files/mode_text.h"
#include "gui/widgets/format.h"

#include <QBrush>
#include <QFont>

namespace tare::gui {

using namespace Qt::StringLiterals;
using Type = image::FileEntry::Type;

namespace {

image::Change lookOf(const FileRow &row)
{
    if (!row.change)
        return image::Change::Unchanged;
    switch (*row.change) {
    case FileChange::Kind::Added:
        return image::Change::Added;
    case FileChange::Kind::Removed:
        return image::Change::Removed;
    case FileChange::Kind::Changed:
        break;
    }
    return image::Change::Changed;
}

} // namespace

int FileModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

Qt::ItemFlags FileModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags out = KeyedTableModel::flags(index);
    if (!index.isValid())
        return out;
    const FileRow &one = row(index.row());
    const std::string &name = one.entry.name;
    // A name that is no text cannot be typed, and one that was found has its folder before it.
    if (index.column() == Name && !one.isGone() && name.find('/') == std::string::npos && QString::fromStdString(name).toStdString() == name)
        out |= Qt::ItemIsEditable;
    return out;
}

bool FileModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable))
        return false;
    const QString wanted = value.toString();
    const std::string &name = row(index.row()).entry.name;
    if (wanted.isEmpty() || wanted.toStdString() == name)
        return false;
    Q_EMIT renameAsked(name, wanted);
    return true;
}

QVariant FileModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const FileRow &one = row(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(one, column);
    case Qt::EditRole:
        return QString::fromStdString(one.entry.name);
    case Qt::ToolTipRole:
        return toolTip(one, column).toHtmlEscaped();
    case Qt::TextAlignmentRole:
        return column == Size ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::FontRole: {
        if (column == Mode || column == Owner)
            return monospaceFont(nullptr);
        if (column != Name || !one.isGone())
            return {};
        QFont struck;
        struck.setStrikeOut(true);
        return struck;
    }
    case Qt::ForegroundRole:
        return (column == Name || column == State) && one.change ? QVariant(QBrush(changeTextColor(lookOf(one)))) : QVariant();
    case SortRole:
        return sortKey(one, column);
    case ChangedRole:
        return one.change.has_value();
    default:
        return {};
    }
}

QVariant FileModel::text(const FileRow &row, int column)
{
    const image::FileEntry &e = row.entry;
    if (row.isGone() && column != Name && column != State)
        return {};
    switch (column) {
    case Name: {
        QString name = plainLine(e.name);
        if (e.type == Type::Folder)
            name += u'/';
        else if (e.type == Type::Symlink)
            name += u" → "_s + plainLine(e.target);
        return name;
    }
    case Size:
        return e.type == Type::File ? formatSize(e.size) : QString();
    case State: {
        const image::Change look = lookOf(row);
        return row.change ? changeSign(look) + u' ' + changeWord(look) : QString();
    }
    case Mode:
        return modeText(static_cast<char>(e.type), e.mode);
    case Owner:
        return QString::number(e.uid) + u':' + QString::number(e.gid);
    case Modified:
        return formatDateTime(e.modified);
    default:
        return {};
    }
}

QString FileModel::toolTip(const FileRow &row, int column)
{
    const image::FileEntry &e = row.entry;
    switch (column) {
    case Name:
        return e.type == Type::Symlink ? tr("%1, a symbolic link to %2").arg(plainLine(e.name), plainLine(e.target)) : plainLine(e.name);
    case Size:
        return e.type == Type::File && !row.isGone() ? tr("%1 bytes").arg(e.size) : QString();
    case State:
        if (!row.change)
            return {};
        return *row.change == FileChange::Kind::Added     ? tr("Not in the image (docker diff: A)")
               : *row.change == FileChange::Kind::Removed ? tr("In the image, and removed here (docker diff: D)")
                                                          : tr("Differs from the image, or holds what does (docker diff: C)");
    case Mode:
        return row.isGone() ? QString() : u'0' + QString::number(e.mode, 8);
    case Owner:
        return row.isGone() ? QString() : tr("Number of the user and of the group");
    default:
        return {};
    }
}

QVariant FileModel::sortKey(const FileRow &row, int column)
{
    switch (column) {
    case Name: // folders first
        return (row.entry.type == Type::Folder ? u'0' : u'1') + plainLine(row.entry.name);
    case Size:
        return static_cast<qlonglong>(row.entry.type == Type::File ? row.entry.size : -1);
    case State:
        return row.change ? static_cast<int>(*row.change) + 1 : 0;
    case Modified:
        return static_cast<qlonglong>(row.entry.modified);
    default:
        return text(row, column);
    }
}

QVariant FileModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return section == Size ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole)
        return section == State ? tr("What differs from the image (docker diff)") : QString();
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Size:
        return tr("Size");
    case State:
        return tr("Change", "column: how a file differs from the image");
    case Mode:
        return tr("Mode", "column: permission bits");
    case Owner:
        return tr("Owner", "column: user and group number");
    case Modified:
        return tr("Modified", "column: time");
    default:
        return {};
    }
}

} // namespace tare::gui
