// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/users.h"

#include "core/base/file.h"
#include "core/base/safe_path.h"
#include "core/base/strings.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>

namespace tare::local {
namespace {

constexpr std::size_t maxFile = 1U << 20U;
constexpr std::size_t maxGroups = 1024;

bool allDigits(std::string_view text)
{
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<std::uint32_t> parseId(std::string_view text)
{
    const auto value = allDigits(text) ? parseUnsigned(text) : std::nullopt;
    return value && *value <= 0x7fffffffU ? std::optional(static_cast<std::uint32_t>(*value)) : std::nullopt;
}

// Calls `use` with the fields of each line until it answers true.
template <class F> void eachLine(std::string_view file, std::size_t fields, F use)
{
    while (!file.empty()) {
        const std::size_t end = file.find('\n');
        const std::string_view line = file.substr(0, end);
        file.remove_prefix(end == std::string_view::npos ? file.size() : end + 1);
        const auto parts = split(line, ':');
        if (!line.empty() && line.front() != '#' && parts.size() >= fields && use(parts))
            return;
    }
}

Result<std::uint32_t> resolveGroup(std::string_view name, std::string_view group)
{
    if (allDigits(name)) {
        const auto gid = parseId(name);
        if (!gid)
            return fail(Errc::InvalidArgument, {}, "uids and gids must be in range 0-2147483647");
        return *gid;
    }
    std::optional<std::uint32_t> found;
    eachLine(group, 3, [&](const auto &fields) {
        if (fields[0] == name)
            found = parseId(fields[2]);
        return found.has_value();
    });
    if (!found)
        return fail(Errc::InvalidArgument, {},
                    "unable to find group " + std::string(name) + ": no matching entries in group file");
    return *found;
}

// Nothing: no such file, in this layer or because this layer removes it (`hidden`).
Result<std::string> readInLayer(int layer, const std::string &path, bool &found, bool &hidden)
{
    const Result<UniqueFd> file = openInRoot(layer, path, O_PATH);
    struct stat st
    {
    };
    if (file && ::fstat(file->get(), &st) == 0 && S_ISCHR(st.st_mode) && st.st_rdev == makedev(0, 0)) {
        hidden = true; // a whiteout
        return std::string();
    }
    if (!file) {
        const Result<UniqueFd> folder = openInRoot(layer, "/etc", O_RDONLY | O_DIRECTORY);
        char value = 0;
        for (const char *name : {"trusted.overlay.opaque", "user.overlay.opaque"})
            hidden = hidden || (folder && ::fgetxattr(folder->get(), name, &value, 1) == 1 && value == 'y');
        return std::string();
    }
    found = true;
    return readFileInRoot(layer, path, maxFile);
}

Result<std::string> readThroughLayers(const std::vector<std::string> &layers, const std::string &path)
{
    for (auto it = layers.rbegin(); it != layers.rend(); ++it) {
        const UniqueFd layer = TARE_TRY(openFile(*it, O_RDONLY | O_DIRECTORY));
        bool found = false, hidden = false;
        std::string bytes = TARE_TRY(readInLayer(layer.get(), path, found, hidden));
        if (found)
            return bytes;
        if (hidden)
            break;
    }
    return std::string();
}

} // namespace

Result<UserFiles> readUserFiles(const std::vector<std::string> &layers)
{
    UserFiles out;
    out.passwd = TARE_TRY(readThroughLayers(layers, "/etc/passwd"));
    out.group = TARE_TRY(readThroughLayers(layers, "/etc/group"));
    return out;
}

Result<UserFiles> readUserFilesInRoot(const std::string &root)
{
    return readUserFiles({root});
}

Result<ResolvedUser> resolveUser(std::string_view spec, std::string_view passwd, std::string_view group)
{
    const std::size_t colon = spec.find(':');
    const std::string_view userPart = spec.empty() || colon == 0 ? "0" : spec.substr(0, colon); // ":GROUP", as Docker
    const std::string_view groupPart = colon == std::string_view::npos ? "" : spec.substr(colon + 1);
    if (userPart.empty() || userPart.size() > 256 || groupPart.size() > 256)
        return fail(Errc::InvalidArgument, std::string(spec.substr(0, 64)), "not a user");
    ResolvedUser out;
    std::string userName;
    const bool numeric = allDigits(userPart);
    if (numeric) {
        const auto uid = parseId(userPart);
        if (!uid)
            return fail(Errc::InvalidArgument, {}, "uids and gids must be in range 0-2147483647");
        out.uid = *uid;
    }
    bool found = false;
    eachLine(passwd, 6, [&](const auto &fields) {
        const auto uid = parseId(fields[2]);
        if (!uid || (numeric ? *uid != out.uid : fields[0] != userPart))
            return false;
        userName = fields[0];
        out.uid = *uid;
        out.gid = parseId(fields[3]).value_or(0);
        if (!fields[5].empty() && fields[5].front() == '/')
            out.home = fields[5];
        return found = true;
    });
    if (!found && !numeric)
        return fail(Errc::InvalidArgument, {},
                    "unable to find user " + std::string(userPart) + ": no matching entries in passwd file");
    if (out.uid == 0 && !found)
        out.home = "/root";
    if (!groupPart.empty()) {
        out.gid = TARE_TRY(resolveGroup(groupPart, group));
        out.additionalGids = {out.gid};
        return out; // as Docker: a group that is given stands alone
    }
    // The first group is a supplementary one too: else a program that changes its group and comes back would
    // get past permissions that deny it something (CVE-2022-36109).
    out.additionalGids = {out.gid};
    if (userName.empty())
        return out;
    eachLine(group, 4, [&](const auto &fields) {
        const auto gid = parseId(fields[2]);
        const auto members = split(fields[3], ',');
        if (gid && std::find(members.begin(), members.end(), userName) != members.end() &&
            std::find(out.additionalGids.begin(), out.additionalGids.end(), *gid) == out.additionalGids.end())
            out.additionalGids.push_back(*gid);
        return out.additionalGids.size() >= maxGroups;
    });
    return out;
}

Status addGroups(ResolvedUser &user, const std::vector<std::string> &names, std::string_view group)
{
    for (const std::string &name : names) {
        const std::uint32_t gid = TARE_TRY(resolveGroup(name.substr(0, 256), group));
        if (std::find(user.additionalGids.begin(), user.additionalGids.end(), gid) == user.additionalGids.end())
            user.additionalGids.push_back(gid);
    }
    return {};
}

} // namespace tare::local
