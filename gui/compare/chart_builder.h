// SPDX-License-Identifier: GPL-3.0-or-later
// From an experiment to its charts; their titles, which say the finding, come from verdict.h.
#pragma once

#include "gui/compare/chart_data.h"

namespace tare::gui {

[[nodiscard]] ChartData startChart(const measure::Experiment &experiment);
[[nodiscard]] ChartData stageChart(const measure::Experiment &experiment);
[[nodiscard]] ChartData memoryChart(const measure::Experiment &experiment);

} // namespace tare::gui
