// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"

#include <QWidget>

class QLabel;
class QMenu;
class QTimer;
class QToolButton;

namespace tare::gui {

class MessageBar;
class ProcessTable;

// What runs in a container, read every two seconds while it is looked at; signals can be sent to each process.
class ProcessesTab : public QWidget
{
    Q_OBJECT
public:
    explicit ProcessesTab(Context &context, QWidget *parent = nullptr);
    ~ProcessesTab() override;

    void setContainer(const Container &container);
    void refresh();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void fillMenu();
    void read();
    void listed(const Result<std::vector<Process>> &processes, std::int64_t at);
    void send(int signal, const char *name);
    void enable();

    Context &m_context;
    Container m_container;
    MessageBar *m_message = nullptr;
    ProcessTable *m_table = nullptr;
    QLabel *m_state = nullptr;
    QToolButton *m_signal = nullptr;
    QMenu *m_menu = nullptr;
    QTimer *m_timer = nullptr;
    CancelSource m_reading;
    bool m_busy = false;
};

} // namespace tare::gui
