// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QProgressBar;
class QToolButton;

namespace tare::gui {

class ElidedLabel;
class Task;
class TaskList;
class TaskPopup;

// One line for what runs: the newest task with its progress and a button that cancels it, and how many more there are: a click lists
// them all.
class TaskLine : public QFrame
{
    Q_OBJECT
public:
    explicit TaskLine(TaskList &tasks, QWidget *parent = nullptr);

private:
    void refresh();

    TaskList &m_tasks;
    ElidedLabel *m_text = nullptr;
    QToolButton *m_more = nullptr;
    TaskPopup *m_popup = nullptr;
    QProgressBar *m_bar = nullptr;
    QToolButton *m_cancel = nullptr;
};

} // namespace tare::gui
