// SPDX-License-Identifier: GPL-3.0-or-later
// The container's root as an overlay (kernel.org: filesystems/overlayfs), mounted in its own mount namespace.
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tare::runtime {

struct Overlay
{
    std::vector<std::string> lower; // topmost first
    std::string upper, work;        // both empty: read-only
    std::uint32_t root = 0; // of the namespace by which layers are id-mapped (mapped_overlay.h), outside it; 0: they are not
    bool isVolatile = false; // nothing is synced; after a crash of the machine the upper folder is void

    // "lower=DIR:DIR,upper=DIR,work=DIR[,volatile][,idmap=ROOT]"; a backslash escapes the separators in names.
    [[nodiscard]] static Result<Overlay> parse(std::string_view text);
};

// Its folders, opened (O_PATH). Those to write are valid together.
struct OverlayFolders
{
    std::vector<UniqueFd> lower; // topmost first
    UniqueFd upper, work;
};
[[nodiscard]] Status mountFolders(const OverlayFolders &folders, bool isVolatile, const std::string &target, bool userxattr);
// A volatile overlay leaves a mark, and the kernel refuses the folders until it is gone, because a crash of the machine may
// have lost what was written. When the machine has not been started anew since, nothing was lost.
[[nodiscard]] Status clearVolatileMark(const std::string &work);

// Over `target`, an existing folder of ours. Folders are opened and named by their descriptors, so that the
// one page that mount(2) takes holds some hundred layers of any name. `userxattr`: in a user namespace.
[[nodiscard]] Status mountOverlay(const Overlay &overlay, const std::string &target, bool userxattr);

} // namespace tare::runtime
