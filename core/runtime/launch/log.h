// SPDX-License-Identifier: GPL-3.0-or-later
// What the runtime says besides its result: --log, --log-format and --debug, in the form of the OCI runtimes that came
// before (logrus), which is what engines read. One destination for a program, and for the processes that it makes.
#pragma once

#include <string>
#include <string_view>

namespace tare::runtime {

struct LogTarget
{
    std::string file; // empty: standard error
    bool json = false, debug = false;
};

// False when the file cannot be written. It is held open: a container's first process cannot reach it by name.
[[nodiscard]] bool openLog(const LogTarget &target);
void debug(std::string_view text); // only with --debug
void warn(std::string_view text);
void logError(std::string_view text); // only to a file: standard error has the error already

} // namespace tare::runtime
