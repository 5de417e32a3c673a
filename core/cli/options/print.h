// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace tare::cli {

// Whole text to standard output; a closed pipe ends the program quietly, as SIGPIPE would.
void printOut(std::string_view text);
void printLine(std::string_view text);
// "tare: TEXT" and, on lines of their own, the advice.
void printError(std::string_view text, std::string_view advice = {});
// "WARNING! TEXT" to standard error.
void printWarning(std::string_view text);

} // namespace tare::cli
