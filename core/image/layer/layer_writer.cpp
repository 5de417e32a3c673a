// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/layer/layer_writer.h"

#include "core/base/file.h"
#include "core/image/layer/file_meta.h"
#include "core/image/layer/index_tap.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace tare::image {
namespace {

using Type = TarEntry::Type;

Parts joined(Parts parts, const std::string &name)
{
    parts.push_back(name);
    return parts;
}

Status writeAt(int fd, std::string_view bytes, std::int64_t offset, const std::string &shown)
{
    while (!bytes.empty()) {
        const ssize_t n = ::pwrite(fd, bytes.data(), bytes.size(), offset);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return failSystem("write", shown);
        bytes.remove_prefix(static_cast<std::size_t>(n));
        offset += n;
    }
    return {};
}

} // namespace

Status LayerWriter::count(std::int64_t bytes, const std::string &path)
{
    const char *advice = "If you trust it, raise the limit with --max-unpacked or TARE_MAX_UNPACKED.";
    if (m_options.maxEntries > 0 && m_applied.entries >= m_options.maxEntries)
        return fail(Errc::TooLarge, m_options.name, "more than " + std::to_string(m_options.maxEntries) + " files");
    if (m_options.maxBytes > 0 && bytes > m_options.maxBytes - m_bytes)
        return fail(Errc::TooLarge, m_options.name,
                    path + " makes it larger than " + std::to_string(m_options.maxBytes) + " bytes", advice);
    if (m_options.budget != nullptr && m_options.budget->fetch_sub(bytes) < bytes)
        return fail(Errc::TooLarge, m_options.name, path + " makes the image larger than it may be", advice);
    m_bytes += bytes;
    ++m_applied.entries;
    return {};
}

Status LayerWriter::add(TarReader &tar, const TarEntry &e)
{
    const Parts parts = TARE_TRY(entryParts(e.path));
    TARE_CHECK(count(e.type == Type::File ? e.size : 0, e.path));
    const Whiteout whiteout = TARE_TRY(whiteoutOf(parts));
    if (whiteout.kind != WhiteoutKind::None) {
        const Parts folder(parts.begin(), parts.end() - 1);
        if (whiteout.kind == WhiteoutKind::Opaque)
            m_opaque.push_back(folder);
        else if (whiteout.kind == WhiteoutKind::Hides)
            m_hidden.push_back({folder, whiteout.hidden});
        return {};
    }
    for (const std::string &part : parts) {
        if (part.starts_with(".wh..wh.")) // inside AUFS's own folders
            return {};
    }
    if (parts.empty()) {
        if (e.type != Type::Folder)
            return fail(Errc::UnsafePath, e.path, "the root of the layer is not a folder");
        m_folders["."] = e;
        return {};
    }
    const LayerTree::Place parent = TARE_TRY(m_tree.folder(Parts(parts.begin(), parts.end() - 1)));
    const std::string &name = parts.back();
    const Parts real = joined(parent.real, name);
    switch (e.type) {
    case Type::Folder: return makeFolder(parent, name, real, e);
    case Type::File: TARE_CHECK(clear(parent, name, false)); return makeFile(tar, parent, name, e);
    case Type::HardLink: return makeLink(parent, name, e);
    default: TARE_CHECK(clear(parent, name, false)); return makeNode(parent, name, e);
    }
}

