// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <string>

namespace tare::gui {

// As `hexdump -C`: offset, sixteen bytes, and those that are printable ASCII.
[[nodiscard]] QString hexText(const std::string &bytes, qint64 firstOffset = 0);

// What a person would call text: valid UTF-8 without control characters other than tab, line feed, form feed, carriage
// return and escape. A character that is cut off at the end is forgiven.
[[nodiscard]] bool looksLikeText(const std::string &bytes);

// Control characters made visible, lines kept: for a plain-text widget.
[[nodiscard]] QString plainText(const std::string &bytes);

} // namespace tare::gui
