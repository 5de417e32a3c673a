// SPDX-License-Identifier: GPL-3.0-or-later
// The end of a layer: whiteouts as overlayfs wants them, and what folders could not have before.
#include "core/image/layer/file_meta.h"
#include "core/image/layer/layer_writer.h"

#include <cerrno>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace tare::image {
namespace {

Result<UniqueFd> openReal(int root, const std::string &real)
{
    open_how how{};
    how.flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
    UniqueFd fd(static_cast<int>(::syscall(SYS_openat2, root, real.c_str(), &how, sizeof how)));
    if (!fd)
        return failSystem("open", real);
    return fd;
}

} // namespace

Status LayerWriter::markOpaque(const Parts &real)
{
    const LayerTree::Place place = TARE_TRY(m_tree.folder(real));
    const char *name = m_options.userNamespace ? "user.overlay.opaque" : "trusted.overlay.opaque";
    if (::setxattr(procPath(place.get()).c_str(), name, "y", 1, 0) != 0)
        return failSystem("mark as opaque", partsText(real));
    return {};
}

Status LayerWriter::hide(const Hidden &hidden, const std::set<std::string> &opaque)
{
    const std::optional<LayerTree::Place> place = TARE_TRY(m_tree.find(hidden.folder));
    if (!place)
        return {}; // nothing is there to hide
    // Below an opaque folder everything is hidden, and a whiteout there would show as a device.
    Parts prefix;
    if (opaque.contains("."))
        return {};
    for (const std::string &part : place->real) {
        prefix.push_back(part);
        if (opaque.contains(partsText(prefix)))
            return {};
    }
    Parts real = place->real;
    real.push_back(hidden.name);
    const std::optional<LowerView::Found> below = TARE_TRY(m_tree.lower().look(real));
    if (!below)
        return {};
    const LayerTree::Place folder = TARE_TRY(m_tree.folder(place->real));
    struct stat st
    {};
    if (::fstatat(folder.get(), hidden.name.c_str(), &st, AT_SYMLINK_NOFOLLOW) == 0) {
        // This layer has a thing of that name: it stays, and a folder shows nothing of the one below.
        return S_ISDIR(st.st_mode) && S_ISDIR(below->st.st_mode) ? markOpaque(real) : Status();
    }
    if (::mknodat(folder.get(), hidden.name.c_str(), S_IFCHR, makedev(0, 0)) != 0)
        return failSystem("create whiteout", partsText(real));
    return {};
}

// Deepest first: making something in a folder changes the folder's time.
Status LayerWriter::finishFolders()
{
    for (const std::string &real : m_tree.implicit()) {
        Parts parts = TARE_TRY(entryParts(real));
        TarEntry meta;
        meta.mode = 0755;
        const std::optional<LowerView::Found> below = TARE_TRY(m_tree.lower().look(parts));
        if (below && S_ISDIR(below->st.st_mode))
            meta = TARE_TRY(metaOf(below->fd.get(), real));
        m_folders.emplace(real, std::move(meta));
    }
    if (!m_folders.contains(".")) {
        TarEntry meta;
        meta.mode = 0755;
        const std::optional<LowerView::Found> below = TARE_TRY(m_tree.lower().look({}));
        if (below)
            meta = TARE_TRY(metaOf(below->fd.get(), "."));
        m_folders.emplace(".", std::move(meta));
    }
    // "a" sorts before "a/b"; the root is not in that order.
    for (auto it = m_folders.rbegin(); it != m_folders.rend(); ++it) {
        if (it->first == ".")
            continue;
        const UniqueFd fd = TARE_TRY(openReal(m_tree.root(), it->first));
        TARE_CHECK(applyMeta(fd.get(), it->second, it->first, m_options.userNamespace));
    }
    const UniqueFd root = TARE_TRY(openReal(m_tree.root(), "."));
    return applyMeta(root.get(), m_folders["."], ".", m_options.userNamespace);
}

Result<Applied> LayerWriter::finish()
{
    std::set<std::string> opaque;
    for (const Parts &folder : m_opaque) {
        const LayerTree::Place place = TARE_TRY(m_tree.folder(folder));
        TARE_CHECK(markOpaque(place.real));
        opaque.insert(partsText(place.real));
    }
    for (const Hidden &hidden : m_hidden)
        TARE_CHECK(hide(hidden, opaque));
    TARE_CHECK(finishFolders());
    return m_applied;
}

} // namespace tare::image
