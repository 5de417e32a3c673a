// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/processes/processes_tab.h"

#include "core/base/strings.h"
#include "core/base/time.h"
#include "core/engine/container_processes.h"
#include "gui/app/icons.h"
#include "gui/app/theme.h"
#include "gui/containers/processes/process_table.h"
#include "gui/models/container_model.h"
#include "gui/widgets/format.h"
#include "gui/widgets/message_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSettings>
#include <QShortcut>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>
#include <csignal>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr int intervalMs = 2000;
}

ProcessesTab::ProcessesTab(Context &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_message(new MessageBar(u"processes.message"_s, this)), m_table(new ProcessTable(this)),
      m_state(new QLabel(this)), m_signal(new QToolButton(this)), m_menu(new QMenu(this)), m_timer(new QTimer(this))
{
    setObjectName(u"processes"_s);
    m_state->setObjectName(u"processes.state"_s);
    m_state->setTextFormat(Qt::PlainText);
    m_signal->setObjectName(u"processes.signal"_s);
    m_signal->setText(tr("Send a signal"));
    m_signal->setAccessibleName(m_signal->text());
    m_signal->setToolTip(tr("Sends a signal to the chosen process alone; to the first one as docker kill does (Enter)"));
    m_signal->setIcon(themedIcon(u"kill"_s));
    m_signal->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_signal->setPopupMode(QToolButton::InstantPopup);
    m_signal->setFocusPolicy(Qt::TabFocus);
    m_menu->setObjectName(u"processes.signalMenu"_s);
    m_signal->setMenu(m_menu);
    fillMenu();
    m_table->restoreState(context.settings());
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_timer->setInterval(intervalMs);
    auto *bar = new QHBoxLayout;
    bar->setSpacing(gridUnit);
    bar->addWidget(m_signal);
    bar->addStretch(1);
    bar->addWidget(m_state);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(gridUnit, gridUnit, gridUnit, gridUnit);
    rows->setSpacing(gridUnit);
    rows->addLayout(bar);
    rows->addWidget(m_message);
    rows->addWidget(m_table, 1);
    connect(m_timer, &QTimer::timeout, this, &ProcessesTab::read);
    connect(m_table, &ListTable::chosen, this, &ProcessesTab::enable);
    connect(m_table, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) {
        if (m_table->selected() != nullptr)
            m_menu->popup(m_table->viewport()->mapToGlobal(at));
    });
    auto *open = new QShortcut(QKeySequence(Qt::Key_Return), m_table, nullptr, nullptr, Qt::WidgetShortcut);
    connect(open, &QShortcut::activated, m_signal, [this]() {
        if (m_signal->isEnabled())
            m_signal->showMenu();
    });
    enable();
}

ProcessesTab::~ProcessesTab()
{
    m_reading.cancel();
    m_table->saveState(m_context.settings());
}

void ProcessesTab::fillMenu()
{
    const struct
    {
        int number;
        const char *name;
        QString words;
    } signalsKnown[] = {{SIGTERM, "TERM", tr("end, please")},
                        {SIGINT, "INT", tr("interrupt, as Ctrl+C")},
                        {SIGHUP, "HUP", tr("hang up; many read their configuration again")},
                        {SIGQUIT, "QUIT", tr("quit; some say where they are first")},
                        {SIGUSR1, "USR1", tr("what the program makes of it")},
                        {SIGUSR2, "USR2", tr("what the program makes of it")},
                        {SIGSTOP, "STOP", tr("halt")},
                        {SIGCONT, "CONT", tr("go on")},
                        {SIGKILL, "KILL", tr("end at once, without a word")}};
    for (const auto &[number, name, words] : signalsKnown) {
        QAction *action = m_menu->addAction(u"SIG"_s + QLatin1String(name) + u"  "_s + words);
        action->setObjectName(u"processes.signal."_s + QLatin1String(name));
        connect(action, &QAction::triggered, this, [this, signal = number, text = name]() { send(signal, text); });
    }
}

void ProcessesTab::setContainer(const Container &container)
{
    const bool other = container.id != m_container.id || container.started != m_container.started;
    const bool turned = isUp(container.status) != isUp(m_container.status);
    m_container = container;
    if (!other && !turned)
        return;
    if (other) {
        m_message->dismiss();
        m_table->processes().clear();
    }
    if (isVisible())
        refresh();
}

void ProcessesTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void ProcessesTab::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_timer->stop();
    m_reading.cancel();
}

void ProcessesTab::refresh()
{
    if (!isVisible())
        return;
    m_reading.cancel();
    m_busy = false;
    if (!isUp(m_container.status)) {
        m_timer->stop();
        m_table->processes().clear();
        m_state->setText(m_container.id.empty() ? QString() : tr("The container does not run."));
        enable();
        return;
    }
    m_timer->start();
    read();
}

void ProcessesTab::read()
{
    if (std::exchange(m_busy, true))
        return;
    m_reading = m_context.run<std::pair<Result<std::vector<Process>>, std::int64_t>>(
        this,
        [engine = m_context.engine(), id = m_container.id](const CancelToken &) {
            auto processes = engine->top(id);
            return std::make_pair(std::move(processes), monotonicNs());
        },
        [this, id = m_container.id](const std::pair<Result<std::vector<Process>>, std::int64_t> &reading) {
            if (id == m_container.id)
                listed(reading.first, reading.second);
        });
}

void ProcessesTab::listed(const Result<std::vector<Process>> &processes, std::int64_t at)
{
    m_busy = false;
    if (!isUp(m_container.status))
        return;
    if (!processes) {
        if (processes.error().code != Errc::NotRunning && processes.error().code != Errc::Cancelled) // its end is said soon
            m_message->showError(processes.error());
        return;
    }
    m_table->processes().read(*processes, at);
    m_state->setText(tr("%n process(es)", nullptr, static_cast<int>(processes->size())));
    enable();
}

void ProcessesTab::enable()
{
    m_signal->setEnabled(m_table->selected() != nullptr);
}

void ProcessesTab::send(int signal, const char *name)
{
    const Process *chosen = m_table->selected();
    if (chosen == nullptr)
        return;
    const Process process = *chosen;
    const bool first = process.pid == m_container.pid;
    const QString quoted = QString::fromStdString(shellQuote(m_container.name));
    m_context.showCommand(first ? u"docker kill --signal "_s + QLatin1String(name) + u' ' + quoted
                                : u"kill -"_s + QLatin1String(name) + u' ' + QString::number(process.pid));
    m_message->dismiss();
    m_context.run<Status>(
        this,
        [engine = m_context.engine(), id = m_container.id, process, signal, first](const CancelToken &) -> Status {
            if (first)
                return engine->kill(id, signal);
            ContainerProcesses *processes = processesOf(*engine);
            return processes == nullptr ? Status(fail(Errc::Unsupported, "kill", "this engine does not signal single processes"))
                                        : processes->signalProcess(id, process, signal);
        },
        [this](const Status &sent) {
            if (!sent)
                m_message->showError(sent.error());
            read();
        });
}

} // namespace tare::gui
