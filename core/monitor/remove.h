// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tare::monitor {

// Removes a tree of any depth with a fixed number of descriptors and no heap; follows no symlink and stays on
// its file system. False with errno when something is left.
bool removeTree(const char *path);
// The same; what belongs to subordinate ids is removed inside their user namespace, by the runtime's `unshare`.
void removeForeignTree(const char *runtime, const char *path);

} // namespace tare::monitor
