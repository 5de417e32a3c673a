// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/tasks.h"

#include <utility>

namespace tare::gui {

Task::Task(TaskList &list, QString title, CancelSource cancel)
    : m_list(&list), m_title(std::move(title)), m_cancel(std::move(cancel))
{
    list.m_tasks.append(this);
    Q_EMIT list.changed();
}

Task::~Task()
{
    if (!m_list)
        return;
    m_list->m_tasks.removeOne(this);
    Q_EMIT m_list->changed();
}

void Task::progress(qint64 current, qint64 total, const QString &text)
{
    m_current = current;
    m_total = total;
    m_text = text;
    if (m_list)
        Q_EMIT m_list->changed();
}

void Task::cancel()
{
    m_cancel.cancel();
}

} // namespace tare::gui
