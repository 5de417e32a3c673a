// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/container/entry_sink.h"

#include "core/base/file.h"
#include "core/image/container/ids.h"
#include "core/image/layer/entry_path.h"
#include "core/image/layer/file_meta.h"
#include "core/image/layer/lower_view.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

namespace tare::image {

Status TarSink::add(const TarEntry &entry, ByteSource *data)
{
    TARE_CHECK(m_tar.add(entry));
    if (entry.type != TarEntry::Type::File)
        return {};
    std::int64_t left = entry.size;
    while (data != nullptr && left > 0) {
        std::string_view piece = TARE_TRY(data->next());
        if (piece.empty())
            break;
        piece = piece.substr(0, static_cast<std::size_t>(std::min<std::int64_t>(left, static_cast<std::int64_t>(piece.size()))));
        TARE_CHECK(m_tar.data(piece));
        left -= static_cast<std::int64_t>(piece.size());
    }
    const std::string zeros(static_cast<std::size_t>(std::min<std::int64_t>(left, 64 << 10)), '\0');
    while (left > 0) {
        const std::string_view piece = std::string_view(zeros).substr(0, static_cast<std::size_t>(std::min<std::int64_t>(left, 64 << 10)));
        TARE_CHECK(m_tar.data(piece));
        left -= static_cast<std::int64_t>(piece.size());
    }
    return {};
}

Status ShiftSink::add(const TarEntry &entry, ByteSource *data)
{
    if (m_first == 0)
        return m_sink.add(entry, data);
    const auto shift = [this](std::int64_t id) {
        const auto known = static_cast<std::uint32_t>(std::clamp<std::int64_t>(id, 0, UINT32_MAX)); // an archive says what it likes
        return m_way == Way::In ? idOutside(known, m_first) : idInside(known, m_first);
    };
    TarEntry changed = entry;
    changed.uid = shift(entry.uid);
    changed.gid = shift(entry.gid);
    return m_sink.add(changed, data);
}

TarEntry PlaceSink::owned(TarEntry entry) const
{
    if (!m_options.keepOwner) {
        entry.uid = m_options.uid;
        entry.gid = m_options.gid;
    }
    return entry;
}

Result<UniqueFd> PlaceSink::parentOf(const std::vector<std::string> &parts, std::size_t count, bool make)
{
    UniqueFd at(::openat(m_folder, ".", O_PATH | O_DIRECTORY | O_CLOEXEC));
    for (std::size_t i = 0; at && i < count; ++i) {
        constexpr int flags = O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
        UniqueFd next(::openat(at.get(), parts[i].c_str(), flags));
        if (!next && errno == ENOENT && make) {
            if (::mkdirat(at.get(), parts[i].c_str(), 0755) != 0 && errno != EEXIST)
                return failSystem("create folder", m_shown + "/" + partsText(parts));
            next.reset(::openat(at.get(), parts[i].c_str(), flags));
        }
        if (!next)
            return failSystem("open", m_shown + "/" + partsText(Parts(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(i) + 1)));
        at = std::move(next);
    }
    if (!at)
        return failSystem("open", m_shown);
    return at;
}

Status PlaceSink::add(const TarEntry &entry, ByteSource *data)
{
    const Parts parts = TARE_TRY(entryParts(entry.path));
    if (parts.empty()) // the folder itself: it is there, and stays as it is
        return entry.type == TarEntry::Type::Folder ? Status() : fail(Errc::InvalidArgument, entry.path, "it names no file");
    const UniqueFd parent = TARE_TRY(parentOf(parts, parts.size() - 1, true));
    const std::string &name = parts.back();
    struct stat st
    {};
    if (::fstatat(parent.get(), name.c_str(), &st, AT_SYMLINK_NOFOLLOW) == 0) {
        const bool folder = entry.type == TarEntry::Type::Folder;
        const std::string shown = m_shown + "/" + partsText(parts);
        if (S_ISDIR(st.st_mode) && !folder)
            return fail(Errc::InvalidArgument, {}, "cannot overwrite directory \"" + shown + "\" with non-directory");
        if (!S_ISDIR(st.st_mode) && folder)
            return fail(Errc::InvalidArgument, {}, "cannot overwrite non-directory \"" + shown + "\" with directory");
        if (!folder && ::unlinkat(parent.get(), name.c_str(), 0) != 0)
            return failSystem("replace", shown);
    }
    return place(parent.get(), name, entry, data);
}

Status PlaceSink::place(int parent, const std::string &name, const TarEntry &given, ByteSource *data)
{
    const std::string shown = m_shown + "/" + given.path;
    const TarEntry entry = owned(given);
    switch (entry.type) {
    case TarEntry::Type::Folder:
        if (::mkdirat(parent, name.c_str(), 0700) != 0 && errno != EEXIST)
            return failSystem("create folder", shown);
        m_folders[partsText(TARE_TRY(entryParts(entry.path)))] = entry;
        return {};
    case TarEntry::Type::File: {
        const UniqueFd fd(::openat(parent, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
        if (!fd)
            return failSystem("create", shown);
        if (data != nullptr)
            TARE_CHECK(fill(fd.get(), entry, *data));
        return applyMeta(fd.get(), entry, shown, m_options.userNamespace);
    }
    case TarEntry::Type::HardLink: {
        const Parts target = TARE_TRY(entryParts(entry.target));
        if (target.empty())
            return fail(Errc::CorruptArchive, shown, "a hard link to nothing");
        const UniqueFd from = TARE_TRY(parentOf(target, target.size() - 1, false));
        if (::linkat(from.get(), target.back().c_str(), parent, name.c_str(), 0) != 0)
            return failSystem("link", shown);
        return {};
    }
    case TarEntry::Type::Symlink:
        if (::symlinkat(entry.target.c_str(), parent, name.c_str()) != 0)
            return failSystem("create", shown);
        break;
    case TarEntry::Type::Fifo:
        if (::mkfifoat(parent, name.c_str(), 0600) != 0)
            return failSystem("create", shown);
        break;
    case TarEntry::Type::CharDevice:
    case TarEntry::Type::BlockDevice: {
        if (entry.device == makedev(0, 0)) // overlayfs would take it for a whiteout
            return fail(Errc::UnsafePath, shown, "the device 0:0 is overlayfs's whiteout");
        const mode_t kind = entry.type == TarEntry::Type::CharDevice ? S_IFCHR : S_IFBLK;
        if (::mknodat(parent, name.c_str(), kind | 0600U, entry.device) != 0)
            return failSystem("create", shown);
        break;
    }
    }
    return applyMetaAt(parent, name, entry, shown, m_options.userNamespace);
}

Status PlaceSink::fill(int fd, const TarEntry &entry, ByteSource &data)
{
    std::int64_t left = entry.size;
    while (left > 0) {
        std::string_view piece = TARE_TRY(data.next());
        if (piece.empty())
            break;
        piece = piece.substr(0, static_cast<std::size_t>(std::min<std::int64_t>(left, static_cast<std::int64_t>(piece.size()))));
        if (Status written = writeAll(fd, piece); !written) {
            written.error().subject = m_shown + "/" + entry.path;
            return written;
        }
        left -= static_cast<std::int64_t>(piece.size());
    }
    if (left > 0 && ::ftruncate(fd, entry.size) != 0)
        return failSystem("set the size of", entry.path);
    return {};
}

Status PlaceSink::finish()
{
    // Deepest first: making something in a folder changes the folder's time.
    for (auto it = m_folders.rbegin(); it != m_folders.rend(); ++it) {
        const Parts parts = TARE_TRY(entryParts(it->first));
        const UniqueFd folder = TARE_TRY(parentOf(parts, parts.size(), false));
        const UniqueFd fd(::openat(folder.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (!fd)
            return failSystem("open", m_shown + "/" + it->first);
        TARE_CHECK(applyMeta(fd.get(), it->second, m_shown + "/" + it->first, m_options.userNamespace));
    }
    return {};
}

} // namespace tare::image
