// SPDX-License-Identifier: GPL-3.0-or-later
// `--user` against the image's own /etc/passwd and /etc/group: never the host's, never NSS. The files are a
// stranger's.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tare::local {

struct ResolvedUser
{
    std::uint32_t uid = 0, gid = 0;
    std::vector<std::uint32_t> additionalGids;
    std::string home = "/";
    bool operator==(const ResolvedUser &) const = default;
};

// `spec`: "", "name", "uid", "name:group", "uid:gid". All digits are a number, whatever names the files hold.
// InvalidArgument names the user or group that is not there, or a number out of 0 … 2³¹−1.
[[nodiscard]] Result<ResolvedUser> resolveUser(std::string_view spec, std::string_view passwd,
                                               std::string_view group);

// --group-add: their names or numbers; what is not in `group` is an error.
[[nodiscard]] Status addGroups(ResolvedUser &user, const std::vector<std::string> &names, std::string_view group);

struct UserFiles
{
    std::string passwd, group; // empty when the image has none
};
// From layer folders, lowest first, as their overlay would show it. A FIFO, a device or more than 1 MiB is
// refused.
[[nodiscard]] Result<UserFiles> readUserFiles(const std::vector<std::string> &layers);
// From a root folder, as /proc/PID/root.
[[nodiscard]] Result<UserFiles> readUserFilesInRoot(const std::string &root);

} // namespace tare::local
