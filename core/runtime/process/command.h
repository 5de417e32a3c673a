// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace tare::runtime {

// The file that `name` means to the process that calls, in its root and with its rights: PATH of `env` is
// searched unless it has a slash. CommandNotFound (127) or CommandNotRunnable (126).
[[nodiscard]] Result<std::string> findCommand(const std::string &name, const std::vector<std::string> &env);
// The value of a variable in "K=V" form; the last one counts, as a shell has it.
[[nodiscard]] std::string_view variable(const std::vector<std::string> &env, std::string_view name);
// Enters the working folder, and makes sure that it lies inside the root (CVE-2024-21626).
[[nodiscard]] Status enterWorkingDir(const std::string &cwd);
// Every descriptor from `first` on is closed by the next exec.
[[nodiscard]] Status closeOnExecFrom(unsigned first);
// Only returns when it fails: 127 for a file or an interpreter that does not exist, else 126.
[[nodiscard]] Error execCommand(const std::string &file, const std::vector<std::string> &args,
                                const std::vector<std::string> &env);

} // namespace tare::runtime
