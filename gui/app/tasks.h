// SPDX-License-Identifier: GPL-3.0-or-later
// Work that takes a while, for the task line of the window.
#pragma once

#include "core/base/cancel.h"

#include <QObject>
#include <QPointer>
#include <QString>
#include <QVector>
#include <memory>

namespace tare::gui {

class Task;

// UI thread only.
class TaskList : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    [[nodiscard]] const QVector<Task *> &tasks() const { return m_tasks; } // oldest first

Q_SIGNALS:
    void changed();

private:
    friend class Task;
    QVector<Task *> m_tasks;
};

// One task: shown while it lives. The window's cancel button calls `cancel`.
class Task
{
public:
    Task(TaskList &list, QString title, CancelSource cancel);
    ~Task();
    Task(const Task &) = delete;
    Task &operator=(const Task &) = delete;

    // `total` 0: not known. `text` is what is being done now; may be empty.
    void progress(qint64 current, qint64 total, const QString &text = {});

    [[nodiscard]] const QString &title() const { return m_title; }
    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] qint64 current() const { return m_current; }
    [[nodiscard]] qint64 total() const { return m_total; }
    void cancel();

private:
    QPointer<TaskList> m_list;
    QString m_title, m_text;
    qint64 m_current = 0, m_total = 0;
    CancelSource m_cancel;
};

} // namespace tare::gui
