// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of tare-image that look at and change single files of a container: list, find, read-part, remove-path,
// rename-path, make-folder. What they answer with beside their JSON goes to --output-fd.
#pragma once

#include "core/image/program/store_commands.h"

namespace tare::image::program {

void addBrowseCommands(CLI::App &app, StoreOptions &options);
[[nodiscard]] bool isBrowseCommand(const std::string &name);
// Whether the container's own layer must be mounted to be written.
[[nodiscard]] bool changesFiles(const std::string &command);
// `root`: the container's, O_PATH. The result as JSON.
[[nodiscard]] Result<std::string> runBrowseCommand(const Options &options, const StoreOptions &store, int root);

} // namespace tare::image::program
