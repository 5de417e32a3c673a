// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tare {

// Nanoseconds since 1970, UTC.
[[nodiscard]] std::int64_t nowNs();
// CLOCK_MONOTONIC; comparable between processes of one boot.
[[nodiscard]] std::int64_t monotonicNs();
// RFC 3339 with nanoseconds, as Docker writes them: "2024-01-02T03:04:05.000000006Z". 0 gives Docker's
// "0001-01-01T00:00:00Z".
[[nodiscard]] std::string formatTime(std::int64_t ns);
// RFC 3339 with any fraction and any offset.
[[nodiscard]] std::optional<std::int64_t> parseTime(std::string_view text);
// What `--since` takes: RFC 3339, the same without seconds, time or zone (then the caller's own), Unix seconds with
// a fraction, or a duration before now ("10m", "1h30m").
[[nodiscard]] std::optional<std::int64_t> parseSince(std::string_view text, std::int64_t now);

} // namespace tare
