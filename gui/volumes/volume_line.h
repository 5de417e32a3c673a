// SPDX-License-Identifier: GPL-3.0-or-later
// What is done to volumes as lines of docker volume, quoted for a shell.
#pragma once

#include "core/engine/volumes.h"

#include <QString>

namespace tare::gui {

[[nodiscard]] QString volumeCreateLine(const VolumeSpec &spec);
[[nodiscard]] QString volumeRemoveLine(const std::string &name);
[[nodiscard]] QString volumePruneLine(bool all);

} // namespace tare::gui
