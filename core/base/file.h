// SPDX-License-Identifier: GPL-3.0-or-later
// Files of our own (never paths that an image or a container chose: see core/base/safe_path.h for those).
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace tare {

// Errors: NotFound when it does not exist, TooLarge when it holds more than `limit` bytes.
// Works for /proc and /sys, whose files have no size.
[[nodiscard]] Result<std::string> readFile(const std::string &path, std::size_t limit = 64U << 20U);
[[nodiscard]] Result<std::string> readFileAt(int dir, const char *name, std::size_t limit = 64U << 20U);

// The whole file or nothing: temporary name beside it, fsync, rename, fsync of the folder.
[[nodiscard]] Status writeFileAtomic(const std::string &path, std::string_view bytes, mode_t mode = 0600);
// One write(2) to an existing file: what /proc, /sys and cgroups want.
[[nodiscard]] Status writeExisting(const std::string &path, std::string_view bytes);
[[nodiscard]] Status writeExistingAt(int dir, const char *name, std::string_view bytes);

// mkdir -p; folders that exist are left as they are.
[[nodiscard]] Status makeDirs(const std::string &path, mode_t mode = 0700);
// Removes a tree without following a symlink or crossing into another mount; absent is success.
[[nodiscard]] Status removeTree(const std::string &path);
[[nodiscard]] bool exists(const std::string &path); // lstat
// What is in a folder and does not begin with a dot, in no order; empty when it cannot be read or is not there.
[[nodiscard]] std::vector<std::string> visibleNames(const std::string &folder);
[[nodiscard]] Status syncDir(const std::string &path);

[[nodiscard]] Result<UniqueFd> openFile(const std::string &path, int flags, mode_t mode = 0600);
[[nodiscard]] Result<UniqueFd> openFileAt(int dir, const char *name, int flags, mode_t mode = 0600);
// All bytes, across short writes and EINTR.
[[nodiscard]] Status writeAll(int fd, std::string_view bytes);

} // namespace tare
