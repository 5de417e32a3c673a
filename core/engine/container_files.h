// SPDX-License-Identifier: GPL-3.0-or-later
// The files of containers, running or not, as an engine that can look at them gives them out (Engine::files()). A running
// container's are what it sees itself, with all that is mounted in it; for one that does not run, its volumes and what is
// bound to it are where they will be. Paths are the container's, absolute, bytes; symlinks are followed inside of it, but for
// a last name that is removed or renamed. Every call may block; thread-safe. Whole files and trees go by copyFrom(), copyTo().
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/image/container/file_entry.h"

#include <cstdint>
#include <string>

namespace tare {

struct FilePart
{
    std::string bytes;
    std::int64_t size = 0; // of the whole file
    bool more = false;     // behind `bytes`
};

class ContainerFiles
{
public:
    static constexpr std::int64_t largestPart = 64 << 20; // bytes

    virtual ~ContainerFiles() = default;

    // At most 10,000 entries; more are counted. NotFound; InvalidArgument when it is no folder.
    [[nodiscard]] virtual Result<image::FileList> listFolder(const std::string &container, const std::string &path,
                                                             const CancelToken &cancel) = 0;
    // What lies below a folder, by name: a part of it, or a pattern (image::SearchQuery::text). At most 10,000.
    [[nodiscard]] virtual Result<image::FileList> findFiles(const std::string &container, const std::string &folder,
                                                            const std::string &wanted, const CancelToken &cancel) = 0;
    // At most `length` bytes, and never more than largestPart. NotFound; InvalidArgument for a folder, a device, a FIFO.
    [[nodiscard]] virtual Result<FilePart> readPart(const std::string &container, const std::string &path, std::int64_t offset,
                                                    std::int64_t length, const CancelToken &cancel) = 0;
    // With all that is in it. What is mounted cannot be removed.
    [[nodiscard]] virtual Status removePath(const std::string &container, const std::string &path, const CancelToken &cancel) = 0;
    // `name`: in the same folder. EEXIST when there is one of that name.
    [[nodiscard]] virtual Status renamePath(const std::string &container, const std::string &path, const std::string &name,
                                            const CancelToken &cancel) = 0;
    // EEXIST when there is something of that name.
    [[nodiscard]] virtual Status makeFolder(const std::string &container, const std::string &path, const CancelToken &cancel) = 0;
};

} // namespace tare
