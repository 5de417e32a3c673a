// SPDX-License-Identifier: GPL-3.0-or-later
// copy-up: fills new volumes from an image's layers.
#include "core/base/file.h"
#include "core/base/safe_path.h"
#include "core/runtime/program/arguments.h"
#include "core/runtime/program/commands.h"
#include "core/runtime/rootfs/copy_up.h"
#include "core/runtime/rootfs/overlay.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>

namespace tare::runtime {

Result<int> commandCopyUp(const Global &, const Words &words)
{
    const auto args = TARE_TRY(Arguments::parse(words, {{"overlay", 0, true}, {"userxattr"}}, false));
    const Words &names = args.words();
    if (names.size() < 3 || names.size() % 2 == 0)
        return fail(Errc::InvalidArgument, "copy-up", "it takes a folder to mount on, and pairs of folders");
    const Overlay overlay = TARE_TRY(Overlay::parse(args.get("overlay")));
    if (::unshare(CLONE_NEWNS) != 0 || ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
        return failSystem("make", "a mount namespace");
    TARE_CHECK(mountOverlay(overlay, names[0], args.has("userxattr")));
    const UniqueFd root = TARE_TRY(openFile(names[0], O_RDONLY | O_DIRECTORY));
    for (std::size_t i = 1; i + 1 < names.size(); i += 2) {
        const auto source = openInRoot(root.get(), names[i], O_RDONLY | O_DIRECTORY);
        if (!source)
            continue; // the image has no such folder: the volume begins empty
        const UniqueFd destination = TARE_TRY(openFile(names[i + 1], O_RDONLY | O_DIRECTORY));
        TARE_CHECK(copyTree(source->get(), destination.get()));
    }
    return 0;
}

} // namespace tare::runtime
