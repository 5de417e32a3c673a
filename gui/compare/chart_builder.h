// SPDX-License-Identifier: GPL-3.0-or-later
// From an experiment to its charts, titles that say the finding included.
#pragma once

#include "gui/compare/chart_data.h"

namespace tare::gui {

[[nodiscard]] ChartData startChart(const measure::Experiment &experiment);
[[nodiscard]] ChartData stageChart(const measure::Experiment &experiment);
[[nodiscard]] ChartData memoryChart(const measure::Experiment &experiment);

[[nodiscard]] QString stageTitle(const std::string &stage); // translated; a stage that is not known keeps its name
// "Virtual machine" with "(software emulation)" where it was one.
[[nodiscard]] QString subjectTitle(const measure::Experiment &experiment, measure::Subject subject);

} // namespace tare::gui
