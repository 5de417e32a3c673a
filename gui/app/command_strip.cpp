// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/command_strip.h"

#include "gui/app/icons.h"
#include "gui/app/theme.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kept = 30;
constexpr int menuTextWidth = 720;
} // namespace

CommandStrip::CommandStrip(QWidget *parent)
    : QFrame(parent), m_line(new QLineEdit(this)), m_copy(new QToolButton(this)),
      m_historyButton(new QToolButton(this)), m_menu(new QMenu(this))
{
    setObjectName(u"strip"_s);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(2 * gridUnit, gridUnit / 2, gridUnit, gridUnit / 2);
    layout->setSpacing(gridUnit / 2);

    auto *prompt = new QLabel(u"$"_s, this);
    prompt->setFont(monospaceFont(this));
    prompt->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(prompt);

    m_line->setObjectName(u"strip.command"_s);
    m_line->setAccessibleName(tr("Docker command of the last action"));
    m_line->setToolTip(tr("What you did last, as the docker command line says it; tare understands the same words"));
    m_line->setPlaceholderText(tr("The docker command that equals your last action appears here"));
    m_line->setReadOnly(true);
    m_line->setFrame(false);
    m_line->setFont(monospaceFont(this));
    layout->addWidget(m_line, 1);

    m_copy->setObjectName(u"strip.copy"_s);
    m_copy->setIcon(themedIcon(u"copy"_s));
    m_copy->setAccessibleName(tr("Copy the command"));
    m_copy->setToolTip(tr("Copy the command (Ctrl+Shift+K)"));
    m_copy->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_K));
    m_copy->setAutoRaise(true);
    m_copy->setEnabled(false);
    layout->addWidget(m_copy);
    connect(m_copy, &QToolButton::clicked, this, &CommandStrip::copy);

    m_menu->setObjectName(u"strip.menu"_s);
    m_historyButton->setObjectName(u"strip.history"_s);
    m_historyButton->setIcon(themedIcon(u"history"_s));
    m_historyButton->setAccessibleName(tr("Earlier commands"));
    m_historyButton->setToolTip(tr("Earlier commands; choosing one copies it"));
    m_historyButton->setAutoRaise(true);
    m_historyButton->setPopupMode(QToolButton::InstantPopup);
    m_historyButton->setMenu(m_menu);
    m_historyButton->setEnabled(false);
    m_historyButton->setStyleSheet(u"QToolButton::menu-indicator { image: none; }"_s);
    layout->addWidget(m_historyButton);
    connect(m_menu, &QMenu::aboutToShow, this, &CommandStrip::fillMenu);
}

void CommandStrip::add(const QString &command)
{
    if (command.isEmpty())
        return;
    m_history.removeAll(command);
    m_history.prepend(command);
    while (m_history.size() > kept)
        m_history.removeLast();
    m_line->setText(command);
    m_line->setCursorPosition(0);
    m_copy->setEnabled(true);
    m_historyButton->setEnabled(true);
}

void CommandStrip::copy()
{
    QGuiApplication::clipboard()->setText(m_line->text());
}

QString CommandStrip::command() const
{
    return m_line->text();
}

void CommandStrip::fillMenu()
{
    m_menu->clear();
    for (const QString &command : m_history) {
        QString shown = m_menu->fontMetrics().elidedText(command, Qt::ElideRight, menuTextWidth);
        shown.replace(u'&', u"&&"_s);
        connect(m_menu->addAction(shown), &QAction::triggered, this, [this, command]() {
            add(command);
            copy();
        });
    }
}

void CommandStrip::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_line != nullptr) {
        QPalette flat;
        flat.setColor(QPalette::Base, palette().color(QPalette::Base));
        m_line->setPalette(flat);
    }
}

} // namespace tare::gui
