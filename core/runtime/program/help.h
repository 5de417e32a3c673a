// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace tare::runtime {

// All commands; what `--help` prints.
[[nodiscard]] std::string helpText();
// One command; empty when there is no such.
[[nodiscard]] std::string helpText(const std::string &command);

} // namespace tare::runtime
