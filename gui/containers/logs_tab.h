// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"

#include <QStringList>
#include <QWidget>
#include <memory>

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QMenu;
class QToolButton;

namespace tare::gui {

class LogSearch;
class LogSource;
class LogView;
class LogWriter;
class MessageBar;

// A container's log, alone or with those of others, followed while it is looked at. What containers write is plain text;
// colours are taken over where they are asked for.
class LogsTab : public QWidget
{
    Q_OBJECT
public:
    static constexpr int mostLines = 100'000;
    static constexpr int mostOthers = 20;

    explicit LogsTab(Context &context, QWidget *parent = nullptr);
    ~LogsTab() override;
    void setContainer(const Container &container);
    void setAll(const std::vector<Container> &containers);
    [[nodiscard]] QString commandLine() const; // docker logs …
    void focusSearch();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build();
    void connectSearch();
    void read();
    void append(const std::vector<LogLine> &lines, const QString &source);
    void scrolled(int value);
    void find(bool backward);
    void showFound();
    void applyFilter();
    void fillWith();
    void save();
    void write(const QString &path);

    Context &m_context;
    Container m_container;
    std::vector<Container> m_all;
    QStringList m_with; // ids of those that are read, too
    MessageBar *m_message = nullptr;
    LogView *m_view = nullptr;
    QCheckBox *m_follow = nullptr, *m_times = nullptr, *m_wrap = nullptr, *m_colours = nullptr;
    QComboBox *m_level = nullptr, *m_stream = nullptr;
    QToolButton *m_others = nullptr, *m_expression = nullptr, *m_previous = nullptr, *m_next = nullptr;
    QMenu *m_menu = nullptr;
    QLineEdit *m_search = nullptr;
    QLabel *m_found = nullptr;
    LogSource *m_source = nullptr;
    LogSearch *m_finder = nullptr;
    std::unique_ptr<LogWriter> m_writer;
    bool m_shown = false, m_dark = false;
    bool m_asked = false;   // somebody went to a find, which may be none
    bool m_filling = false; // the view moves by itself, not under the user's hand
};

} // namespace tare::gui
