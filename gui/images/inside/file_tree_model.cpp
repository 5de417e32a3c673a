// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/inside/file_tree_model.h"

#include "gui/app/theme.h"
#include "gui/files/change_look.h"
#include "gui/files/mode_text.h"
#include "gui/widgets/format.h"

#include <QBrush>
#include <QFont>

namespace tare::gui {

using namespace Qt::StringLiterals;
using image::Node;
using image::NodeId;
using image::NodeType;
using image::SortBy;

char kindLetter(NodeType type)
{
    switch (type) {
    case NodeType::Folder:
        return 'd';
    case NodeType::Symlink:
        return 'l';
    case NodeType::CharDevice:
        return 'c';
    case NodeType::BlockDevice:
        return 'b';
    case NodeType::Fifo:
        return 'p';
    case NodeType::File:
        break;
    }
    return '-';
}

FileTreeModel::FileTreeModel(QObject *parent) : QAbstractItemModel(parent) {}

void FileTreeModel::forget()
{
    m_children.clear();
    m_rows.clear();
}

void FileTreeModel::setTree(std::shared_ptr<const image::FileTree> tree)
{
    beginResetModel();
    m_tree = std::move(tree);
    m_found.clear();
    m_isList = false;
    forget();
    endResetModel();
}

void FileTreeModel::setFound(std::vector<NodeId> found)
{
    beginResetModel();
    m_found = std::move(found);
    m_isList = true;
    forget();
    endResetModel();
}

void FileTreeModel::leaveFound()
{
    if (!m_isList)
        return;
    beginResetModel();
    m_found.clear();
    m_isList = false;
    forget();
    endResetModel();
}

const FileTreeModel::Children &FileTreeModel::children(NodeId folder) const
{
    if (m_isList && folder == image::rootNode)
        return m_found;
    const auto [at, isNew] = m_children.try_emplace(folder);
    if (isNew && m_tree) {
        at->second = m_tree->children(folder, m_sort, m_reversed);
        for (std::size_t i = 0; i < at->second.size(); ++i)
            m_rows[at->second[i]] = static_cast<int>(i);
    }
    return at->second;
}

int FileTreeModel::rowOf(NodeId id, NodeId folder) const
{
    [[maybe_unused]] const Children &listed = children(folder); // fills m_rows
    const auto at = m_rows.find(id);
    return at == m_rows.end() ? -1 : at->second;
}

NodeId FileTreeModel::idOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<NodeId>(index.internalId()) : image::rootNode;
}

QModelIndex FileTreeModel::indexOf(NodeId id) const
{
    if (!m_tree || id == image::rootNode || !m_tree->contains(id))
        return {};
    if (m_isList) {
        const auto at = std::find(m_found.begin(), m_found.end(), id);
        return at == m_found.end() ? QModelIndex() : createIndex(static_cast<int>(at - m_found.begin()), 0, quintptr{id});
    }
    const int row = rowOf(id, m_tree->parent(id));
    return row < 0 ? QModelIndex() : createIndex(row, 0, quintptr{id});
}

QModelIndex FileTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!m_tree || row < 0 || column < 0 || column >= ColumnCount || (m_isList && parent.isValid()))
        return {};
    const Children &listed = children(idOf(parent));
    if (row >= static_cast<int>(listed.size()))
        return {};
    return createIndex(row, column, quintptr{listed[static_cast<std::size_t>(row)]});
}

QModelIndex FileTreeModel::parent(const QModelIndex &index) const
{
    if (!index.isValid() || !m_tree || m_isList)
        return {};
    return indexOf(m_tree->parent(idOf(index)));
}

int FileTreeModel::rowCount(const QModelIndex &parent) const
{
    if (!m_tree || parent.column() > 0 || (m_isList && parent.isValid()))
        return 0;
    return static_cast<int>(children(idOf(parent)).size());
}

int FileTreeModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

bool FileTreeModel::hasChildren(const QModelIndex &parent) const
{
    if (!m_tree || parent.column() > 0 || (m_isList && parent.isValid()))
        return false;
    return m_isList ? !m_found.empty() : m_tree->node(idOf(parent)).childCount > 0;
}

