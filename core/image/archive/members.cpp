// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/archive/members.h"

#include "core/base/file.h"
#include "core/image/archive/input.h"
#include "core/image/archive/repack.h"
#include "core/image/layer/entry_path.h"
#include "core/image/layer/tar_reader.h"
#include "core/image/stream/byte_source.h"
#include "core/oci/manifest.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
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
    return Member{file, 0, at, hasher.finish()};
}

std::string algorithmOf(const Parts &parts)
{
    return parts.size() == 3 && parts[0] == "blobs" && parts[1] == "sha512" ? "sha512" : "sha256";
}

// A plain tar in a file that can be read anywhere: "ustar" stands where it must.
Result<bool> hasParts(const std::string &file)
{
    if (file == "-")
        return false;
    const UniqueFd fd = TARE_TRY(openFile(file, O_RDONLY | O_NOCTTY));
    struct stat st
    {};
    char magic[5] = {};
    if (::fstat(fd.get(), &st) != 0)
        return failSystem("look at", file);
    return S_ISREG(st.st_mode) && ::pread(fd.get(), magic, sizeof magic, 257) == 5 &&
           std::string_view(magic, 5) == "ustar";
}

} // namespace

Result<std::string> Member::read(std::size_t limit) const
{
    const UniqueFd fd = TARE_TRY(openFile(file, O_RDONLY));
    std::string out(std::min(limit, static_cast<std::size_t>(size)), '\0');
    std::size_t done = 0;
    while (done < out.size()) {
        const ssize_t n = ::pread(fd.get(), out.data() + done, out.size() - done, offset + static_cast<std::int64_t>(done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return failSystem("read", file);
        if (n == 0)
            return fail(Errc::CorruptArchive, file, "it ends too early");
        done += static_cast<std::size_t>(n);
    }
    return out;
}

BlobBytes Member::bytes() const
{
    BlobBytes out;
    out.file = file;
    out.offset = offset;
    out.size = size;
    out.verified = !isPart();
    out.isPart = isPart();
    out.mine = !isPart();
    return out;
}

Status Members::add(const TarEntry &e, const Parts &parts, Member member)
{
    const std::string name = partsText(parts);
    const auto [known, isNew] = m_files.emplace(name, member);
    if (isNew)
        return {};
    // Two different files of one name: which of them is meant would depend on the reader.
    const auto digestOf = [&](const Member &m) -> Result<oci::Digest> {
        if (!m.isPart())
            return m.digest;
        oci::Hasher hasher;
        std::int64_t count = 0;
        const Source source = hashingSource(
            partSource(TARE_TRY(openFile(m.file, O_RDONLY)), e.path, m.offset, m.size, {}), hasher, count);
        TARE_CHECK(drain(*source));
        return hasher.finish();
    };
    const oci::Digest first = TARE_TRY(digestOf(known->second));
    if (first != TARE_TRY(digestOf(member)))
        return fail(Errc::CorruptArchive, m_archive, "it holds two different files named " + name);
    if (!member.isPart())
        ::unlink(member.file.c_str());
    return {};
}

Status Members::readParts(const std::string &file, const UnpackOptions &options)
{
    UniqueFd fd = TARE_TRY(openFile(file, O_RDONLY | O_NOCTTY));
    struct stat st
    {};
    if (::fstat(fd.get(), &st) != 0)
        return failSystem("look at", file);
    TarReader tar = TARE_TRY(TarReader::openFile(std::move(fd), m_archive));
    TarEntry e;
    while (TARE_TRY(tar.next(e))) {
        TARE_CHECK(options.cancel.check());
        const Parts parts = TARE_TRY(entryParts(e.path));
        if (TARE_TRY(addLink(e, parts)) || e.type != TarEntry::Type::File)
            continue;
        Member member{file, tar.position(), e.size, {}};
        if (member.offset > st.st_size || e.size > st.st_size - member.offset)
            return fail(Errc::CorruptArchive, m_archive, "it ends too early");
        if (e.isSparse)
            return fail(Errc::Unsupported, m_archive, e.path + " is a sparse file");
        TARE_CHECK(add(e, parts, std::move(member)));
    }
    return {};
}

// True when the entry was one.
Result<bool> Members::addLink(const TarEntry &e, const Parts &parts)
{
    if (m_files.size() + m_links.size() >= maxMembers)
        return fail(Errc::TooLarge, m_archive, "more than " + std::to_string(maxMembers) + " members");
    if (e.type == TarEntry::Type::Symlink) { // relative to where the link stands
        Parts folder(parts.begin(), parts.empty() ? parts.end() : parts.end() - 1);
        folder.push_back(e.target);
        m_links[partsText(parts)] =
            partsText(TARE_TRY(entryParts(e.target.starts_with('/') ? e.target : partsText(folder))));
    } else if (e.type == TarEntry::Type::HardLink) {
        m_links[partsText(parts)] = partsText(TARE_TRY(entryParts(e.target)));
    } else {
        return false;
    }
    return true;
}

Status Members::unpack(const std::string &file, WorkFolder &work, const UnpackOptions &options)
{
    const Source source = TARE_TRY(openInput(file, options));
    TarReader tar = TARE_TRY(TarReader::open(*source, m_archive));
    TarEntry e;
    while (TARE_TRY(tar.next(e))) {
        const Parts parts = TARE_TRY(entryParts(e.path));
        if (TARE_TRY(addLink(e, parts)) || e.type != TarEntry::Type::File)
            continue;
        Member member = TARE_TRY(store(tar, e, algorithmOf(parts), work.fresh("member-")));
        TARE_CHECK(add(e, parts, std::move(member)));
    }
    return drain(*source); // so that broken compression at the end is seen
}

Result<Members> Members::read(const std::string &file, WorkFolder &work, const UnpackOptions &options)
{
    Members out;
    out.m_archive = file == "-" ? "standard input" : file;
    out.m_work = &work;
    out.m_options = options;
    TARE_CHECK(TARE_TRY(hasParts(file)) ? out.readParts(file, options) : out.unpack(file, work, options));
    return out;
}

Result<Member> Members::repacked(const Member &member, const std::string &name) const
{
    const std::string file = m_work->fresh("repacked-");
    Source bytes =
        partSource(TARE_TRY(openFile(member.file, O_RDONLY)), name, member.offset, member.size, m_options.cancel);
    const Repacked packed = TARE_TRY(repackLayer(std::move(bytes), member.size, file, name, m_options));
    return Member{file, 0, packed.size, packed.digest};
}

Result<Member> Members::put(std::string_view bytes, const oci::Digest &digest) const
{
    const std::string file = m_work->fresh("data-");
    const UniqueFd fd = TARE_TRY(openFile(file, O_WRONLY | O_CREAT | O_EXCL));
    TARE_CHECK(writeAll(fd.get(), bytes));
    return Member{file, 0, static_cast<std::int64_t>(bytes.size()), digest};
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
    return member.read(oci::maxDocument);
}

Result<Member> Members::blob(const oci::Digest &digest, std::int64_t size) const
{
    Member member = TARE_TRY(get("blobs/" + digest.algorithm() + "/" + digest.hex()));
    if (!member.isPart() && member.digest != digest)
        return fail(Errc::DigestMismatch, digest.text(), "its bytes are " + member.digest.text());
    if (size >= 0 && member.size != size)
        return fail(Errc::DigestMismatch, digest.text(),
                    "it has " + std::to_string(member.size) + " bytes, not " + std::to_string(size));
    return member;
}

Result<std::string> Members::document(const oci::Digest &digest, std::int64_t size) const
{
    const Member member = TARE_TRY(blob(digest, size));
    if (member.size > static_cast<std::int64_t>(oci::maxDocument))
        return fail(Errc::TooLarge, digest.text(), std::to_string(member.size) + " bytes");
    std::string bytes = TARE_TRY(member.read(oci::maxDocument));
    oci::Hasher hasher(digest.algorithm());
    hasher.update(bytes);
    if (const oci::Digest got = hasher.finish(); got != digest)
        return fail(Errc::DigestMismatch, digest.text(), "its bytes are " + got.text());
    return bytes;
}

} // namespace tare::image
