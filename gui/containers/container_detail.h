// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QTabWidget;

namespace tare::gui {

class ElidedLabel;
class FilesTab;
class InspectTab;
class LimitsPanel;
class LogsTab;
class OverviewTab;
class ProcessesTab;
class StatsHistory;
class StatsTab;
class TerminalTab;

// One container, in tabs.
class ContainerDetail : public QWidget
{
    Q_OBJECT
public:
    enum Tab { Overview, Logs, Terminal, Stats, Limits, Inspect, Files, Processes };
    explicit ContainerDetail(Context &context, QWidget *parent = nullptr);

    void setContainer(const Container &container);
    // None is chosen; `why` says what to do.
    void clear(const QString &why = {});
    // To the search field of the tab that has the keyboard; false when there is none.
    bool focusSearch();
    void updateTimes();
    void refresh(); // what the engine says nothing of
    void setMachine(const EngineInfo &info);
    // All that there are: others are forgotten, and logs can be read with the shown one's.
    void setAll(const std::vector<Container> &containers);
    // Only the tab that is looked at is brought up to date.
    void showHistory(const StatsHistory &history);
    void setTab(int tab);
    // As a click on it: with its docker line, and the keyboard.
    void openTab(int tab);
    [[nodiscard]] int tabCount() const;
    [[nodiscard]] QString tabText(int tab) const;
    [[nodiscard]] QString tabWords(int tab) const; // the same in every language
    [[nodiscard]] QIcon tabIcon(int tab) const;
    [[nodiscard]] int tab() const;

Q_SIGNALS:
    void tabChanged();

private:
    void showCommand(int tab);

    Context &m_context;
    Container m_container;
    QStackedWidget *m_stack = nullptr;
    QTabWidget *m_tabs = nullptr;
    QLabel *m_nothing = nullptr;
    OverviewTab *m_overview = nullptr;
    LogsTab *m_logs = nullptr;
    TerminalTab *m_terminal = nullptr;
    FilesTab *m_files = nullptr;
    ProcessesTab *m_processes = nullptr;
    StatsTab *m_stats = nullptr;
    LimitsPanel *m_limits = nullptr;
    InspectTab *m_inspect = nullptr;
};

} // namespace tare::gui
