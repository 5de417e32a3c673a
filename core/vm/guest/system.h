// SPDX-License-Identifier: GPL-3.0-or-later
// Thin wrappers for the first process of a guest. It has nobody to return an error to but the channel: what
// fails ends the guest with an F frame that says why.
#pragma once

#include <string>
#include <string_view>

namespace tare::guest {

// The virtio port to the host; -1 before it was found.
void setChannel(int fd);
void send(char type, std::string_view body);
// Says F with errno's text, then powers off.
[[noreturn]] void die(const std::string &what);
[[noreturn]] void powerOff();

void mountOrDie(const char *source, const char *target, const char *type, unsigned long flags,
                const char *data = nullptr);
// Folders below / of ours; absent parents are not made.
void makeDir(const char *path);
// The whole of a regular file of at most `limit` bytes, without waiting for a FIFO; empty when it is not one.
[[nodiscard]] std::string readSmall(const char *path, std::size_t limit);

} // namespace tare::guest
