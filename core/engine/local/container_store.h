// SPDX-License-Identifier: GPL-3.0-or-later
// The folders of containers: finding, reading, making and removing them. Knows nothing of running.
#pragma once

#include "core/base/lock.h"
#include "core/base/paths.h"
#include "core/engine/local/names.h"
#include "core/engine/local/record.h"

#include <string>
#include <vector>

namespace tare::local {

class ContainerStore
{
public:
    explicit ContainerStore(Paths paths) : m_paths(std::move(paths)), m_names(m_paths) {}

    [[nodiscard]] const Paths &paths() const { return m_paths; }
    [[nodiscard]] const Names &names() const { return m_names; }

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
    // half-made is ever listed.
    [[nodiscard]] Status create(const Record &record, std::string &name) const;
    // The container is unlisted in one step; then its files go. `unshare`: removes a tree whose files belong
    // to subordinate ids, when plain removal is denied.
    [[nodiscard]] Status remove(const std::string &id) const;
    // What creators and removers that were killed left behind.
    void sweep() const;

private:
    [[nodiscard]] Status fill(const std::string &dir, const Record &record) const;
    [[nodiscard]] Status makeVolumes(const std::string &dir, const Record &record) const;
    [[nodiscard]] Status removeFiles(const std::string &dir) const;

    Paths m_paths;
    Names m_names;
};

// What `tare-runtime --overlay` takes. `layers`: folders, lowest first.
[[nodiscard]] std::string lowerArgument(const std::vector<std::string> &layers);
[[nodiscard]] std::string overlayArgument(const std::vector<std::string> &layers, const std::string &bundle);

// What the caller may not read is a damaged container: shown as "dead", so that it can be removed.
[[nodiscard]] Container damagedContainer(const std::string &id, const std::string &name, const Error &error);

} // namespace tare::local
