// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/volumes.h"

#include "core/monitor/record.h"
#include "core/monitor/remove.h"
#include "core/monitor/text.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <initializer_list>
#include <sys/file.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace tare::monitor {
namespace {

std::size_t folderSize(const char *path)
{
    const char *slash = std::strrchr(path, '/');
    return slash == nullptr ? 0 : static_cast<std::size_t>(slash - path);
}

// A container is there, or is being made.
bool isContainer(const Options &options, const char *id)
{
    for (const char *prefix : {"/", "/.new-"}) {
        Text<4096> path;
        path.add(options.bundle, folderSize(options.bundle)).add(prefix).add(id);
        if (::access(path.c_str(), F_OK) == 0)
            return true;
    }
    return false;
}

bool isUsed(const Options &options, const char *volume)
{
    Text<4096> path;
    path.add(volume).add("/users");
    const int dir = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (dir < 0)
        return true; // who cannot tell leaves it
    alignas(dirent64) char entries[2048];
    bool used = false;
    for (long n = 0; !used && (n = ::syscall(SYS_getdents64, dir, entries, sizeof entries)) > 0;) {
        for (long at = 0; at < n && !used;) {
            const auto *entry = reinterpret_cast<const dirent64 *>(entries + at);
            at += entry->d_reclen;
            used = entry->d_name[0] != '.' && std::strcmp(entry->d_name, options.id) != 0 && isContainer(options, entry->d_name);
        }
    }
    ::close(dir);
    return used;
}

void goneName(const Options &options, std::size_t index, TextBase &out)
{
    const char *volume = options.volumes[index];
    out.add(volume, folderSize(volume)).add("/../tmp/volume-").add(options.id).add("-").number(static_cast<std::int64_t>(index));
}

} // namespace

std::uint32_t unlistVolumes(const Options &options)
{
    if (options.volumeCount == 0)
        return 0;
    Text<4096> path;
    path.add(options.volumes[0], folderSize(options.volumes[0])).add(".lock");
    const int lock = ::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    while (lock >= 0 && ::flock(lock, LOCK_EX) != 0 && errno == EINTR) {
    }
    std::uint32_t out = 0;
    for (std::size_t i = 0; lock >= 0 && i < options.volumeCount; ++i) {
        if (isUsed(options, options.volumes[i]))
            continue;
        Text<4096> gone;
        goneName(options, i, gone);
        if (::rename(options.volumes[i], gone.c_str()) != 0)
            continue;
        out |= 1U << i;
        addVolumeEvent(options, options.volumes[i] + folderSize(options.volumes[i]) + 1, "destroy");
    }
    if (lock >= 0)
        ::close(lock);
    return out;
}

void removeVolume(const Options &options, std::size_t index)
{
    Text<4096> gone;
    goneName(options, index, gone);
    removeForeignTree(options.runtime, gone.c_str());
}

} // namespace tare::monitor
