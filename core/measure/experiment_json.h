// SPDX-License-Identifier: GPL-3.0-or-later
// The pieces of an experiment's JSON that tare-lab and who started it exchange line by line.
#pragma once

#include "core/measure/experiment.h"

#include <string_view>

namespace tare::measure {

[[nodiscard]] Result<Subject> subjectFromName(std::string_view name);
// {"sample":{…}} in one line.
[[nodiscard]] std::string sampleToJson(const Sample &sample);
// {"begun":{…}} in one line: an experiment without samples.
[[nodiscard]] std::string begunToJson(const Experiment &experiment);
[[nodiscard]] std::string resultToJson(const Experiment &experiment); // {"result":{…}}, likewise
[[nodiscard]] Result<Sample> sampleFromJson(const std::string &line);

} // namespace tare::measure
