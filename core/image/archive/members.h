// SPDX-License-Identifier: GPL-3.0-or-later
// The files of an image archive. Of a plain tar in a regular file only the headers are read, and its members stay where
// they are; of anything else (compressed, or a pipe) they are unpacked flat into a work folder under names of ours, with
// their digests. What they were called in the archive is only a key.
#pragma once

#include "core/base/result.h"
#include "core/image/image_unpacker.h"
#include "core/image/layer/entry_path.h"
#include "core/image/layer/tar_reader.h"
#include "core/image/layer_pool.h"
#include "core/image/work_folder.h"
#include "core/oci/digest.h"

#include <cstdint>
#include <map>
#include <string>

namespace tare::image {

struct Member
{
    std::string file;
    std::int64_t offset = 0, size = 0;
    oci::Digest digest; // sha256, or what blobs/<algorithm>/ asks for; empty: not known, `file` is the archive

    [[nodiscard]] bool isPart() const { return digest.empty(); }
    // At most `limit` of its first bytes.
    [[nodiscard]] Result<std::string> read(std::size_t limit) const;
    // For the unpacker.
    [[nodiscard]] BlobBytes bytes() const;
};

class Members
{
public:
    // `file` "-" is standard input. Plain or compressed; read once from beginning to end. `work` must outlive it.
    [[nodiscard]] static Result<Members> read(const std::string &file, WorkFolder &work, const UnpackOptions &options);

    [[nodiscard]] bool contains(const std::string &name) const;
    // Follows symlinks inside the archive (skopeo makes such). CorruptArchive when it is not there, UnsafePath.
    [[nodiscard]] Result<Member> get(const std::string &name) const;
    // A document of at most 4 MiB.
    [[nodiscard]] Result<std::string> text(const std::string &name) const;
    // blobs/<algorithm>/<hex>, checked against its size (-1: any), and against its digest where that is known already.
    // DigestMismatch.
    [[nodiscard]] Result<Member> blob(const oci::Digest &digest, std::int64_t size) const;
    // The same, at most 4 MiB, whole and checked.
    [[nodiscard]] Result<std::string> document(const oci::Digest &digest, std::int64_t size) const;
    // A layer that is packed in a way that registries know not, as a gzip file in the work folder.
    [[nodiscard]] Result<Member> repacked(const Member &member, const std::string &name) const;
    // What came with a descriptor, as a file in the work folder. `digest` has been checked.
    [[nodiscard]] Result<Member> put(std::string_view bytes, const oci::Digest &digest) const;
    [[nodiscard]] const std::string &archive() const { return m_archive; }

private:
    [[nodiscard]] Status readParts(const std::string &file, const UnpackOptions &options);
    [[nodiscard]] Status unpack(const std::string &file, WorkFolder &work, const UnpackOptions &options);
    [[nodiscard]] Result<bool> addLink(const TarEntry &entry, const Parts &parts);
    [[nodiscard]] Status add(const TarEntry &entry, const Parts &parts, Member member);

    std::string m_archive;
    WorkFolder *m_work = nullptr;
    UnpackOptions m_options;
    std::map<std::string, Member> m_files;
    std::map<std::string, std::string> m_links;
};

} // namespace tare::image
