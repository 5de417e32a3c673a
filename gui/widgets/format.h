// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes, times and names as every page writes them. Numbers are in Docker's units, words in the user's language.
#pragma once

#include "core/engine/types.h"

#include <QString>

namespace tare::gui {

// Decimal, as `docker images`: "4.27MB" -> "4.27 MB". Binary, as `docker stats`: "64 MiB".
[[nodiscard]] QString formatSize(qint64 bytes);
[[nodiscard]] QString formatMemory(double bytes);
// A measured duration with three significant digits and its unit: "3.21 ms", "842 µs", "1.24 s".
[[nodiscard]] QString formatDuration(double nanoseconds);
// "2 hours ago"; "just now". Both since 1970, ns.
[[nodiscard]] QString formatAgo(qint64 time, qint64 now);
// Date and time of the user's own time zone, to the second, and in an order that nobody takes for another.
[[nodiscard]] QString formatDateTime(qint64 time);
// "12.3 %"
[[nodiscard]] QString formatPercent(double percent);
// CPUs of a limit: "0.5", "2"
[[nodiscard]] QString formatCpus(qint64 nanoCpus);
// Without "sha256:", the first twelve digits.
[[nodiscard]] QString shortId(const std::string &id);
// One word: "running", "exited" …
[[nodiscard]] QString formatStatus(ContainerStatus status);
// Docker's STATUS column in the user's language: "Up 3 minutes", "Exited (137) 2 days ago".
// Docker's words for "healthy", "unhealthy" and "starting".
[[nodiscard]] QString formatHealth(const std::string &health);
[[nodiscard]] QString formatStatusLine(const Container &container, qint64 now);

// Characters that turn the direction of what follows (U+202A to U+202E, U+2066 to U+2069) made visible: with them a
// stranger's text reads as something that it is not.
[[nodiscard]] QString escapeBidi(const QString &foreign);
// Foreign text for one line of a label: control characters made visible, line ends as a space. Never rich text: give the
// label Qt::PlainText.
[[nodiscard]] QString plainLine(const std::string &foreign);

} // namespace tare::gui
