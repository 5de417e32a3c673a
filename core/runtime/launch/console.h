// SPDX-License-Identifier: GPL-3.0-or-later
// The container's terminal: a pseudo-terminal of its own devpts, handed out through a socket (SCM_RIGHTS).
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"

#include <cstdint>
#include <string>

namespace tare::runtime {

// Connects to a UNIX socket whose name may be longer than a socket's path may be.
[[nodiscard]] Result<UniqueFd> connectSocket(const std::string &path);
// Sends `fd` with one byte sequence of data, as runc's --console-socket does.
[[nodiscard]] Status sendFd(int socket, int fd, const std::string &text);
[[nodiscard]] Result<UniqueFd> receiveFd(int socket);

// For the new process. Opens `ptmx` below `root` (O_PATH; the devpts mount's own file system is checked),
// sends the master and makes the slave 0, 1 and 2 and the controlling terminal. `bindConsole`: the slave also
// becomes /dev/console.
[[nodiscard]] Status openConsole(int root, int socket, std::uint16_t rows, std::uint16_t columns,
                                 std::uint32_t uid, bool bindConsole);

} // namespace tare::runtime
