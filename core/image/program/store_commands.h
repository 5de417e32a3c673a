// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of tare-image whose result is not images: save, export, diff, copy, measure, fsck, those of
// browse_commands.h; and commit.
#pragma once

#include "core/base/result.h"
#include "core/image/container/layers.h"
#include "core/image/program/options.h"

#include <cstdint>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace tare::image::program {

struct StoreOptions
{
    std::vector<std::string> names; // of images, or folders to measure
    std::string format = "docker-archive";
    int outputFd = -1, rootFd = -1, streamFd = -1;
    uid_t firstId = 0;
    ContainerLayers layers;
    std::vector<std::string> mounts; // "[ro:]TARGET=SOURCE"
    std::string image, container, config, author, message, reference;
    std::vector<std::string> changes;
    std::string source, target;
    std::int64_t offset = 0, length = 0; // read-part
    bool archive = false, followLink = false, repair = false;
};

void addStoreCommands(CLI::App &app, StoreOptions &options);
// The options that say which container's files a command is about.
void addContainerRoot(CLI::App *command, StoreOptions &options);
[[nodiscard]] bool isStoreCommand(const std::string &name);
// The result as JSON.
[[nodiscard]] Result<std::string> runStoreCommand(const Options &options, StoreOptions &store);

} // namespace tare::image::program
