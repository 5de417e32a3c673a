// SPDX-License-Identifier: GPL-3.0-or-later
// What tare-lab asks of itself, in a process whose mounts are its own.
#pragma once

#include <string>
#include <vector>

namespace tare::lab {

// argc and argv: to begin again as root of the user's mapped ids.
[[nodiscard]] int guestDisk(int argc, char **argv, const std::string &work, const std::string &file,
                            const std::vector<std::string> &layers);
// Serves measure::HostStarter (core/measure/host_protocol.h) on descriptor 3 until that is closed.
[[nodiscard]] int hostSubject(int argc, char **argv, const std::string &work,
                              const std::vector<std::string> &layers);

} // namespace tare::lab
