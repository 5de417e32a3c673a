// SPDX-License-Identifier: GPL-3.0-or-later
// Volumes, as an engine that has them gives them out (Engine::volumes()). Every call may block; thread-safe.
#pragma once

#include "core/base/result.h"
#include "core/engine/store_types.h"

#include <map>
#include <string>
#include <vector>

namespace tare {

struct VolumeSpec
{
    std::string name;             // empty: 64 hex digits are drawn
    std::string driver = "local"; // the only one there is
    // Of the local driver, as mount(8)'s: type, device, o. Empty: a folder of the engine's.
    std::map<std::string, std::string> options = {};
    std::map<std::string, std::string> labels = {};
    bool anonymous = false; // made for one container
};

// What `docker volume create` puts on a volume whose name it drew.
inline constexpr const char *anonymousLabel = "com.docker.volume.anonymous";

class VolumeEngine
{
public:
    virtual ~VolumeEngine() = default;

    [[nodiscard]] virtual Result<std::vector<Volume>> list() = 0; // by name
    [[nodiscard]] virtual Result<Volume> find(const std::string &name) = 0; // NotFound
    // Docker's JSON shape of `docker volume inspect`: one object.
    [[nodiscard]] virtual Result<std::string> inspect(const std::string &name) = 0;
    // One that is there already is given out as it is.
    [[nodiscard]] virtual Result<Volume> create(const VolumeSpec &spec) = 0;
    // InvalidArgument when a container has it, running or not; NotFound.
    [[nodiscard]] virtual Status remove(const std::string &name) = 0;
    // Those that no container has; named ones only with PruneOptions::all.
    [[nodiscard]] virtual Result<Pruned> prune(const PruneOptions &options) = 0;
};

} // namespace tare
