// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/stats_history.h"

#include <algorithm>

namespace tare::gui {

void StatsHistory::clear()
{
    m_points.clear();
    m_last.reset();
}

void StatsHistory::add(const Stats &stats)
{
    const bool goesOn = m_last && stats.readAt > m_last->readAt && stats.cpuUsage >= m_last->cpuUsage;
    if (goesOn) {
        const auto elapsed = static_cast<double>(stats.readAt - m_last->readAt);
        // A counter that a controller does not have stays zero; one that went back is not a rate.
        const auto rate = [elapsed](std::int64_t before, std::int64_t after) {
            return static_cast<double>(std::max<std::int64_t>(0, after - before)) / elapsed * 1e9;
        };
        StatsPoint point;
        point.time = stats.readAt;
        point.cpuPercent = cpuPercent(*m_last, stats);
        point.memory = static_cast<double>(stats.memoryUsage);
        point.pids = static_cast<double>(stats.pids);
        point.networkRx = rate(m_last->networkRx, stats.networkRx);
        point.networkTx = rate(m_last->networkTx, stats.networkTx);
        point.blockRead = rate(m_last->blockRead, stats.blockRead);
        point.blockWritten = rate(m_last->blockWritten, stats.blockWritten);
        point.throttled = rate(m_last->throttledTime, stats.throttledTime) / 1e9;
        point.oomKills = std::max<std::int64_t>(0, stats.oomKills - m_last->oomKills);
        m_points.push_back(point);
        while (m_points.front().time < stats.readAt - span)
            m_points.pop_front();
    }
    m_last = stats;
}

} // namespace tare::gui
