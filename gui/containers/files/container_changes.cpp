// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/files/container_changes.h"

#include "gui/containers/files/container_path.h"

#include <algorithm>

namespace tare::gui {

ContainerChanges::ContainerChanges(const std::vector<FileChange> &changes) : m_cut(changes.size() > most)
{
    for (std::size_t i = 0; i < std::min(changes.size(), most); ++i)
        m_folders[folderAbove(changes[i].path)].emplace(lastName(changes[i].path), changes[i].kind);
}

std::vector<FileRow> ContainerChanges::rows(const std::string &folder, std::vector<image::FileEntry> entries, bool below) const
{
    std::vector<FileRow> out;
    out.reserve(entries.size());
    const auto names = m_folders.find(folder);
    for (image::FileEntry &entry : entries) {
        const std::string path = joinPath(folder, entry.name);
        const auto in = below ? m_folders.find(folderAbove(path)) : names;
        FileRow row;
        if (in != m_folders.end()) {
            const auto known = in->second.find(below ? lastName(path) : entry.name);
            // What is there was not removed: it came again since the changes were read.
            if (known != in->second.end() && known->second != FileChange::Kind::Removed)
                row.change = known->second;
        }
        row.entry = std::move(entry);
        out.push_back(std::move(row));
    }
    if (below || names == m_folders.end())
        return out;
    const auto byName = [](const FileRow &a, const FileRow &b) { return a.entry.name < b.entry.name; };
    std::vector<FileRow> gone;
    for (const auto &[name, kind] : names->second) {
        FileRow row;
        row.entry.name = name;
        row.change = kind;
        if (kind == FileChange::Kind::Removed && !std::binary_search(out.begin(), out.end(), row, byName))
            gone.push_back(std::move(row));
    }
    std::vector<FileRow> both;
    both.reserve(out.size() + gone.size());
    std::merge(std::make_move_iterator(out.begin()), std::make_move_iterator(out.end()), std::make_move_iterator(gone.begin()),
               std::make_move_iterator(gone.end()), std::back_inserter(both), byName);
    return both;
}

} // namespace tare::gui
