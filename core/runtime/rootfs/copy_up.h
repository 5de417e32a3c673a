// SPDX-License-Identifier: GPL-3.0-or-later
// What an image has at the place of a volume, copied into the volume, as Docker does.
#pragma once

#include "core/base/result.h"

namespace tare::runtime {

// Copies what is in one open folder into another, which is empty: contents with their holes, owners, modes,
// times, hard links, extended attributes (not overlayfs's own), devices and FIFOs where they may be made. The
// folder itself takes the source's owner and mode. Stops at other mounts. NoSpace names the destination.
[[nodiscard]] Status copyTree(int source, int destination);

} // namespace tare::runtime
