// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/store_types.h"
#include "gui/containers/files/file_model.h"

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace tare::gui {

// What docker diff says of a container, to be asked folder by folder.
class ContainerChanges
{
public:
    static constexpr std::size_t most = 200'000; // those behind are left out

    ContainerChanges() = default;
    explicit ContainerChanges(const std::vector<FileChange> &changes);

    [[nodiscard]] bool cut() const { return m_cut; }
    // The rows of a folder: what is there, marked, and what was removed of it. `below`: the entries are of a search there,
    // to which nothing is added.
    [[nodiscard]] std::vector<FileRow> rows(const std::string &folder, std::vector<image::FileEntry> entries, bool below) const;

private:
    using Names = std::map<std::string, FileChange::Kind>;
    std::unordered_map<std::string, Names> m_folders;
    bool m_cut = false;
};

} // namespace tare::gui
