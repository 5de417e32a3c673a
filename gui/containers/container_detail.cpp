// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/container_detail.h"

#include "core/base/strings.h"
#include "gui/app/icons.h"
#include "gui/app/theme.h"
#include "gui/containers/files/files_tab.h"
#include "gui/containers/inspect_tab.h"
#include "gui/containers/logs_tab.h"
#include "gui/containers/overview_tab.h"
#include "gui/containers/processes/processes_tab.h"
#include "gui/containers/stats_tab.h"
#include "gui/containers/terminal_tab.h"
#include "gui/limits/limits_panel.h"

#include <QApplication>
#include <QLabel>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;

ContainerDetail::ContainerDetail(Context &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_stack(new QStackedWidget(this)), m_tabs(new QTabWidget(this)),
      m_overview(new OverviewTab(context, this)), m_logs(new LogsTab(context, this)),
      m_terminal(new TerminalTab(context, this)), m_files(new FilesTab(context, this)), m_processes(new ProcessesTab(context, this)), m_stats(new StatsTab(this)),
      m_limits(new LimitsPanel(context, this)), m_inspect(new InspectTab(context, this))
{
    setObjectName(u"containers.detail"_s);
    m_tabs->setObjectName(u"containers.tabs"_s);
    m_tabs->tabBar()->setObjectName(u"containers.tabBar"_s);
    m_tabs->tabBar()->setAccessibleName(tr("What is shown of the container"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_overview, themedIcon(u"info"_s), tr("Overview"));
    m_tabs->addTab(m_logs, themedIcon(u"logs"_s), tr("Logs"));
    m_tabs->addTab(m_terminal, themedIcon(u"terminal"_s), tr("Terminal"));
    m_tabs->addTab(m_stats, themedIcon(u"history"_s), tr("Stats"));
    m_tabs->addTab(m_limits, themedIcon(u"limits"_s), tr("Limits"));
    m_tabs->addTab(m_inspect, themedIcon(u"inspect"_s), tr("Inspect"));
    m_tabs->addTab(m_files, themedIcon(u"folder"_s), tr("Files"));
    m_tabs->addTab(m_processes, themedIcon(u"tree"_s), tr("Processes"));
    m_nothing = new QLabel(this);
    m_nothing->setObjectName(u"containers.nothing"_s);
    m_nothing->setTextFormat(Qt::PlainText);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_stack->addWidget(m_nothing);
    m_stack->addWidget(m_tabs);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_stack);
    connect(m_tabs, &QTabWidget::currentChanged, this, &ContainerDetail::tabChanged);
    connect(m_tabs->tabBar(), &QTabBar::tabBarClicked, this, &ContainerDetail::showCommand);
}

void ContainerDetail::showCommand(int tab)
{
    const QString name = QString::fromStdString(shellQuote(m_container.name));
    if (tab == Logs)
        m_context.showCommand(m_logs->commandLine());
    else if (tab == Files)
        m_files->showCommand();
    else if (tab == Stats)
        m_context.showCommand(u"docker stats "_s + name);
    else if (tab == Inspect)
        m_context.showCommand(u"docker inspect "_s + name);
    else if (tab == Processes)
        m_context.showCommand(u"docker top "_s + name);
}

void ContainerDetail::openTab(int tab)
{
    m_tabs->setFocus(Qt::OtherFocusReason);
    setTab(tab);
    showCommand(tab);
}

int ContainerDetail::tabCount() const
{
    return m_tabs->count();
}

QString ContainerDetail::tabText(int tab) const
{
    return m_tabs->tabText(tab);
}

QString ContainerDetail::tabWords(int tab) const
{
    return m_tabs->widget(tab)->objectName().section(u'.', -1) + u' ' + m_tabs->tabToolTip(tab);
}

QIcon ContainerDetail::tabIcon(int tab) const
{
    return m_tabs->tabIcon(tab);
}

void ContainerDetail::setContainer(const Container &container)
{
    m_container = container;
    m_overview->setContainer(container);
    m_logs->setContainer(container);
    m_terminal->setContainer(container);
    m_files->setContainer(container);
    m_processes->setContainer(container);
    m_stats->setContainer(container);
    m_limits->setContainer(container);
    m_inspect->setContainer(container);
    m_stack->setCurrentWidget(m_tabs);
}

bool ContainerDetail::focusSearch()
{
    const QWidget *focus = QApplication::focusWidget();
    if (focus == nullptr || !isAncestorOf(focus) || m_stack->currentWidget() != m_tabs)
        return false;
    if (tab() == Logs)
        m_logs->focusSearch();
    else if (tab() == Files)
        m_files->focusSearch();
    else if (tab() == Inspect)
        m_inspect->focusSearch();
    return tab() == Logs || tab() == Files || tab() == Inspect;
}

void ContainerDetail::updateTimes()
{
    if (m_overview->isVisible())
        m_overview->updateTimes();
}

void ContainerDetail::refresh()
{
    m_files->refresh();
    m_processes->refresh();
}

void ContainerDetail::clear(const QString &why)
{
    m_nothing->setText(why);
    m_container = {};
    m_limits->clear();
    m_stack->setCurrentIndex(0);
}

void ContainerDetail::setMachine(const EngineInfo &info)
{
    m_limits->setMachine(info);
}

void ContainerDetail::setAll(const std::vector<Container> &containers)
{
    QStringList ids;
    for (const Container &container : containers)
        ids += QString::fromStdString(container.id);
    m_terminal->keepOnly(ids);
    m_files->keepOnly(ids);
    m_logs->setAll(containers);
}

void ContainerDetail::showHistory(const StatsHistory &history)
{
    if (m_stack->currentWidget() != m_tabs)
        return;
    if (m_tabs->currentIndex() == Stats)
        m_stats->setHistory(history);
    else if (m_tabs->currentIndex() == Limits)
        m_limits->setHistory(history);
}

void ContainerDetail::setTab(int tab)
{
    m_tabs->setCurrentIndex(tab);
}

int ContainerDetail::tab() const
{
    return m_tabs->currentIndex();
}

} // namespace tare::gui
