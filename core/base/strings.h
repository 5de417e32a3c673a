// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace tare {

[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
// The parts point into the text: one that dies with the statement is refused.
template <class Text, std::enable_if_t<std::is_same_v<Text, std::string>, int> = 0>
std::vector<std::string_view> split(Text &&text, char separator) = delete;
[[nodiscard]] std::string_view trim(std::string_view text);
[[nodiscard]] std::string join(const std::vector<std::string> &parts, std::string_view separator);
// Without "//", "/./" and "x/..", as far as text can tell; "/" stays. Absolute paths only.
[[nodiscard]] std::string cleanPath(std::string_view path);
[[nodiscard]] std::string toLower(std::string_view ascii);
[[nodiscard]] std::string toUpper(std::string_view ascii);
// Whole text, decimal, no sign but '-', no leading space; nothing else.
[[nodiscard]] std::optional<std::int64_t> parseInt(std::string_view text);
[[nodiscard]] std::optional<std::uint64_t> parseUnsigned(std::string_view text);
[[nodiscard]] std::optional<double> parseDouble(std::string_view text); // locale-independent, finite

// "http://…" or "https://…", as Docker tells an address from a file.
[[nodiscard]] bool isWebAddress(std::string_view text);

// C0, DEL, C1 and broken UTF-8 as \xNN: what a stranger says cannot move a terminal's cursor.
[[nodiscard]] std::string escapeControl(std::string_view text);
// A word as a POSIX shell would read it back; plain words stay as they are.
[[nodiscard]] std::string shellQuote(std::string_view word);
[[nodiscard]] std::string shellQuote(const std::vector<std::string> &words);
// strerror without its shared buffer.
[[nodiscard]] std::string strerrorText(int osError);

// 2 n lower-case hex digits of the kernel's random numbers; n = 32 makes a container id.
[[nodiscard]] std::string randomHex(std::size_t bytes);
[[nodiscard]] bool isHex(std::string_view text);

} // namespace tare
