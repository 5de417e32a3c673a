// SPDX-License-Identifier: GPL-3.0-or-later
// When a request is made again.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace tare::registry {

[[nodiscard]] bool retryableStatus(int status);      // RFC 9110: 408, 429, 500, 502, 503, 504
[[nodiscard]] bool retryableTransport(int curlCode); // a connection that was cut or stalled

// Doubled for each attempt (from 0) up to 30 s, then between a half and the whole of that, so that many do
// not come back at once. `random` is any number.
[[nodiscard]] std::chrono::milliseconds backOffTime(std::chrono::milliseconds base, int attempt,
                                                    std::uint64_t random);

// RFC 9110, 10.2.3: seconds, or a date. Nothing for what is neither.
[[nodiscard]] std::optional<std::chrono::seconds> parseRetryAfter(std::string_view value,
                                                                  std::int64_t nowSeconds);

} // namespace tare::registry
