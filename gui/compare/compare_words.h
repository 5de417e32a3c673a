// SPDX-License-Identifier: GPL-3.0-or-later
// The words and numbers that everything about an experiment shares.
#pragma once

#include "core/measure/experiment.h"

#include <QString>

namespace tare::gui {

[[nodiscard]] QString stageTitle(const std::string &stage); // translated; a stage that is not known keeps its name
// "Virtual machine (software emulation)" where it was one.
[[nodiscard]] QString subjectTitle(const measure::Experiment &experiment, measure::Subject subject);
// "", "software emulation", or that it is not known yet.
[[nodiscard]] QString emulationWords(const measure::Experiment &experiment, measure::Subject subject);
[[nodiscard]] bool isEmulated(const measure::Experiment &experiment, measure::Subject subject);

// Null when there is no sample with a number.
[[nodiscard]] const measure::SubjectSummary *summaryWithNumber(const measure::Experiment &experiment,
                                                               measure::Subject subject);
[[nodiscard]] int failures(const measure::Experiment &experiment, measure::Subject subject);
// "62"; three significant digits at most.
[[nodiscard]] QString ratioText(double ratio);

} // namespace tare::gui
