// SPDX-License-Identifier: GPL-3.0-or-later
// What an experiment's numbers say, in the user's words: computed, and never more than the runs can show.
#pragma once

#include "core/measure/experiment.h"

#include <QString>
#include <QStringList>

namespace tare::gui {

// Titles of the charts.
[[nodiscard]] QString startFinding(const measure::Experiment &experiment);
[[nodiscard]] QString stagesFinding(const measure::Experiment &experiment);
[[nodiscard]] QString memoryFinding(const measure::Experiment &experiment);

// A few sentences that can be read aloud; empty as long as there is no number.
[[nodiscard]] QString verdict(const measure::Experiment &experiment);
// What makes the numbers themselves doubtful, beside the warnings that the experiment brings.
[[nodiscard]] QStringList doubts(const measure::Experiment &experiment);
// What these charts do not show.
[[nodiscard]] QStringList notShown(const measure::Experiment &experiment);

} // namespace tare::gui
