// SPDX-License-Identifier: GPL-3.0-or-later
// The last hour of a container, as rates: what charts draw. The last five minutes are kept as they were read, what is older as
// means over ten seconds, so that an hour is no more to keep or to draw than ten minutes of seconds.
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
    static constexpr std::int64_t span = 3'600'000'000'000; // ns
    static constexpr std::int64_t fine = 300'000'000'000;   // ns that are kept as they were read
    static constexpr std::int64_t coarse = 10'000'000'000;  // ns that one older point stands for
    // The first reading makes no point. Counters that went back (a new start) begin anew.
    void add(const Stats &stats);
    void clear();

    [[nodiscard]] const std::deque<StatsPoint> &points() const { return m_points; }
    [[nodiscard]] const std::optional<Stats> &last() const { return m_last; }

private:
    void fold();

    std::deque<StatsPoint> m_points;
    std::size_t m_folded = 0; // so many at the front are means
    std::optional<Stats> m_last;
};

} // namespace tare::gui
