// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

namespace tare::runtime {

// "TERM", "SIGTERM", "15", "RTMIN+3"; nullopt when there is none such.
[[nodiscard]] std::optional<int> signalNumber(const std::string &name);

} // namespace tare::runtime
