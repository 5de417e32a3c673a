// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/task_popup.h"

#include "gui/app/icons.h"
#include "gui/app/tasks.h"
#include "gui/app/theme.h"
#include "gui/widgets/elided_label.h"

#include <QGridLayout>
#include <QProgressBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr int popupWidth = 56 * gridUnit;
constexpr int barSteps = 1000; // a QProgressBar counts in int; bytes need more
} // namespace

TaskPopup::TaskPopup(TaskList &tasks, QWidget *parent)
    : QFrame(parent, Qt::Popup), m_tasks(tasks), m_column(new QVBoxLayout(this))
{
    setObjectName(u"tasks.popup"_s);
    setAccessibleName(tr("Tasks"));
    setFrameShape(QFrame::StyledPanel);
    setFixedWidth(popupWidth);
    m_column->setContentsMargins(gridUnit, gridUnit, gridUnit, gridUnit);
    m_column->setSpacing(gridUnit);
    connect(&m_tasks, &TaskList::changed, this, &TaskPopup::refresh);
    refresh();
}

void TaskPopup::addRow()
{
    const int number = static_cast<int>(m_rows.size());
    Row row;
    row.box = new QWidget(this);
    row.title = new ElidedLabel(row.box);
    row.text = new ElidedLabel(row.box);
    row.text->setForegroundRole(QPalette::PlaceholderText);
    row.bar = new QProgressBar(row.box);
    row.bar->setObjectName(u"tasks.popup.progress%1"_s.arg(number));
    row.bar->setTextVisible(false);
    row.bar->setMaximumHeight(gridUnit);
    row.cancel = new QToolButton(row.box);
    row.cancel->setObjectName(u"tasks.popup.cancel%1"_s.arg(number));
    row.cancel->setIcon(themedIcon(u"close"_s));
    row.cancel->setAutoRaise(true);
    row.cancel->setFocusPolicy(Qt::StrongFocus);
    row.cancel->setToolTip(tr("Cancel the task"));
    auto *grid = new QGridLayout(row.box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(gridUnit / 2);
    grid->addWidget(row.title, 0, 0);
    grid->addWidget(row.cancel, 0, 1, 2, 1);
    grid->addWidget(row.text, 1, 0);
    grid->addWidget(row.bar, 2, 0, 1, 2);
    grid->setColumnStretch(0, 1);
    m_column->addWidget(row.box);
    connect(row.cancel, &QToolButton::clicked, this, [this, number]() {
        if (number < m_tasks.tasks().size())
            m_tasks.tasks().at(number)->cancel();
    });
    m_rows.push_back(row);
}

void TaskPopup::refresh()
{
    const auto &tasks = m_tasks.tasks();
    if (tasks.isEmpty()) {
        close();
        return;
    }
    while (m_rows.size() < static_cast<std::size_t>(tasks.size()))
        addRow();
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const Row &row = m_rows[i];
        const bool there = i < static_cast<std::size_t>(tasks.size());
        row.box->setVisible(there);
        if (!there)
            continue;
        const Task &task = *tasks.at(static_cast<qsizetype>(i));
        row.title->setFullText(task.title());
        row.text->setFullText(task.text());
        row.text->setVisible(!task.text().isEmpty());
        row.bar->setAccessibleName(tr("Progress: %1").arg(task.title()));
        row.cancel->setAccessibleName(tr("Cancel: %1").arg(task.title()));
        row.bar->setRange(0, task.total() > 0 ? barSteps : 0);
        if (task.total() > 0)
            row.bar->setValue(
                static_cast<int>(static_cast<double>(task.current()) / static_cast<double>(task.total()) * barSteps));
    }
    if (isVisible()) {
        const QPoint corner = geometry().bottomRight();
        adjustSize();
        move(corner - QPoint(width() - 1, height() - 1));
    }
}

void TaskPopup::openAbove(const QWidget &anchor)
{
    refresh();
    if (m_tasks.tasks().isEmpty())
        return;
    adjustSize();
    const QPoint corner = anchor.mapToGlobal(QPoint(anchor.width(), 0));
    move(corner - QPoint(width(), height()));
    show();
    m_rows.front().cancel->setFocus(Qt::PopupFocusReason);
}

} // namespace tare::gui
