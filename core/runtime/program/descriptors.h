// SPDX-License-Identifier: GPL-3.0-or-later
// Descriptors that the caller gives to the command in the container.
#pragma once

#include "core/base/result.h"
#include "core/runtime/program/arguments.h"

namespace tare::runtime {

// --preserve-fds N: how many from `first` on; each must have been given.
[[nodiscard]] Result<unsigned> preservedFds(const Arguments &arguments, unsigned first);
// $LISTEN_FDS, when $LISTEN_PID says that they are for us; 0.
[[nodiscard]] unsigned listeningFds();

} // namespace tare::runtime
