// SPDX-License-Identifier: GPL-3.0-or-later
// The last ten minutes of a container, as rates: what charts draw.
#pragma once

#include "core/engine/types.h"

#include <cstdint>
#include <deque>
#include <optional>

namespace tare::gui {

struct StatsPoint
{
    std::int64_t time = 0;       // CLOCK_MONOTONIC, ns
    double cpuPercent = 0;       // of one CPU
    double memory = 0;           // bytes
    double pids = 0;
    double networkRx = 0, networkTx = 0, blockRead = 0, blockWritten = 0; // bytes per second
    double throttled = 0;        // ns of throttled time per ns, summed over the threads
    std::int64_t oomKills = 0;   // since the point before
};

class StatsHistory
{
public:
    static constexpr std::int64_t span = 600'000'000'000; // ns
    // The first reading makes no point. Counters that went back (a new start) begin anew.
    void add(const Stats &stats);
    void clear();

    [[nodiscard]] const std::deque<StatsPoint> &points() const { return m_points; }
    [[nodiscard]] const std::optional<Stats> &last() const { return m_last; }

private:
    std::deque<StatsPoint> m_points;
    std::optional<Stats> m_last;
};

} // namespace tare::gui
