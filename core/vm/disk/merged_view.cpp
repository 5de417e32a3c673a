// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vm/disk/merged_view.h"

#include "core/base/file.h"
#include "core/runtime/userns/userns.h"

#include <cerrno>
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>

namespace tare::vm {

Status enterPrivateMounts()
{
    if (::unshare(CLONE_NEWNS) != 0)
        return failSystem("make a mount namespace", "guest disk");
    if (::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
        return failSystem("make mounts private", "/");
    return {};
}

Result<std::string> mountMerged(const std::vector<std::string> &layers, const std::string &work,
                                bool writable)
{
    std::string merged = work + "/merged";
    for (const char *name : {"merged", "empty", "upper", "work"})
        TARE_CHECK(makeDirs(work + "/" + name, 0755));
    // Short names for the mount's one page of options, whatever the folders are called. An empty lowest layer
    // makes an overlay even of a single one, which hides the whiteouts that it may hold.
    std::vector<UniqueFd> held;
    std::string lower;
    for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer) {
        held.push_back(TARE_TRY(openFile(*layer, O_PATH | O_DIRECTORY)));
        lower += "/proc/self/fd/" + std::to_string(held.back().get()) + ":";
    }
    held.push_back(TARE_TRY(openFile(work + "/empty", O_PATH | O_DIRECTORY)));
    lower += "/proc/self/fd/" + std::to_string(held.back().get());
    std::string options = "lowerdir=" + lower;
    if (writable)
        options += ",upperdir=" + work + "/upper,workdir=" + work + "/work,volatile";
    if (userns::inside()) // there, overlayfs keeps its marks in user.overlay.* (mount(2) of overlay)
        options += ",userxattr";
    if (::mount("overlay", merged.c_str(), "overlay", writable ? 0 : MS_RDONLY, options.c_str()) != 0)
        return failSystem("mount the layers at", merged);
    return merged;
}

} // namespace tare::vm
