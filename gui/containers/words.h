// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>
#include <string>
#include <vector>

namespace tare::gui {

// Words as a POSIX shell would split them: blanks, quotes and backslashes, and nothing else (no variables, no
// globs). Nothing when a quote is not closed.
[[nodiscard]] std::optional<std::vector<std::string>> splitWords(const QString &line);

} // namespace tare::gui
