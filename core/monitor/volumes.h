// SPDX-License-Identifier: GPL-3.0-or-later
// The volumes that were made for a container which removes itself (core/engine/local/volume_store.h says how they are kept).
#pragma once

#include "core/monitor/options.h"

#include <cstdint>

namespace tare::monitor {

// Takes them out of sight, save those that other containers have: a bit for each of Options::volumes that went.
std::uint32_t unlistVolumes(const Options &options);
// The files of one that went.
void removeVolume(const Options &options, std::size_t index);

} // namespace tare::monitor
