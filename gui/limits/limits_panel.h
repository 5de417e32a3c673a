// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"
#include "gui/models/stats_history.h"

#include <QWidget>

class QLabel;
class QTimer;

namespace tare::gui {

class LimitField;
class LiveChart;
class MessageBar;

// Sliders and exact fields that write to the running container, beside what it uses. For a stopped one they
// are stored and apply at its next start.
class LimitsPanel : public QWidget
{
    Q_OBJECT
public:
    explicit LimitsPanel(Context &context, QWidget *parent = nullptr);

    void setContainer(const Container &container); // another one, or a newer state of the same
    void clear();
    void setMachine(const EngineInfo &info); // what can be limited here, and how far the sliders go
    void setHistory(const StatsHistory &history);

protected:
    void hideEvent(QHideEvent *event) override; // a limit that waits is written first

private:
    void edited();
    void apply();
    void applied(const QString &id, const Limits &wanted, const Status &status);
    void showLimits();
    void showLimitLines();
    void showFacts(const StatsHistory &history);
    [[nodiscard]] Limits wanted() const;

    Context &m_context;
    Container m_container;
    std::vector<std::string> m_applicable;
    bool m_machineKnown = false;
    MessageBar *m_message = nullptr;
    LimitField *m_cpus = nullptr, *m_memory = nullptr, *m_pids = nullptr;
    QLabel *m_state = nullptr, *m_facts = nullptr;
    LiveChart *m_cpuChart = nullptr, *m_memoryChart = nullptr;
    QTimer *m_delay = nullptr;
    bool m_applying = false;
};

} // namespace tare::gui
