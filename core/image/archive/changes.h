// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <string>
#include <vector>

namespace tare::image {

// Dockerfile instructions, one each, as the "config" object of an image configuration (JSON). Lists are given as JSON
// or in shell form: CMD ["sh","-c","x"], CMD echo hello. InvalidArgument names the instruction.
[[nodiscard]] Result<std::string> applyChanges(const std::vector<std::string> &changes);

} // namespace tare::image
