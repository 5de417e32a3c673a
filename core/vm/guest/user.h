// SPDX-License-Identifier: GPL-3.0-or-later
// The image's USER, looked up in the image's own /etc/passwd and /etc/group.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace tare::guest {

struct User
{
    uid_t uid = 0;
    gid_t gid = 0;
    std::vector<gid_t> groups;
    std::string home = "/";
};

// All digits mean an id (at most 2^31 - 1), as in Docker; nothing when a name is not known.
[[nodiscard]] std::optional<User> resolveUser(std::string_view spec, std::string_view passwd,
                                              std::string_view group);

} // namespace tare::guest
