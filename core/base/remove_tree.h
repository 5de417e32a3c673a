// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <string>

namespace tare {

// removeTree() of core/base/file.h in an open folder, which may be a stranger's: `name` is one name in it. What is mounted at
// the name or below it is left alone and makes this fail (EXDEV, EBUSY).
[[nodiscard]] Status removeTreeAt(int folder, const std::string &name);

} // namespace tare
