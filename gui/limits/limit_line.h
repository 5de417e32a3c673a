// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/types.h"

#include <QString>

namespace tare::gui {

// " --cpus 0.5 --memory 64m …": as docker run and docker update take them, with a space before each; empty
// for none.
[[nodiscard]] QString limitFlags(const Limits &limits);
// "docker update --cpus 0.5 NAME", quoted for a shell.
[[nodiscard]] QString updateLine(const std::string &container, const Limits &limits);

} // namespace tare::gui
