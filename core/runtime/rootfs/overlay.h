// SPDX-License-Identifier: GPL-3.0-or-later
// The container's root as an overlay (kernel.org: filesystems/overlayfs), mounted in its own mount namespace.
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace tare::runtime {

struct Overlay
{
    std::vector<std::string> lower; // topmost first
    std::string upper, work;        // both empty: read-only
    bool isVolatile = false; // nothing is synced; after a crash of the machine the upper folder is void

    // "lower=DIR:DIR,upper=DIR,work=DIR[,volatile]"; a backslash escapes the separators in names.
    [[nodiscard]] static Result<Overlay> parse(std::string_view text);
};

// Over `target`, an existing folder of ours. Folders are opened and named by their descriptors, so that the
// one page that mount(2) takes holds some hundred layers of any name. `userxattr`: in a user namespace.
[[nodiscard]] Status mountOverlay(const Overlay &overlay, const std::string &target, bool userxattr);

} // namespace tare::runtime
