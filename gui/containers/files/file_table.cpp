// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/files/file_table.h"

#include "gui/app/theme.h"
#include "gui/files/change_look.h"
#include "gui/widgets/format.h"

#include <QAction>
#include <QDropEvent>
#include <QHeaderView>
#include <QMimeData>
#include <QSortFilterProxyModel>
#include <QUrl>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

QStringList localFiles(const QMimeData *data)
{
    QStringList out;
    for (const QUrl &url : data->urls()) {
        if (url.isLocalFile())
            out += url.toLocalFile();
    }
    return out;
}

} // namespace

FileTable::FileTable(QWidget *parent) : FileTable(new FileModel, parent) {}

FileTable::FileTable(FileModel *model, QWidget *parent)
    : ListTable(model, FileModel::SortRole, u"containers/files/columns"_s, parent), m_model(model)
{
    m_model->setParent(this);
    setObjectName(u"files.table"_s);
    setAccessibleName(tr("Files of the container"));
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers); // by Rename, F2
    setTextElideMode(Qt::ElideMiddle);
    setAcceptDrops(true);
    setDropIndicatorShown(true);
    sortByColumn(FileModel::Name, Qt::AscendingOrder);
    QHeaderView *head = horizontalHeader();
    head->setStretchLastSection(true);
    head->resizeSection(FileModel::Name, 24 * gridUnit);
    const QFontMetrics metrics(font());
    const struct
    {
        int column;
        QString widest;
    } widths[] = {{FileModel::Size, u"999.99 MB"_s},
                  {FileModel::State, u"− "_s + changeWord(image::Change::Removed)},
                  {FileModel::Mode, u"drwxr-xr-x"_s},
                  {FileModel::Owner, u"1000:1000"_s},
                  {FileModel::Modified, formatDateTime(1'700'000'000'000'000'000)}};
    for (const auto &[column, widest] : widths)
        head->resizeSection(column, metrics.horizontalAdvance(widest) + 3 * gridUnit);
    auto *open = new QAction(tr("Open"), this);
    open->setObjectName(u"files.open"_s);
    open->setShortcuts({QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)});
    open->setShortcutContext(Qt::WidgetShortcut);
    addAction(open);
    connect(open, &QAction::triggered, this, &FileTable::opened);
    connect(this, &QTableView::doubleClicked, this, &FileTable::opened);
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this, &FileTable::currentMoved);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &FileTable::currentMoved);
}

void FileTable::setChangedOnly(bool only)
{
    proxy()->setFilterRole(only ? int(FileModel::ChangedRole) : int(Qt::DisplayRole));
    proxy()->setFilterKeyColumn(only ? 0 : -1);
    setFilter(only ? u"true"_s : QString());
}

const FileRow *FileTable::current() const
{
    const QModelIndex index = currentIndex();
    return index.isValid() ? &m_model->row(rowOf(index)) : nullptr;
}

std::vector<FileRow> FileTable::selected() const
{
    std::vector<FileRow> out;
    for (const QModelIndex &index : selectionModel()->selectedRows())
        out.push_back(m_model->row(rowOf(index)));
    return out;
}

bool FileTable::select(const std::string &name)
{
    return showRow(m_model->find(FileModel::keyOf(name)));
}

void FileTable::editCurrent()
{
    const QModelIndex index = currentIndex().siblingAtColumn(FileModel::Name);
    if (index.isValid() && (index.flags() & Qt::ItemIsEditable))
        edit(index);
}

int FileTable::shownRows() const
{
    return proxy()->rowCount();
}

QModelIndex FileTable::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    switch (action) {
    case MoveHome:
        return model()->index(0, FileModel::Name);
    case MoveEnd:
        return model()->index(model()->rowCount() - 1, FileModel::Name);
    case MoveLeft:
    case MoveRight:
        return currentIndex();
    default:
        return ListTable::moveCursor(action, modifiers).siblingAtColumn(FileModel::Name);
    }
}

void FileTable::dragEnterEvent(QDragEnterEvent *event)
{
    if (!localFiles(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void FileTable::dragMoveEvent(QDragMoveEvent *event)
{
    // Copied, whatever the desktop would rather do.
    if (localFiles(event->mimeData()).isEmpty())
        return;
    event->setDropAction(Qt::CopyAction);
    event->accept();
}

void FileTable::dropEvent(QDropEvent *event)
{
    const QStringList files = localFiles(event->mimeData());
    if (files.isEmpty())
        return;
    event->setDropAction(Qt::CopyAction);
    event->accept();
    const QModelIndex at = indexAt(event->position().toPoint());
    const FileRow *under = at.isValid() ? &m_model->row(rowOf(at)) : nullptr;
    Q_EMIT dropped(files, under != nullptr && under->isFolder() && !under->isGone() ? under->entry.name : std::string());
}

} // namespace tare::gui
