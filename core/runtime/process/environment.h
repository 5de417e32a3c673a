// SPDX-License-Identifier: GPL-3.0-or-later
// The environment of a container's process: what the configuration says, each name once, and what every program expects.
#pragma once

#include "core/runtime/spec/spec.h"

#include <string>
#include <vector>

namespace tare::runtime {

// Of a name that is there several times the last one counts. A HOME that is missing or empty is the user's in the container's
// own /etc/passwd, or "/", as other runtimes have it. A terminal has a TERM. For who is in the container's root.
[[nodiscard]] std::vector<std::string> environmentOf(const Process &process);

} // namespace tare::runtime
