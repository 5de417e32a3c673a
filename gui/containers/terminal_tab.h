// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"

#include <QHash>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace tare::gui {

class MessageBar;
class TerminalSession;
class TerminalView;

// The terminal of one container: a shell of its own (exec), or the container's own terminal (attach).
class TerminalPane : public QWidget
{
    Q_OBJECT
public:
    explicit TerminalPane(Context &context, QWidget *parent = nullptr);
    void setContainer(const Container &container);
    void focusTerminal();

private:
    void openShell();
    void openAttach();
    void begin();
    void close();
    void ended(int exitCode);
    void showState();

    Context &m_context;
    Container m_container;
    MessageBar *m_message = nullptr;
    QPushButton *m_shell = nullptr, *m_attach = nullptr, *m_close = nullptr;
    QLineEdit *m_command = nullptr;
    QLabel *m_state = nullptr;
    TerminalView *m_view = nullptr;
    TerminalSession *m_session = nullptr;
    QString m_ended; // what is said after the last session
};

// Keeps the terminals of all containers, so that looking at another one ends nothing.
class TerminalTab : public QWidget
{
    Q_OBJECT
public:
    explicit TerminalTab(Context &context, QWidget *parent = nullptr);
    void setContainer(const Container &container);
    // Terminals of containers that are no more go.
    void keepOnly(const QStringList &ids);

protected:
    void showEvent(QShowEvent *event) override;

private:
    Context &m_context;
    Container m_container;
    QStackedWidget *m_stack = nullptr;
    QHash<QString, TerminalPane *> m_panes;
};

} // namespace tare::gui
