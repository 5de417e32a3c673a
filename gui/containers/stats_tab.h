// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/types.h"
#include "gui/models/stats_history.h"

#include <QWidget>

class QComboBox;

namespace tare::gui {

class LiveChart;

// CPU, memory, processes, network and block devices over the last minutes.
class StatsTab : public QWidget
{
    Q_OBJECT
public:
    explicit StatsTab(QWidget *parent = nullptr);
    void setContainer(const Container &container);
    void setHistory(const StatsHistory &history);

private:
    LiveChart *m_cpu = nullptr, *m_memory = nullptr, *m_pids = nullptr, *m_network = nullptr,
              *m_block = nullptr;
    QComboBox *m_span = nullptr;
};

} // namespace tare::gui
