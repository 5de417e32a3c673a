// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <string>
#include <vector>

namespace tare::vm {

// Leaves the mount namespace that others see; what is mounted from now on ends with this process.
// Single-threaded callers only.
[[nodiscard]] Status enterPrivateMounts();
// Layers (lowest first) as one folder, `work`/merged. Read-only, or with what is written kept below `work`.
// `work` is an empty folder of ours.
[[nodiscard]] Result<std::string> mountMerged(const std::vector<std::string> &layers, const std::string &work,
                                              bool writable);

} // namespace tare::vm
