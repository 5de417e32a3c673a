// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

namespace tare::image::program {

// Root, or root of a user namespace: comes back and nothing happened. Anybody else: the program runs again as root of
// the caller's mapped ids, and this process ends with its exit code. Only while there is one thread.
[[nodiscard]] Status enterUserNamespace(int argc, char **argv);

} // namespace tare::image::program
