// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/task_line.h"

#include "gui/app/icons.h"
#include "gui/app/task_popup.h"
#include "gui/app/tasks.h"
#include "gui/app/theme.h"
#include "gui/widgets/elided_label.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QToolButton>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr int barWidth = 240;
constexpr int barSteps = 1000; // a QProgressBar counts in int; bytes need more
} // namespace

TaskLine::TaskLine(TaskList &tasks, QWidget *parent)
    : QFrame(parent), m_tasks(tasks), m_text(new ElidedLabel(this)), m_more(new QToolButton(this)),
      m_bar(new QProgressBar(this)), m_cancel(new QToolButton(this))
{
    setObjectName(u"tasks"_s);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(2 * gridUnit, gridUnit / 2, gridUnit, gridUnit / 2);
    layout->setSpacing(gridUnit);
    m_text->setObjectName(u"tasks.text"_s);
    layout->addWidget(m_text, 1);
    m_more->setObjectName(u"tasks.more"_s);
    m_more->setToolTip(tr("Lists all that runs"));
    m_more->setAccessibleName(tr("All tasks"));
    m_more->setAutoRaise(true);
    m_more->setFocusPolicy(Qt::TabFocus);
    layout->addWidget(m_more);
    m_bar->setObjectName(u"tasks.progress"_s);
    m_bar->setAccessibleName(tr("Progress of the task"));
    m_bar->setFixedWidth(barWidth);
    m_bar->setTextVisible(false);
    m_bar->setMaximumHeight(gridUnit + 2);
    layout->addWidget(m_bar);
    m_cancel->setObjectName(u"tasks.cancel"_s);
    m_cancel->setIcon(themedIcon(u"close"_s));
    m_cancel->setAccessibleName(tr("Cancel the task"));
    m_cancel->setToolTip(tr("Cancel the task"));
    m_cancel->setAutoRaise(true);
    layout->addWidget(m_cancel);
    connect(m_more, &QToolButton::clicked, this, [this]() {
        if (m_popup == nullptr)
            m_popup = new TaskPopup(m_tasks, this);
        m_popup->openAbove(*this);
    });
    connect(m_cancel, &QToolButton::clicked, this, [this]() {
        if (!m_tasks.tasks().isEmpty())
            m_tasks.tasks().constLast()->cancel();
    });
    connect(&m_tasks, &TaskList::changed, this, &TaskLine::refresh);
    refresh();
}

void TaskLine::refresh()
{
    setVisible(!m_tasks.tasks().isEmpty());
    if (m_tasks.tasks().isEmpty())
        return;
    const Task &task = *m_tasks.tasks().constLast();
    m_text->setFullText(task.text().isEmpty() ? task.title() : task.title() + u" \u2014 "_s + task.text());
    const int others = static_cast<int>(m_tasks.tasks().size()) - 1;
    m_more->setVisible(others > 0);
    m_more->setText(tr("and %n more", "tasks that run besides", others));
    m_bar->setRange(0, task.total() > 0 ? barSteps : 0);
    if (task.total() > 0)
        m_bar->setValue(static_cast<int>(static_cast<double>(task.current()) / static_cast<double>(task.total()) * barSteps));
}

} // namespace tare::gui
