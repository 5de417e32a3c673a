// SPDX-License-Identifier: GPL-3.0-or-later
// Paths that an image, a layer or a container chose. They are resolved by the kernel below a folder that we
// hold open (openat2(2), RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS), and everything is done to descriptors.
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"

#include <string>
#include <sys/types.h>

namespace tare {

// Absolute paths and symlinks are taken as inside `root`. Add O_NOFOLLOW to refuse a symlink at the end.
[[nodiscard]] Result<UniqueFd> openInRoot(int root, const std::string &path, int flags, mode_t mode = 0);
// The folder, creating what is missing of it.
[[nodiscard]] Result<UniqueFd> makeDirsInRoot(int root, const std::string &path, mode_t mode);
// A regular file of at most `limit` bytes; a FIFO or a device is refused without waiting for it.
[[nodiscard]] Result<std::string> readFileInRoot(int root, const std::string &path, std::size_t limit);

} // namespace tare
