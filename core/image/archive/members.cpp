// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/archive/members.h"

#include "core/base/file.h"
#include "core/image/archive/input.h"
#include "core/image/layer/entry_path.h"
#include "core/image/layer/tar_reader.h"
#include "core/image/stream/byte_source.h"
#include "core/oci/manifest.h"

#include <algorithm>
#include <fcntl.h>
#include <unistd.h>

namespace tare::image {
namespace {

constexpr std::size_t maxMembers = 20'000;

Result<Member> store(TarReader &tar, const TarEntry &e, const std::string &algorithm, const std::string &file)
{
    const UniqueFd fd = TARE_TRY(openFile(file, O_WRONLY | O_CREAT | O_EXCL));
    oci::Hasher hasher(algorithm);
    std::string_view piece;
    std::int64_t offset = 0;
    std::int64_t at = 0;
    const std::string zeros(64U << 10U, '\0');
    while (TARE_TRY(tar.data(piece, offset))) {
        while (at < offset) { // a hole
            const std::string_view some(zeros.data(), static_cast<std::size_t>(std::min<std::int64_t>(
                                                          offset - at, static_cast<std::int64_t>(zeros.size()))));
            hasher.update(some);
            TARE_CHECK(writeAll(fd.get(), some));
            at += static_cast<std::int64_t>(some.size());
        }
        hasher.update(piece);
        TARE_CHECK(writeAll(fd.get(), piece));
        at += static_cast<std::int64_t>(piece.size());
    }
    if (at != e.size)
        return fail(Errc::CorruptArchive, e.path, "it ends too early");
    return Member{file, hasher.finish(), at};
}

std::string algorithmOf(const Parts &parts)
{
    return parts.size() == 3 && parts[0] == "blobs" && parts[1] == "sha512" ? "sha512" : "sha256";
}

} // namespace

Result<Members> Members::read(const std::string &file, WorkFolder &work, const UnpackOptions &options)
{
    Members out;
    out.m_archive = file == "-" ? "standard input" : file;
    const Source source = TARE_TRY(openInput(file, options));
    TarReader tar = TARE_TRY(TarReader::open(*source, out.m_archive));
    TarEntry e;
    while (TARE_TRY(tar.next(e))) {
        const Parts parts = TARE_TRY(entryParts(e.path));
        const std::string name = partsText(parts);
        if (out.m_files.size() + out.m_links.size() >= maxMembers)
            return fail(Errc::TooLarge, out.m_archive, "more than " + std::to_string(maxMembers) + " members");
        if (e.type == TarEntry::Type::Symlink) { // relative to where the link stands
            Parts folder(parts.begin(), parts.empty() ? parts.end() : parts.end() - 1);
            folder.push_back(e.target);
            out.m_links[name] = partsText(TARE_TRY(entryParts(e.target.starts_with('/') ? e.target : partsText(folder))));
        } else if (e.type == TarEntry::Type::HardLink) {
            out.m_links[name] = partsText(TARE_TRY(entryParts(e.target)));
        } else if (e.type == TarEntry::Type::File) {
            Member member = TARE_TRY(store(tar, e, algorithmOf(parts), work.fresh("member-")));
            const auto [known, isNew] = out.m_files.emplace(name, member);
            if (isNew)
                continue;
            // Two different files of one name: which of them is meant would depend on the reader.
            if (known->second.digest != member.digest)
                return fail(Errc::CorruptArchive, out.m_archive, "it holds two different files named " + name);
            ::unlink(member.file.c_str());
        }
    }
    TARE_CHECK(drain(*source)); // so that broken compression at the end is seen
    return out;
}

bool Members::contains(const std::string &name) const { return m_files.contains(name) || m_links.contains(name); }

Result<Member> Members::get(const std::string &name) const
{
    const std::string asked = partsText(TARE_TRY(entryParts(name)));
    std::string at = asked;
    for (int steps = 0; steps < 8; ++steps) {
        if (const auto file = m_files.find(at); file != m_files.end())
            return file->second;
        const auto link = m_links.find(at);
        if (link == m_links.end())
            break;
        at = link->second;
    }
    return fail(Errc::CorruptArchive, m_archive, asked + " is not in it");
}

Result<std::string> Members::text(const std::string &name) const
{
    const Member member = TARE_TRY(get(name));
    if (member.size > static_cast<std::int64_t>(oci::maxDocument))
        return fail(Errc::TooLarge, name, std::to_string(member.size) + " bytes");
    return readFile(member.file, oci::maxDocument);
}

Result<Member> Members::blob(const oci::Digest &digest, std::int64_t size) const
{
    Member member = TARE_TRY(get("blobs/" + digest.algorithm() + "/" + digest.hex()));
    if (member.digest != digest)
        return fail(Errc::DigestMismatch, digest.text(), "its bytes are " + member.digest.text());
    if (size >= 0 && member.size != size)
        return fail(Errc::DigestMismatch, digest.text(),
                    "it has " + std::to_string(member.size) + " bytes, not " + std::to_string(size));
    return member;
}

} // namespace tare::image
