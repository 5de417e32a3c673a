// SPDX-License-Identifier: GPL-3.0-or-later
// A tar stream's entries (ustar, pax, GNU, v7) through libarchive, as a reader only: nothing here touches a file.
// Other formats and filters of libarchive are not enabled: some of them start programs.
#pragma once

#include "core/base/result.h"
#include "core/image/stream/byte_source.h"

#include <cstdint>
#include <ctime>
#include <memory>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace tare::image {

struct TarEntry
{
    enum class Type { File, Folder, Symlink, HardLink, Fifo, CharDevice, BlockDevice };
    Type type = Type::File;
    std::string path;   // as it stands there: hostile
    std::string target; // of a link: hostile
    mode_t mode = 0;    // permission bits with setuid, setgid and sticky
    std::int64_t uid = 0, gid = 0;
    std::int64_t size = 0;
    timespec modified{};
    dev_t device = 0;
    std::vector<std::pair<std::string, std::string>> xattrs;
    bool isSparse = false; // its data in the archive is not what the file holds
};

class TarReader
{
public:
    // `source` must outlive it; `name` is for errors.
    [[nodiscard]] static Result<TarReader> open(ByteSource &source, const std::string &name);
    // The same for a plain archive in a file, whose members' bytes are jumped over.
    [[nodiscard]] static Result<TarReader> openFile(UniqueFd file, const std::string &name);
    ~TarReader();
    TarReader(TarReader &&) noexcept;
    TarReader &operator=(TarReader &&) = delete;

    // False at the end of the archive. What follows the end marker is left in the source. CorruptArchive.
    [[nodiscard]] Result<bool> next(TarEntry &entry);
    // A piece of the current entry's data; false at its end. Pieces come in ascending order, with holes between them.
    [[nodiscard]] Result<bool> data(std::string_view &piece, std::int64_t &offset);

    // Where the current entry's data begins in the archive.
    [[nodiscard]] std::int64_t position() const;

private:
    struct Impl;
    explicit TarReader(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace tare::image
