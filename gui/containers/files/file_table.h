// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/containers/files/file_model.h"
#include "gui/widgets/list_table.h"

#include <QStringList>

namespace tare::gui {

// The files of one folder. Several can be selected; files of the desktop can be dropped on it.
class FileTable : public ListTable
{
    Q_OBJECT
public:
    explicit FileTable(QWidget *parent = nullptr);

    [[nodiscard]] FileModel &files() const { return *m_model; }
    void setChangedOnly(bool only);
    // The current row; null when there is none.
    [[nodiscard]] const FileRow *current() const;
    [[nodiscard]] std::vector<FileRow> selected() const;
    bool select(const std::string &name);
    void editCurrent();
    [[nodiscard]] int shownRows() const;

Q_SIGNALS:
    void opened();     // Enter, or a double click
    void currentMoved();
    // `onto`: the folder under the pointer, or empty.
    void dropped(const QStringList &files, const std::string &onto);

protected:
    // Up and down alone: a file is its row.
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    FileTable(FileModel *model, QWidget *parent);

    FileModel *m_model;
};

} // namespace tare::gui
