// SPDX-License-Identifier: GPL-3.0-or-later
// Sizes and durations in Docker's words (docker/go-units).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tare {

[[nodiscard]] std::string humanSize(double bytes);  // decimal, %.4g: "77.8MB", as `docker images`
[[nodiscard]] std::string bytesSize(double bytes);  // binary, %.4g: "64MiB", as `docker stats`
// "64m", "2g", "1.5GiB", "512", "10kb": binary whatever the suffix, as docker's --memory. Bytes.
[[nodiscard]] std::optional<std::int64_t> parseRamSize(std::string_view text);
// The same in decimal units, as units.FromHumanSize: "10m" is ten million.
[[nodiscard]] std::optional<std::int64_t> parseHumanSize(std::string_view text);
// "Less than a second", "About a minute", "3 hours", "2 weeks"
[[nodiscard]] std::string humanDuration(std::int64_t seconds);

} // namespace tare
