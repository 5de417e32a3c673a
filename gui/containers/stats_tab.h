// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/types.h"
#include "gui/models/stats_history.h"

#include <QWidget>
#include <vector>

class QComboBox;
class QGridLayout;
class QLabel;
class QToolButton;

namespace tare::gui {

class LiveChart;
class MessageBar;

// CPU, memory, processes, network and block devices over the last hour or a part of it: the charts show the same time.
class StatsTab : public QWidget
{
    Q_OBJECT
public:
    explicit StatsTab(QWidget *parent = nullptr);
    void setContainer(const Container &container);
    void setHistory(const StatsHistory &history);
    // What is known, whatever is shown of it: "time,seconds,cpu_percent,…".
    [[nodiscard]] static QString csv(const std::vector<StatsPoint> &points, std::int64_t nowMonotonic, std::int64_t nowWall);

private:
    void build();
    void setWindow(qint64 span, qint64 end);
    void setPaused(bool paused);
    void showPoints();
    void save(bool picture);
    void write(bool picture, const QString &path);

    std::string m_id, m_name;
    std::vector<StatsPoint> m_points;
    std::vector<LiveChart *> m_charts;
    LiveChart *m_cpu = nullptr, *m_memory = nullptr, *m_pids = nullptr, *m_network = nullptr,
              *m_block = nullptr;
    QWidget *m_sheet = nullptr; // the charts
    QComboBox *m_span = nullptr;
    QToolButton *m_pause = nullptr, *m_now = nullptr, *m_export = nullptr;
    QLabel *m_state = nullptr;
    MessageBar *m_message = nullptr;
};

} // namespace tare::gui
