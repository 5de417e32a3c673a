// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QPointer>
#include <vector>

class QLabel;
class QProgressBar;
class QToolButton;
class QVBoxLayout;

namespace tare::gui {

class ElidedLabel;
class Task;
class TaskList;

// All that runs, a line each with its progress and a button that cancels it. Closes itself when nothing runs any more.
class TaskPopup : public QFrame
{
    Q_OBJECT
public:
    explicit TaskPopup(TaskList &tasks, QWidget *parent = nullptr);

    // With its lower right corner at that of `anchor`'s upper edge.
    void openAbove(const QWidget &anchor);

private:
    struct Row
    {
        QWidget *box = nullptr;
        ElidedLabel *title = nullptr, *text = nullptr;
        QProgressBar *bar = nullptr;
        QToolButton *cancel = nullptr;
    };
    void refresh();
    void addRow();

    TaskList &m_tasks;
    QVBoxLayout *m_column = nullptr;
    std::vector<Row> m_rows; // as many as there were tasks at most
};

} // namespace tare::gui
