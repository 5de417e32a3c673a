// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/devices.h"

#include "core/base/file.h"
#include "core/base/strings.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <dirent.h>
#include <memory>
#include <sys/stat.h>
#include <sys/sysmacros.h>

namespace tare::local {
namespace {

// Of these a container has its own.
constexpr std::array skipped = {"pts", "shm", "fd", "mqueue", ".lxc", ".lxd-mounts", ".udev", "console"};

DeviceNode nodeOf(const struct stat &st, std::string path, const std::string &access)
{
    return {S_ISBLK(st.st_mode) ? 'b' : 'c',
            std::move(path),
            ::major(st.st_rdev),
            ::minor(st.st_rdev),
            st.st_mode & 07777U,
            st.st_uid,
            st.st_gid,
            access};
}

bool isDevice(const struct stat &st) { return S_ISBLK(st.st_mode) || S_ISCHR(st.st_mode); }

Status collect(const std::string &folder, const std::string &target, const std::string &access, int depth,
               std::vector<DeviceNode> &out)
{
    const std::unique_ptr<DIR, int (*)(DIR *)> dir(::opendir(folder.c_str()), ::closedir);
    if (!dir)
        return failSystem("list", folder);
    while (const dirent *e = ::readdir(dir.get())) { // NOLINT(concurrency-mt-unsafe): a DIR of our own
        const std::string name = e->d_name;
        if (name == "." || name == ".." || std::find(skipped.begin(), skipped.end(), name) != skipped.end())
            continue;
        struct stat st
        {};
        if (::lstat((folder + "/" + name).c_str(), &st) != 0)
            continue; // gone meanwhile
        if (S_ISDIR(st.st_mode) && depth < 8)
            TARE_CHECK(collect(folder + "/" + name, target + "/" + name, access, depth + 1, out));
        else if (isDevice(st))
            out.push_back(nodeOf(st, target + "/" + name, access));
    }
    return {};
}

} // namespace

Result<std::vector<DeviceNode>> devicesOf(const DeviceAccess &wanted)
{
    const auto wrong = [&](const std::string &why) {
        return fail(Errc::InvalidArgument, {},
                    "error gathering device information while adding custom device \"" + wanted.source + "\": " + why);
    };
    struct stat st
    {};
    if (::stat(wanted.source.c_str(), &st) != 0) // a link to a device is what it leads to
        return wrong(errno == ENOENT ? "no such file or directory" : strerrorText(errno));
    std::vector<DeviceNode> out;
    if (isDevice(st)) {
        out.push_back(nodeOf(st, wanted.target, wanted.access));
        return out;
    }
    if (!S_ISDIR(st.st_mode))
        return wrong("not a device node");
    TARE_CHECK(collect(wanted.source, wanted.target, wanted.access, 0, out));
    if (out.empty())
        return wrong("not a device node");
    return out;
}

Result<std::vector<DeviceNode>> allDevices()
{
    std::vector<DeviceNode> out;
    TARE_CHECK(collect("/dev", "/dev", "rwm", 0, out));
    return out;
}

} // namespace tare::local
