// SPDX-License-Identifier: GPL-3.0-or-later
// Words as a POSIX shell splits a line (Shell Command Language, 2.2 and 2.3), without what a shell would do with them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tare::cli {

// Blanks, quotes, backslashes and continued lines; nothing else (no variables, no globs, no comments). Nothing when a
// quote is not closed or a backslash has nothing after it.
[[nodiscard]] std::optional<std::vector<std::string>> splitWords(std::string_view text);

struct ShellLine
{
    std::vector<std::string> words; // of the first command
    std::vector<std::string> expanded; // those of them that a shell would replace: "$(pwd):/src", "~/x", "${TAG}"
    std::string rest; // "| grep x", "&& docker ps": what a shell would take for something else; empty: nothing
};
// As splitWords(), and what only a shell could do is told instead of done. Comments are skipped.
[[nodiscard]] std::optional<ShellLine> readShellLine(std::string_view text);

} // namespace tare::cli
