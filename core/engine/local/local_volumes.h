// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/local/container_store.h"
#include "core/engine/volumes.h"

namespace tare::local {

class LocalVolumes final : public VolumeEngine
{
public:
    explicit LocalVolumes(const ContainerStore &containers) : m_containers(containers) {}

    Result<std::vector<Volume>> list() override;
    Result<Volume> find(const std::string &name) override;
    Result<std::string> inspect(const std::string &name) override;
    Result<Volume> create(const VolumeSpec &spec) override;
    Status remove(const std::string &name) override;
    Result<Pruned> prune(const PruneOptions &options) override;

private:
    const ContainerStore &m_containers;
};

// Bytes in the folder of each; read by tare-image, since files may belong to subordinate ids.
[[nodiscard]] Result<std::vector<std::int64_t>> measureFolders(const Paths &paths, const std::vector<std::string> &folders);
// Docker's label and time filters of the prune commands.
[[nodiscard]] bool fitsPrune(const PruneOptions &options, std::int64_t created, const std::map<std::string, std::string> &labels);

} // namespace tare::local
