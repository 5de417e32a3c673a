// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace tare::cli {

// What --env-file holds, by Docker's rules (docker/cli, pkg/kvfile): a variable a line, '#' begins a comment,
// spaces before a name do not count, a name alone takes the caller's own value when there is one, quotes mean
// nothing. InvalidArgument names the file and the line's fault.
[[nodiscard]] Result<std::vector<std::string>> parseEnvFile(const std::string &file, std::string_view bytes);
[[nodiscard]] Result<std::vector<std::string>> readEnvFile(const std::string &file);
// --label-file's, by the same rules; a label alone has an empty value.
[[nodiscard]] Result<std::vector<std::string>> readLabelFile(const std::string &file);

// What --env (`variables`) and --env-file say, put together: the files first. A name must come first; what --env
// names alone takes the caller's own value, and is left as a name when there is none, which takes it away from
// what the image sets. InvalidArgument, in Docker's words.
[[nodiscard]] Status completeVariables(std::vector<std::string> &variables, const std::vector<std::string> &files);

} // namespace tare::cli
