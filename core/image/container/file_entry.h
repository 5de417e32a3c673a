// SPDX-License-Identifier: GPL-3.0-or-later
// What a folder of a container holds: plain data, of which nothing is to be trusted.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tare::image {

struct FileEntry
{
    enum class Type : char { // ls's letters
        File = '-',
        Folder = 'd',
        Symlink = 'l',
        CharDevice = 'c',
        BlockDevice = 'b',
        Fifo = 'p',
        Socket = 's'
    };
    Type type = Type::File;
    std::string name;              // bytes, not text; of a search: the path below the folder that was searched
    std::uint32_t mode = 0;        // the lower twelve bits of st_mode
    std::uint32_t uid = 0, gid = 0;
    std::int64_t size = 0;         // bytes
    std::int64_t modified = 0;     // ns since 1970
    std::string target;            // of a symlink, bytes
    bool leadsToFolder = false;    // a symlink, by the container's own paths

    bool operator==(const FileEntry &) const = default;
};

struct FileList
{
    std::vector<FileEntry> entries; // by name, in byte order
    std::int64_t total = 0;         // how many there are, shown or not
    bool atLeast = false;           // there are more than `total`: counting ended, too

    bool operator==(const FileList &) const = default;
};

} // namespace tare::image
