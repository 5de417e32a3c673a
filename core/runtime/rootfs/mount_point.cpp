// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/rootfs/mount_point.h"

#include "core/base/safe_path.h"
#include "core/base/strings.h"

#include <cerrno>
#include <climits>
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace tare::runtime {
namespace {

// Files of /proc that may be mounted over (lxcfs does); anything else there would let a mount answer for the
// kernel.
bool mayCover(const std::string &destination)
{
    for (const char *file : {"/proc/cpuinfo", "/proc/diskstats", "/proc/meminfo", "/proc/stat", "/proc/swaps",
                             "/proc/uptime", "/proc/loadavg", "/proc/slabinfo", "/proc/net/dev",
                             "/proc/sys/kernel/ns_last_pid", "/proc/sys/crypto/fips_enabled"}) {
        if (destination == file)
            return true;
    }
    return false;
}

constexpr int mostLinks = 40; // as the kernel

// The path with the first symlink in it that leads nowhere replaced by what it says; the same when there is none.
std::string withoutDeadLink(int root, const std::string &path)
{
    std::string walked;
    const auto parts = split(path, '/');
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i].empty())
            continue;
        const std::string parent = walked.empty() ? "/" : walked, name(parts[i]);
        walked += "/" + name;
        if (openInRoot(root, walked, O_PATH))
            continue;
        const auto at = openInRoot(root, parent, O_PATH | O_DIRECTORY);
        char target[PATH_MAX];
        const ssize_t n = at ? ::readlinkat(at->get(), name.c_str(), target, sizeof target) : -1;
        if (n <= 0)
            return path;
        std::string out(target, static_cast<std::size_t>(n));
        if (out.front() != '/')
            out.insert(0, parent + "/");
        for (std::size_t rest = i + 1; rest < parts.size(); ++rest)
            out += "/" + std::string(parts[rest]);
        return cleanPath(out);
    }
    return path;
}

Result<UniqueFd> makeMountPoint(int root, const std::string &wanted, bool folder)
{
    std::string path = cleanPath(wanted.front() == '/' ? wanted : "/" + wanted);
    for (int i = 0; i < mostLinks; ++i) {
        const std::string next = withoutDeadLink(root, path);
        if (next == path)
            break;
        path = next;
    }
    if (folder)
        return makeDirsInRoot(root, path, 0755);
    const auto [parent, name] = splitLast(path);
    const UniqueFd at = TARE_TRY(makeDirsInRoot(root, parent, 0755));
    const UniqueFd made(::openat(at.get(), name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644));
    if (!made && errno != EEXIST)
        return failSystem("create", wanted);
    return openInRoot(root, path, O_PATH);
}

} // namespace

std::pair<std::string, std::string> splitLast(std::string path)
{
    while (path.size() > 1 && path.back() == '/')
        path.pop_back();
    const std::size_t slash = path.rfind('/');
    return {path.substr(0, slash), path.substr(slash + 1)};
}

Result<UniqueFd> openMountPoint(int root, const std::string &destination, bool folder)
{
    auto target = openInRoot(root, destination, O_PATH);
    if (!target && target.error().code == Errc::NotFound)
        target = makeMountPoint(root, destination, folder);
    if (!target)
        return tl::unexpected<Error>(
            std::move(target.error()).while_("prepare the mount point " + destination));
    struct statfs fs
    {
    };
    if (::fstatfs(target->get(), &fs) == 0 && fs.f_type == PROC_SUPER_MAGIC && !mayCover(destination))
        return fail(Errc::InvalidArgument, destination, "it lies inside /proc, where nothing may be mounted");
    return target;
}

} // namespace tare::runtime
