// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace tare::gui {

class LogFeed;
class MessageBar;

// A container's log, followed while it is looked at. What a container writes is shown as plain text.
class LogsTab : public QWidget
{
    Q_OBJECT
public:
    static constexpr int mostLines = 100'000;

    explicit LogsTab(Context &context, QWidget *parent = nullptr);
    void setContainer(const Container &container);
    [[nodiscard]] QString commandLine() const; // docker logs …
    void focusSearch();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void read();
    void stop();
    void append(const std::vector<LogLine> &lines);
    void scrolled(int value);
    void find(bool backward);
    void save();

    Context &m_context;
    Container m_container;
    MessageBar *m_message = nullptr;
    QPlainTextEdit *m_view = nullptr;
    QCheckBox *m_follow = nullptr, *m_times = nullptr, *m_wrap = nullptr;
    QLineEdit *m_search = nullptr;
    QLabel *m_found = nullptr;
    LogFeed *m_feed = nullptr;
    CancelSource m_reading;
    bool m_shown = false, m_lineOpen = false;
    bool m_filling = false; // the view moves by itself, not under the user's hand
    int m_column = 0;       // where the open line has come to
};

} // namespace tare::gui
