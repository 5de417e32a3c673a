// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

namespace tare::lab {

// Ends with the process that started it. Without root, begins again as root of the user's mapped ids: then it
// only returns on failure.
[[nodiscard]] Status becomeRoot(int argc, char **argv);

} // namespace tare::lab
