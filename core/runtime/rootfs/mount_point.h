// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"

#include <string>

namespace tare::runtime {

// What is to be mounted on, made if it is missing (O_PATH): a folder, or an empty file. Symlinks of the image's lead to where
// they lead in the container, also when nothing is there yet. InvalidArgument for what lies in a /proc.
[[nodiscard]] Result<UniqueFd> openMountPoint(int root, const std::string &destination, bool folder);

// The last component apart: "/a/b" → "/a", "b".
[[nodiscard]] std::pair<std::string, std::string> splitLast(std::string path);

} // namespace tare::runtime