// The later one of two entries with one name wins. An error of a folder's removal names it.
Status LayerWriter::clear(const LayerTree::Place &parent, const std::string &name, bool keepFolder)
{
    struct stat st
    {};
    if (::fstatat(parent.get(), name.c_str(), &st, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? Status() : failSystem("look at", name);
    if (S_ISDIR(st.st_mode) && keepFolder)
        return {};
    const std::string real = partsText(joined(parent.real, name));
    m_tree.removed(real);
    if (!S_ISDIR(st.st_mode)) {
        if (::unlinkat(parent.get(), name.c_str(), 0) != 0)
            return failSystem("replace", name);
        return {};
    }
    for (auto it = m_folders.lower_bound(real); it != m_folders.end() && it->first.starts_with(real);)
        it = it->first == real || it->first[real.size()] == '/' ? m_folders.erase(it) : std::next(it);
    return removeTree(procPath(parent.get()) + "/" + name);
}

Status LayerWriter::makeFolder(const LayerTree::Place &parent, const std::string &name, const Parts &real,
                               const TarEntry &e)
{
    TARE_CHECK(clear(parent, name, true));
    if (::mkdirat(parent.get(), name.c_str(), 0700) != 0 && errno != EEXIST)
        return failSystem("create folder", e.path);
    m_tree.named(real);
    m_folders[partsText(real)] = e;
    return {};
}

Status LayerWriter::makeFile(TarReader &tar, const LayerTree::Place &parent, const std::string &name, const TarEntry &e)
{
    const UniqueFd fd(
        ::openat(parent.get(), name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!fd)
        return failSystem("create", e.path);
    std::string_view piece;
    std::int64_t offset = 0;
    std::int64_t end = 0;
    while (TARE_TRY(tar.data(piece, offset))) {
        if (offset < 0 || offset > e.size || static_cast<std::int64_t>(piece.size()) > e.size - offset)
            return fail(Errc::CorruptArchive, m_options.name, e.path + " holds more than it says");
        if (m_options.tap != nullptr)
            m_options.tap->data(piece, offset);
        TARE_CHECK(writeAt(fd.get(), piece, offset, e.path));
        end = offset + static_cast<std::int64_t>(piece.size());
    }
    if (end < e.size && ::ftruncate(fd.get(), e.size) != 0) // it ends in a hole
        return failSystem("set the size of", e.path);
    m_applied.size += e.size;
    return applyMeta(fd.get(), e, e.path, m_options.userNamespace);
}

Status LayerWriter::makeNode(const LayerTree::Place &parent, const std::string &name, const TarEntry &e)
{
    int code = 0;
    if (e.type == Type::Symlink) {
        if (e.target.empty() || e.target.size() > 4095)
            return fail(Errc::CorruptArchive, m_options.name, e.path + " is a symlink to nothing, or too long");
        code = ::symlinkat(e.target.c_str(), parent.get(), name.c_str());
    } else if (e.type == Type::Fifo) {
        code = ::mkfifoat(parent.get(), name.c_str(), 0600);
    } else {
        // overlayfs would take it for a whiteout: a layer could hide what it may not name.
        if (e.type == Type::CharDevice && e.device == makedev(0, 0))
            return fail(Errc::UnsafePath, e.path, "the device 0:0 is overlayfs's whiteout");
        if (m_options.userNamespace) {
            ++m_applied.skippedDevices;
            return {};
        }
        const mode_t kind = e.type == Type::CharDevice ? S_IFCHR : S_IFBLK;
        code = ::mknodat(parent.get(), name.c_str(), kind | 0600U, e.device);
        if (code != 0 && errno == EPERM) { // root without CAP_MKNOD, in a container
            ++m_applied.skippedDevices;
            return {};
        }
    }
    if (code != 0)
        return failSystem("create", e.path);
    return applyMetaAt(parent.get(), name, e, e.path, m_options.userNamespace);
}

Status LayerWriter::makeLink(const LayerTree::Place &parent, const std::string &name, const TarEntry &e)
{
    if (e.target.starts_with('/'))
        return fail(Errc::UnsafePath, e.path, "a hard link to the absolute path " + e.target);
    auto targetParts = entryParts(e.target);
    if (!targetParts)
        return fail(targetParts.error().code, e.path, "a hard link to " + e.target + ", which leads out of the layer");
    const Parts &target = *targetParts;
    auto nowhere = [&] {
        return fail(Errc::CorruptArchive, m_options.name, e.path + " is a hard link to " + e.target + ", which is not there");
    };
    if (target.empty())
        return nowhere();
    const std::optional<LayerTree::Place> from = TARE_TRY(m_tree.find(Parts(target.begin(), target.end() - 1)));
    if (!from)
        return nowhere();
    const Parts real = joined(from->real, target.back());
    if (real == joined(parent.real, name))
        return {};
    struct stat st
    {};
    bool here = from->get() >= 0 && ::fstatat(from->get(), target.back().c_str(), &st, AT_SYMLINK_NOFOLLOW) == 0;
    LayerTree::Place source = *from;
    if (!here) {
        const std::optional<LowerView::Found> below = TARE_TRY(m_tree.lower().look(real));
        if (!below || S_ISDIR(below->st.st_mode))
            return nowhere();
        TARE_CHECK(copyUp(*below, real));
        source = TARE_TRY(m_tree.folder(from->real));
        here = ::fstatat(source.get(), target.back().c_str(), &st, AT_SYMLINK_NOFOLLOW) == 0;
    }
    if (!here || S_ISDIR(st.st_mode))
        return nowhere();
    TARE_CHECK(clear(parent, name, false));
    if (::linkat(source.get(), target.back().c_str(), parent.get(), name.c_str(), 0) != 0)
        return failSystem("link", e.path);
    return {};
}

Status LayerWriter::copyUp(const LowerView::Found &from, const Parts &real)
{
    const std::string shown = partsText(real);
    const LayerTree::Place parent = TARE_TRY(m_tree.folder(Parts(real.begin(), real.end() - 1)));
    TarEntry meta = TARE_TRY(metaOf(from.fd.get(), shown));
    meta.path = shown;
    if (meta.type == Type::Symlink)
        meta.target = TARE_TRY(readLink(from.fd.get(), ""));
    if (meta.type != Type::File)
        return makeNode(parent, real.back(), meta);
    TARE_CHECK(count(meta.size, shown));
    const UniqueFd in(::open(procPath(from.fd.get()).c_str(), O_RDONLY | O_CLOEXEC));
    const UniqueFd out(
        ::openat(parent.get(), real.back().c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!in || !out)
        return failSystem("copy from the layer below", shown);
    while (true) {
        const ssize_t n = ::copy_file_range(in.get(), nullptr, out.get(), nullptr, 1U << 30U, 0);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return failSystem("copy from the layer below", shown);
        if (n == 0)
            break;
    }
    m_applied.size += meta.size;
    return applyMeta(out.get(), meta, shown, m_options.userNamespace);
}

} // namespace tare::image
