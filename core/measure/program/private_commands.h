// SPDX-License-Identifier: GPL-3.0-or-later
// What tare-lab asks of itself, in a process whose mounts are its own.
#pragma once

#include "core/base/paths.h"

#include <string>
#include <vector>

namespace tare::lab {

// argc and argv: to begin again as root of the user's mapped ids.
[[nodiscard]] int guestDisk(int argc, char **argv, const std::string &work, const std::string &file,
                            const std::vector<std::string> &layers);
// Serves measure::HostStarter (core/measure/host_protocol.h) on descriptor 3 until that is closed.
[[nodiscard]] int hostSubject(int argc, char **argv, const std::string &work,
                              const std::vector<std::string> &layers);

// Waits for its parent to say that all is in order; when it dies instead, removes what it left: the
// containers of leases that nobody holds, folders of work that nobody does.
[[nodiscard]] int keeper(const Paths &paths, int parentPid);

} // namespace tare::lab
