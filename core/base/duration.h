// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace tare {

// "1m30s", "500ms", "1.5h", "-2s": nanoseconds (Go's time.ParseDuration).
[[nodiscard]] std::optional<std::int64_t> parseDuration(const std::string &text);

} // namespace tare
