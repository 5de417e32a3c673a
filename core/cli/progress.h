// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"

#include <map>
#include <string>
#include <vector>

namespace tare::cli {

// Shows steps as `docker pull` does: on a terminal one line a part, rewritten in place; otherwise a line when
// a part's phase changes.
class ProgressDisplay
{
public:
    explicit ProgressDisplay(bool quiet);
    [[nodiscard]] ProgressSink sink();

private:
    void show(const Progress &step);
    void redraw();

    bool m_quiet, m_terminal;
    std::vector<std::string> m_order;
    std::map<std::string, Progress> m_parts;
    std::size_t m_drawn = 0;
    std::int64_t m_lastDraw = 0;
};

} // namespace tare::cli
