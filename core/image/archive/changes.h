// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <string>
#include <vector>

namespace tare::image {

// Dockerfile instructions, one each, as the "config" object of an image configuration (JSON). Lists are given as JSON
// or in shell form: CMD ["sh","-c","x"], CMD echo hello. InvalidArgument names the instruction.
// `config`: the object to begin with (JSON); without one, a default PATH is set unless the changes set an environment.
[[nodiscard]] Result<std::string> applyChanges(const std::vector<std::string> &changes, const std::string &config = {});

} // namespace tare::image
