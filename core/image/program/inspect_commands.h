// SPDX-License-Identifier: GPL-3.0-or-later
// index, verify, read-file: what the explorer of an image needs.
#pragma once

#include "core/image/program/options.h"

#include <CLI/CLI.hpp>
#include <string>

namespace tare::image::program {

void addInspectCommands(CLI::App &app, Options &options);
[[nodiscard]] bool isInspectCommand(const std::string &command);
// The result as JSON. read-file writes the file's bytes to standard output instead.
[[nodiscard]] Result<std::string> runInspectCommand(const Options &options);

} // namespace tare::image::program