QVariant FileTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || !m_tree)
        return {};
    const Node node = m_tree->node(idOf(index));
    switch (role) {
    case Qt::DisplayRole:
        return text(node, index.column());
    case Qt::ToolTipRole:
        return toolTip(node, index.column()).toHtmlEscaped();
    case Qt::TextAlignmentRole:
        return index.column() == Size ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                      : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::FontRole: {
        if (index.column() == Mode || index.column() == Owner)
            return monospaceFont(nullptr);
        if (index.column() == Name && node.change == image::Change::Removed) {
            QFont struck;
            struck.setStrikeOut(true);
            return struck;
        }
        return {};
    }
    case Qt::ForegroundRole:
        if ((index.column() == Name || index.column() == State) && node.change != image::Change::Unchanged)
            return QBrush(changeTextColor(node.change));
        return {};
    case IdRole:
        return QVariant::fromValue<quint32>(node.id);
    default:
        return {};
    }
}

QVariant FileTreeModel::text(const Node &node, int column) const
{
    switch (column) {
    case Name: {
        QString name = plainLine(m_isList ? m_tree->path(node.id) : node.name);
        if (node.type == NodeType::Folder)
            name += u'/';
        else if (node.type == NodeType::Symlink)
            name += u" → "_s + plainLine(m_tree->details(node.id).target);
        return name;
    }
    case Size:
        return node.type == NodeType::Folder || node.type == NodeType::File ? formatSize(node.totalSize) : QString();
    case State: {
        QString out = changeSign(node.change) + (node.change == image::Change::Unchanged ? QString() : u" "_s) +
                      changeWord(node.change);
        if (node.opaque)
            out += (out.isEmpty() ? QString() : u", "_s) + tr("opaque", "a folder that hides what the layers below have");
        if (out.isEmpty() && node.changesBelow > 0)
            out = tr("%n change(s) below", nullptr, static_cast<int>(std::min<std::uint32_t>(node.changesBelow, 1U << 30U)));
        return out;
    }
    case Mode:
        return modeText(kindLetter(node.type), node.mode);
    case Owner:
        return QString::number(node.uid) + u':' + QString::number(node.gid);
    case Modified:
        return formatDateTime(node.modified);
    default:
        return {};
    }
}

QString FileTreeModel::toolTip(const Node &node, int column) const
{
    switch (column) {
    case Name:
        return u'/' + plainLine(m_tree->path(node.id));
    case Size:
        return node.type == NodeType::Folder
                   ? tr("%1 bytes in %n file(s) below", nullptr,
                        static_cast<int>(std::min<std::uint32_t>(node.totalFiles, 1U << 30U)))
                         .arg(node.totalSize)
                   : tr("%1 bytes").arg(node.size);
    case State:
        return node.opaque ? tr("This layer hides what the layers below have in this folder")
               : node.changedParts != 0 ? tr("Differs in: %1").arg(changedPartsText(node.changedParts))
                                        : tr("From layer %1").arg(node.layer + 1);
    case Mode:
        return u'0' + QString::number(node.mode, 8);
    default:
        return {};
    }
}

QVariant FileTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return section == Size ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                               : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Size:
        return tr("Size");
    case State:
        return tr("Change", "column: what a layer did to a file");
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

void FileTreeModel::sort(int column, Qt::SortOrder order)
{
    const SortBy by = column == Size       ? SortBy::Size
                      : column == State    ? SortBy::Changes
                      : column == Modified ? SortBy::Modified
                                           : SortBy::Name;
    // The tree gives sizes and changes with the largest first unless reversed.
    const bool largestFirst = by == SortBy::Size || by == SortBy::Changes;
    const bool reversed = largestFirst ? order == Qt::AscendingOrder : order == Qt::DescendingOrder;
    if (by == m_sort && reversed == m_reversed)
        return;
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    m_sort = by;
    m_reversed = reversed;
    forget();
    QModelIndexList after;
    after.reserve(before.size());
    for (const QModelIndex &index : before) {
        const QModelIndex now = indexOf(idOf(index));
        after += now.isValid() ? now.siblingAtColumn(index.column()) : QModelIndex();
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

} // namespace tare::gui
