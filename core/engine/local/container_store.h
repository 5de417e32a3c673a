// SPDX-License-Identifier: GPL-3.0-or-later
// The folders of containers: finding, reading, making and removing them. Knows nothing of running.
#pragma once

#include "core/base/lock.h"
#include "core/base/paths.h"
#include "core/engine/local/names.h"
#include "core/engine/local/record.h"
#include "core/engine/local/volume_store.h"

#include <string>
#include <vector>

namespace tare::local {

class ContainerStore
{
public:
    explicit ContainerStore(Paths paths) : m_paths(std::move(paths)), m_names(m_paths), m_volumes(m_paths) {}

    [[nodiscard]] const Paths &paths() const { return m_paths; }
    [[nodiscard]] const Names &names() const { return m_names; }
    [[nodiscard]] const VolumeStore &volumes() const { return m_volumes; }

    [[nodiscard]] Result<std::vector<std::string>> ids() const;
    // Full id, then name, then unique prefix. NoSuchContainer, AmbiguousId.
    [[nodiscard]] Result<std::string> resolve(const std::string &nameOrId) const;
    [[nodiscard]] std::string file(const std::string &id, const char *name) const
    {
        return m_paths.container(id) + "/" + name;
    }
    [[nodiscard]] std::string nameOf(const std::string &id) const;
    [[nodiscard]] Result<Record> record(const std::string &id) const;
    // A missing file is a container that never ran; a damaged one is one that ended in an unknown way.
    [[nodiscard]] RunState runState(const std::string &id) const;
    [[nodiscard]] Status writeRecord(const Record &record) const;
    [[nodiscard]] Status writeRunState(const std::string &id, const RunState &state, bool durable) const;

    // One at a time changes a container. NoSuchContainer when it went while this waited.
    [[nodiscard]] Result<FileLock> lock(const std::string &id) const;

    // Makes the folder whole or not at all, and claims the name ("" draws one, which is set). Nothing
    // half-made is ever listed. Its volumes are made and named, and filled if they are empty.
    [[nodiscard]] Status create(Record &record, std::string &name) const;
    // The container is unlisted in one step; then its files go, and the volumes that were made for it if that is asked for.
    [[nodiscard]] Status remove(const std::string &id, bool ownVolumes) const;
    // What creators and removers that were killed left behind.
    void sweep() const;

private:
    [[nodiscard]] Status fill(const std::string &dir, Record &record) const;

    Paths m_paths;
    Names m_names;
    VolumeStore m_volumes;
};

// Where a container's volume is: with all others, or (of version 0.1) in the container's folder.
[[nodiscard]] std::string volumeFolder(const Paths &paths, const std::string &id, const VolumeMount &mount);

// What `tare-runtime --overlay` takes. `layers`: folders, lowest first.
[[nodiscard]] std::string lowerArgument(const std::vector<std::string> &layers);
[[nodiscard]] std::string overlayArgument(const std::vector<std::string> &layers, const std::string &bundle);

// What the caller may not read is a damaged container: shown as "dead", so that it can be removed.
[[nodiscard]] Container damagedContainer(const std::string &id, const std::string &name, const Error &error);

} // namespace tare::local
