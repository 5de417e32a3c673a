// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/terminal_tab.h"

#include "core/base/strings.h"
#include "gui/app/icons.h"
#include "gui/app/theme.h"
#include "gui/containers/container_words.h"
#include "gui/containers/terminal_session.h"
#include "gui/containers/words.h"
#include "gui/models/container_model.h"
#include "gui/widgets/message_bar.h"
#include "gui/widgets/terminal/view.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;

TerminalPane::TerminalPane(Context &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_message(new MessageBar(u"terminal.message"_s, this)),
      m_shell(new QPushButton(themedIcon(u"terminal"_s), tr("Open a &shell"), this)),
      m_attach(new QPushButton(tr("&Attach"), this)), m_close(new QPushButton(tr("&Detach"), this)),
      m_command(new QLineEdit(u"/bin/sh"_s, this)), m_state(new QLabel(this)),
      m_view(new TerminalView(u"terminal.view"_s, this))
{
    setObjectName(u"terminal"_s);
    m_shell->setObjectName(u"terminal.shell"_s);
    m_shell->setToolTip(
        tr("Runs this command beside the container's own, in the same namespaces (docker exec -it)"));
    m_command->setObjectName(u"terminal.command"_s);
    m_command->setAccessibleName(tr("The command that is run"));
    m_command->setToolTip(m_shell->toolTip());
    m_attach->setObjectName(u"terminal.attach"_s);
    m_attach->setToolTip(tr("Joins the terminal of the container's own command (docker attach)"));
    m_close->setObjectName(u"terminal.close"_s);
    m_close->setToolTip(tr("Lets go of the terminal; the container runs on"));
    m_state->setObjectName(u"terminal.state"_s);
    m_state->setTextFormat(Qt::PlainText);
    for (QPushButton *button : {m_shell, m_attach, m_close}) {
        button->setAutoDefault(true);
        button->setAccessibleName(button->text().remove(u'&'));
    }

    auto *bar = new QHBoxLayout;
    bar->setSpacing(gridUnit);
    bar->addWidget(m_shell);
    bar->addWidget(m_command, 1);
    bar->addWidget(m_attach);
    bar->addWidget(m_close);
    bar->addWidget(m_state, 2);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(gridUnit, gridUnit, gridUnit, gridUnit);
    rows->setSpacing(gridUnit);
    rows->addLayout(bar);
    rows->addWidget(m_message);
    rows->addWidget(m_view, 1);

    m_view->setReadOnly(true);
    connect(m_shell, &QPushButton::clicked, this, &TerminalPane::openShell);
    connect(m_command, &QLineEdit::returnPressed, this, &TerminalPane::openShell);
    connect(m_attach, &QPushButton::clicked, this, &TerminalPane::openAttach);
    connect(m_close, &QPushButton::clicked, this, &TerminalPane::close);
}

void TerminalPane::setContainer(const Container &container)
{
    if (container.started != m_container.started && isUp(container.status))
        m_ended.clear(); // that was the run before
    m_container = container;
    showState();
}

void TerminalPane::focusTerminal()
{
    if (m_session != nullptr)
        m_view->setFocus(Qt::OtherFocusReason);
    else if (m_shell->isEnabled())
        m_shell->setFocus(Qt::OtherFocusReason);
}

void TerminalPane::showState()
{
    const bool running = m_container.status == ContainerStatus::Running;
    const bool open = m_session != nullptr;
    m_shell->setEnabled(running && !open);
    m_command->setEnabled(running && !open);
    m_attach->setEnabled(running && !open);
    m_close->setEnabled(open);
    m_view->setReadOnly(!open);
    if (open)
        m_state->setText(m_session->kind() == TerminalSession::Kind::Exec
                             ? tr("A process beside the container's own")
                             : tr("The container's own terminal"));
    else if (m_container.status == ContainerStatus::Paused)
        m_state->setText(tr("The container is paused."));
    else if (!running)
        m_state->setText(m_ended.isEmpty() ? tr("The container does not run.") : m_ended);
    else
        m_state->setText(m_ended);
}

void TerminalPane::begin()
{
    m_ended.clear();
    m_message->hide();
    m_view->reset();
    m_session = new TerminalSession(m_context, this);
    connect(m_session, &TerminalSession::output, m_view, [this](const QByteArray &bytes) {
        m_view->feed({bytes.constData(), static_cast<std::size_t>(bytes.size())});
    });
    connect(m_session, &TerminalSession::opened, this, &TerminalPane::showState); // knows by now what it is
    connect(m_session, &TerminalSession::ended, this, &TerminalPane::ended);
    connect(m_session, &TerminalSession::failed, this, [this](const Error &error) {
        close();
        m_message->showError(error);
    });
    connect(m_view, &TerminalView::typed, m_session, &TerminalSession::write);
    connect(m_view, &TerminalView::resized, m_session, &TerminalSession::resize);
    showState();
    m_view->setFocus(Qt::OtherFocusReason);
}

void TerminalPane::openShell()
{
    const auto words = splitWords(m_command->text());
    if (m_session != nullptr || !words || words->empty())
        return;
    begin();
    m_context.showCommand(u"docker exec -it "_s + QString::fromStdString(shellQuote(m_container.name)) +
                          u' ' + QString::fromStdString(shellQuote(*words)));
    m_session->exec(m_container.id, *words, m_view->surface().rows(), m_view->surface().columns());
}

void TerminalPane::openAttach()
{
    if (m_session != nullptr)
        return;
    begin();
    m_context.showCommand(u"docker attach "_s + QString::fromStdString(shellQuote(m_container.name)));
    m_session->attach(m_container.id, m_view->surface().rows(), m_view->surface().columns());
}

void TerminalPane::close()
{
    if (m_session == nullptr)
        return;
    m_session->disconnect(this);
    m_session->disconnect(m_view);
    m_session->deleteLater();
    m_session = nullptr;
    m_ended = tr("Detached.");
    showState();
    if (isVisible())
        focusTerminal();
}

void TerminalPane::ended(int exitCode)
{
    close();
    m_ended = exitCode < 0 ? tr("Ended.") : tr("Ended with code %1.").arg(exitCode);
    const QString meaning = exitCode > 0 ? exitMeaning(exitCode, false) : QString();
    if (!meaning.isEmpty())
        m_ended += u' ' + meaning;
    showState();
}

TerminalTab::TerminalTab(Context &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_stack(new QStackedWidget(this))
{
    setObjectName(u"terminals"_s);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_stack);
}

void TerminalTab::setContainer(const Container &container)
{
    m_container = container;
    const QString id = QString::fromStdString(container.id);
    auto pane = m_panes.constFind(id);
    if (pane == m_panes.constEnd() && !isVisible())
        return; // made when it is looked at
    if (pane == m_panes.constEnd()) {
        auto *fresh = new TerminalPane(m_context, m_stack);
        m_stack->addWidget(fresh);
        pane = m_panes.insert(id, fresh);
    }
    (*pane)->setContainer(container);
    m_stack->setCurrentWidget(*pane);
}

void TerminalTab::keepOnly(const QStringList &ids)
{
    for (auto pane = m_panes.begin(); pane != m_panes.end();) {
        if (ids.contains(pane.key())) {
            ++pane;
            continue;
        }
        (*pane)->deleteLater();
        pane = m_panes.erase(pane);
    }
}

void TerminalTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_container.id.empty())
        return;
    setContainer(m_container);
    if (auto *pane = qobject_cast<TerminalPane *>(m_stack->currentWidget()))
        pane->focusTerminal();
}

} // namespace tare::gui
