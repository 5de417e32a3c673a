// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as people read them, shared by the text and the HTML report.
#pragma once

#include "core/measure/experiment.h"

#include <string>

namespace tare::measure {

[[nodiscard]] std::string timeText(double ns);      // "3.21 ms", "2.41 s"; "–" for NaN
[[nodiscard]] std::string memoryText(double bytes); // "1.4 MiB"; "–" for NaN
[[nodiscard]] std::string timesText(double ratio);  // "7.3"; "–" for NaN
[[nodiscard]] std::string intervalText(const Estimate &e, std::string (*format)(double));
// "Host process", "Container", "Virtual machine (software emulation)"
[[nodiscard]] std::string subjectTitle(const Experiment &experiment, Subject subject);
[[nodiscard]] std::string stageTitle(Subject subject, const std::string &stage);
[[nodiscard]] const SubjectSummary *summaryOf(const Experiment &experiment, Subject subject);

} // namespace tare::measure
