// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of tare-image that speak to registries without bringing an image: push, search, tags, login, logout.
#pragma once

#include "core/image/program/options.h"
#include "core/registry/credentials.h"

#include <CLI/App.hpp>
#include <optional>
#include <string>

namespace tare::image::program {

void addRegistryCommands(CLI::App &app, Options &options);
[[nodiscard]] bool isRegistryCommand(const std::string &command);
// The result as one JSON object.
[[nodiscard]] Result<std::string> runRegistryCommand(const Options &options);

// Of --account-stdin: one line {"user":…,"password":…} on standard input.
[[nodiscard]] Result<std::optional<registry::Credentials>> readAccount(const Options &options);

} // namespace tare::image::program
