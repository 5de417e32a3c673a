// SPDX-License-Identifier: GPL-3.0-or-later
// What a container changed, by its own layer and what is below it: the answer of `docker diff`, and the layer of
// `docker commit` (moby, pkg/archive: what it takes for a change).
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"

#include <string>
#include <vector>

namespace tare::image {

struct Change
{
    enum class Kind { Changed, Added, Removed };
    Kind kind = Kind::Changed;
    std::string path; // without a leading slash

    bool operator==(const Change &) const = default;
};

// `upper`: the container's own layer; `below`: the merged view of what is below it, or -1 for nothing. Sorted by path.
// Folders and files that only a runtime made to mount something there are left out.
[[nodiscard]] Result<std::vector<Change>> findChanges(int upper, int below, const CancelToken &cancel);

} // namespace tare::image
