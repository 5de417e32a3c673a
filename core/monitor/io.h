// SPDX-License-Identifier: GPL-3.0-or-later
// System calls with EINTR handled; nothing here allocates.
#pragma once

#include "core/monitor/text.h"

#include <cstddef>
#include <sys/types.h>

namespace tare::monitor {

// All bytes to a blocking descriptor, or as many as went; how many.
std::size_t writeSome(int fd, const char *bytes, std::size_t n);
// read(2) without EINTR.
ssize_t readSome(int fd, char *bytes, std::size_t n);
// The file's first `n` bytes; how many, or 0.
std::size_t readFile(const char *path, char *bytes, std::size_t n);
// Temporary file beside it, then rename; `sync` waits for the disk.
bool writeWhole(const char *path, const TextBase &text, bool sync);
bool setNonBlocking(int fd);
// CLOCK_MONOTONIC in milliseconds.
std::int64_t monotonicMs();
// The decimal number at `text`; 0 when there is none.
long long parseNumber(const char *text);

} // namespace tare::monitor
