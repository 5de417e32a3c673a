// SPDX-License-Identifier: GPL-3.0-or-later
// What the layers below show at a path, as overlayfs would, without mounting anything.
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/image/layer/entry_path.h"

#include <functional>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <vector>

namespace tare::image {

// fd/NAME of /proc/self: a path for the calls that take no descriptor made with O_PATH.
[[nodiscard]] std::string procPath(int fd);
[[nodiscard]] bool isOverlayWhiteout(const struct stat &st); // a character device 0:0
[[nodiscard]] bool isOpaque(int folder);                     // by either of overlay's attributes
// readlinkat, at most 4096 bytes.
[[nodiscard]] Result<std::string> readLink(int folder, const std::string &name);

class LowerView
{
public:
    using Finder = std::function<Result<std::vector<std::string>>()>;

    // `diffs`: folders, lowest first.
    [[nodiscard]] static Result<LowerView> open(const std::vector<std::string> &diffs);
    // The folders are asked for at the first look.
    explicit LowerView(Finder find) : m_find(std::move(find)) {}

    struct Found
    {
        UniqueFd fd; // O_PATH | O_NOFOLLOW
        struct stat st{};
    };
    // No symlink is followed on the way.
    [[nodiscard]] Result<std::optional<Found>> look(const Parts &parts) const;

private:
    LowerView() = default;
    [[nodiscard]] Status need() const;

    mutable Finder m_find; // until the first look
    mutable std::vector<UniqueFd> m_layers; // topmost first
};

} // namespace tare::image
