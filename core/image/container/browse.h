// SPDX-License-Identifier: GPL-3.0-or-later
// Looking at and changing the files of a container by its root (an O_PATH descriptor): folder by folder, part of a file by
// part. Paths are resolved by the kernel below the root and everything is done to descriptors; devices, FIFOs and sockets are
// never opened, and everything is bounded, whatever the container puts there meanwhile.
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/image/container/file_entry.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace tare::image {

struct BrowseLimits
{
    std::size_t shown = 10'000;     // entries that are described
    std::size_t counted = 200'000;  // names of a folder that are read
    std::size_t visited = 2'000'000; // entries that a search looks at
};

// NotFound; InvalidArgument when it is no folder. A symlink is followed inside the container.
[[nodiscard]] Result<FileList> listFolder(int root, const std::string &path, const BrowseLimits &limits, const CancelToken &cancel);
// What is below a folder and fits the words of image::SearchQuery::text. Symlinks are not followed, and /proc, /sys and their
// like are not entered unless the folder is in one.
[[nodiscard]] Result<FileList> findFiles(int root, const std::string &folder, const std::string &wanted,
                                         const BrowseLimits &limits, const CancelToken &cancel);

struct PartRead
{
    std::int64_t written = 0;
    std::int64_t size = 0; // of the whole file; at least what was read of it, since files in /proc have none
    bool more = false;     // behind what was read
};
// A part of a regular file into `output`. NotFound; InvalidArgument for what is none.
[[nodiscard]] Result<PartRead> readPart(int root, const std::string &path, std::int64_t offset, std::int64_t length, int output,
                                        const CancelToken &cancel);

// The entry itself, when it is a symlink; a folder with all that is in it. What is mounted stays. NotFound.
[[nodiscard]] Status removePath(int root, const std::string &path);
// In its folder. EEXIST; InvalidArgument when `name` is no name.
[[nodiscard]] Status renamePath(int root, const std::string &path, const std::string &name);
// EEXIST; NotFound when there is no folder to make it in.
[[nodiscard]] Status makeFolder(int root, const std::string &path);

} // namespace tare::image
