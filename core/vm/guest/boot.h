// SPDX-License-Identifier: GPL-3.0-or-later
// From the kernel's hand-over to a root file system of the image's.
#pragma once

#include "core/vm/guest/command.h"

namespace tare::guest {

// proc, sys and devtmpfs; the modules that /modules.list names, in its order.
void prepare();
// Waits for the port that is named "tare.0"; dies after ten seconds.
[[nodiscard]] int openChannel();
// The host's answer to H.
[[nodiscard]] Command readCommand(int channel);
// Mounts /dev/vda and makes it the root, with proc, sys, dev, cgroup2 and a tmpfs on /run.
void enterDisk(const Command &command);

} // namespace tare::guest
