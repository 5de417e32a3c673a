// SPDX-License-Identifier: GPL-3.0-or-later
// Small texts that Docker's lists share.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace tare::cli {

[[nodiscard]] std::string agoText(std::int64_t then, std::int64_t now); // "3 hours ago"; "N/A" for 0
// Go's time.Time as text, in the local zone: "2024-01-02 15:04:05 +0000 UTC".
[[nodiscard]] std::string goTimeText(std::int64_t ns);
[[nodiscard]] std::string rfc3339Text(std::int64_t ns); // seconds, in the local zone: "2024-01-02T15:04:05Z"
[[nodiscard]] std::string shortIdText(const std::string &id); // twelve digits without the algorithm
// A repository and its tag or digest: {"a/b", "1"}; what is missing is "<none>".
struct NameParts
{
    std::string repository, tag, digest;
};
[[nodiscard]] NameParts splitImageName(const std::string &name);
// At most `length` characters, the last of them "…" when something was cut.
[[nodiscard]] std::string ellipsis(const std::string &text, std::size_t length);

// --filter KEY=VALUE, in order. InvalidArgument for one without "=", or whose key is not among `known`.
using Filters = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] Result<Filters> parseFilters(const std::vector<std::string> &texts, const std::vector<std::string> &known);
// "1", "true", "0", "false" … (strconv.ParseBool).
[[nodiscard]] Result<bool> parseGoBool(const std::string &key, const std::string &text);

// Asks on the terminal or whatever standard input is; only "y" and "Y" mean yes.
[[nodiscard]] bool confirm(const std::string &warning);

} // namespace tare::cli
