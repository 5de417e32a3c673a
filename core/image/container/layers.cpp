// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/container/layers.h"

#include "core/base/file.h"
#include "core/base/safe_path.h"
#include "core/runtime/userns/userns.h"

#include <cerrno>
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>

namespace tare::image {
namespace {

// A file over a file, a folder over a folder, wherever the container's symlinks lead inside of it.
Status bind(int root, const LayerMount &mount, bool mayMake)
{
    struct stat st
    {};
    if (::stat(mount.source.c_str(), &st) != 0) // what it was bound to is gone: the container would not start either
        return {};
    UniqueFd at;
    if (auto there = openInRoot(root, mount.target, O_PATH))
        at = std::move(*there);
    else if (S_ISDIR(st.st_mode) && mayMake)
        at = TARE_TRY(makeDirsInRoot(root, mount.target, 0755));
    else
        return {};
    const UniqueFd copy(::open_tree(AT_FDCWD, mount.source.c_str(), OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | static_cast<unsigned>(AT_RECURSIVE)));
    if (!copy)
        return failSystem("bind mount", mount.source);
    mount_attr attr{};
    attr.attr_set = MOUNT_ATTR_RDONLY;
    if (mount.readOnly && ::mount_setattr(copy.get(), "", AT_EMPTY_PATH | static_cast<unsigned>(AT_RECURSIVE), &attr, sizeof attr) != 0)
        return failSystem("make read-only", mount.target);
    if (::move_mount(copy.get(), "", at.get(), "", MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH) != 0)
        return failSystem("mount", mount.target);
    return {};
}

} // namespace

Status enterPrivateMounts()
{
    if (::unshare(CLONE_NEWNS) != 0)
        return failSystem("make a mount namespace", {});
    if (::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
        return failSystem("make mounts private", "/");
    return {};
}

Result<UniqueFd> openView(const ContainerLayers &layers, View view, const std::string &place,
                          const std::string &empty)
{
    std::vector<UniqueFd> held;
    std::string lower;
    const auto add = [&](const std::string &dir) -> Result<std::string> {
        held.push_back(TARE_TRY(openFile(dir, O_PATH | O_DIRECTORY)));
        return std::to_string(held.back().get());
    };
    if (view == View::ReadOnly)
        lower = TARE_TRY(add(layers.upper));
    for (auto layer = layers.lower.rbegin(); layer != layers.lower.rend(); ++layer)
        lower += (lower.empty() ? "" : ":") + TARE_TRY(add(*layer));
    std::string options = "index=off,lowerdir=";
    if (view == View::Writable) {
        options += lower + ",upperdir=" + TARE_TRY(add(layers.upper)) + ",workdir=" + TARE_TRY(add(layers.work));
    } else {
        // An empty lowest layer makes an overlay even of a single one.
        options += (lower.empty() ? "" : lower + ":") + TARE_TRY(add(empty));
    }
    if (userns::inside())
        options += ",userxattr";
    // Names are relative to the folder of descriptors, so that one page of options holds some hundred layers.
    const UniqueFd before = TARE_TRY(openFile(".", O_PATH | O_DIRECTORY));
    if (::chdir("/proc/self/fd") != 0)
        return failSystem("enter", "/proc/self/fd");
    const int done =
        ::mount("overlay", place.c_str(), "overlay", view == View::Writable ? 0 : MS_RDONLY, options.c_str());
    const int os = errno;
    if (::fchdir(before.get()) != 0)
        return failSystem("enter", "folder");
    if (done != 0)
        return failSystem("mount the container's layers at", place, os);
    UniqueFd root = TARE_TRY(openFile(place, O_PATH | O_DIRECTORY));
    for (const LayerMount &mount : layers.mounts)
        TARE_CHECK(bind(root.get(), mount, view == View::Writable));
    return root;
}

} // namespace tare::image
