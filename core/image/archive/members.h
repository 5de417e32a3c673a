// SPDX-License-Identifier: GPL-3.0-or-later
// The files of an image archive, unpacked flat into a work folder under names of ours, with their digests. What they
// were called in the archive is only a key.
#pragma once

#include "core/base/result.h"
#include "core/image/image_unpacker.h"
#include "core/image/work_folder.h"
#include "core/oci/digest.h"

#include <cstdint>
#include <map>
#include <string>

namespace tare::image {

struct Member
{
    std::string file;
    oci::Digest digest; // sha256, or what blobs/<algorithm>/ asks for
    std::int64_t size = 0;
};

class Members
{
public:
    // `file` "-" is standard input. Plain, gzip or zstd; read once from beginning to end.
    [[nodiscard]] static Result<Members> read(const std::string &file, WorkFolder &work, const UnpackOptions &options);

    [[nodiscard]] bool contains(const std::string &name) const;
    // Follows symlinks inside the archive (skopeo makes such). CorruptArchive when it is not there, UnsafePath.
    [[nodiscard]] Result<Member> get(const std::string &name) const;
    // A document of at most 4 MiB.
    [[nodiscard]] Result<std::string> text(const std::string &name) const;
    // blobs/<algorithm>/<hex>, checked against digest and size (-1: any). DigestMismatch.
    [[nodiscard]] Result<Member> blob(const oci::Digest &digest, std::int64_t size) const;
    [[nodiscard]] const std::string &archive() const { return m_archive; }

private:
    std::string m_archive;
    std::map<std::string, Member> m_files;
    std::map<std::string, std::string> m_links;
};

} // namespace tare::image
