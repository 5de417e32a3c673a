// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

namespace tare::runtime {

// A container whose root is root of the host could reach our program's file through /proc/PID/exe and write
// to it (CVE-2019-5736). So the program runs itself again from a place where it cannot be written: a
// read-only mount that is attached nowhere, or, for a user who could write to it but may not mount, a sealed
// copy in memory. Returns when it is safe already.
[[nodiscard]] Status protectOwnProgram(int argc, char **argv);

} // namespace tare::runtime
