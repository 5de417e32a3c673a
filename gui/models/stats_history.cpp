// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/stats_history.h"

#include <algorithm>

namespace tare::gui {

void StatsHistory::clear()
{
    m_points.clear();
    m_folded = 0;
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
        fold();
        while (m_points.front().time < stats.readAt - span) {
            m_points.pop_front();
            m_folded -= m_folded > 0 ? 1 : 0;
        }
    }
    m_last = stats;
}

// Points of one span of ten seconds become their mean, once the whole of it is old.
void StatsHistory::fold()
{
    const std::int64_t old = m_points.back().time - fine;
    while (m_folded < m_points.size()) {
        const std::int64_t part = m_points[m_folded].time / coarse;
        if ((part + 1) * coarse > old)
            return;
        std::size_t end = m_folded + 1;
        while (end < m_points.size() && m_points[end].time / coarse == part)
            ++end;
        StatsPoint mean;
        for (std::size_t i = m_folded; i < end; ++i) {
            const StatsPoint &p = m_points[i];
            for (double StatsPoint::*member : {&StatsPoint::cpuPercent, &StatsPoint::memory, &StatsPoint::pids, &StatsPoint::networkRx,
                                               &StatsPoint::networkTx, &StatsPoint::blockRead, &StatsPoint::blockWritten, &StatsPoint::throttled})
                mean.*member += p.*member / static_cast<double>(end - m_folded);
            mean.oomKills += p.oomKills;
            mean.time = p.time;
        }
        m_points[m_folded] = mean;
        ++m_folded;
        m_points.erase(m_points.begin() + static_cast<std::ptrdiff_t>(m_folded), m_points.begin() + static_cast<std::ptrdiff_t>(end));
    }
}

} // namespace tare::gui
