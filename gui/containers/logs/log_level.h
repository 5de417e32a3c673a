// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace tare {

enum class LogLevel : std::uint8_t { None, Debug, Info, Warning, Error };

// What a line says of itself, in the ways that are common: syslog's <3>, JSON with a level, level=warn, [error], ERROR, "warn:",
// klog's I0102. `line`: without escape sequences. None: it says nothing. Looks at the beginning alone, however long it is.
[[nodiscard]] LogLevel levelOf(std::string_view line);

} // namespace tare
