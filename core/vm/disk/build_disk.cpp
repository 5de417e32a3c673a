// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"
#include "core/vm/disk/guest_disk.h"
#include "core/vm/disk/merged_view.h"

#include <algorithm>
#include <cerrno>
#include <fmt/format.h>
#include <ftw.h>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

namespace tare::vm {

namespace {

constexpr std::int64_t block = 4096;
constexpr std::int64_t spare =
    192LL << 20U; // for what the guest writes; sparse, so it costs nothing until then

struct Tree
{
    std::int64_t bytes = 0, entries = 0;
    std::set<std::pair<dev_t, ino_t>> linked; // hard links count once
};

thread_local Tree *counting = nullptr; // nftw(3) hands no context on

int count(const char *, const struct stat *st, int type, struct FTW *)
{
    if (type == FTW_NS || type == FTW_DNR)
        return EACCES;
    if (S_ISREG(st->st_mode) && st->st_nlink > 1 && !counting->linked.emplace(st->st_dev, st->st_ino).second)
        return 0;
    ++counting->entries;
    counting->bytes +=
        S_ISREG(st->st_mode) ? std::min<std::int64_t>(st->st_blocks * 512, st->st_size + block) : 0;
    counting->bytes += block;
    return 0;
}

Result<Tree> measure(const std::string &folder)
{
    Tree tree;
    counting = &tree;
    const int status = ::nftw(folder.c_str(), count, 64, FTW_PHYS | FTW_MOUNT);
    counting = nullptr;
    if (status != 0)
        return failSystem("measure", folder, status > 0 ? status : errno);
    return tree;
}

} // namespace

Status makeDiskFromFolder(const std::string &folder, const std::string &file, const CancelToken &cancel)
{
    const Tree tree = TARE_TRY(measure(folder));
    const std::int64_t inodes = tree.entries + tree.entries / 4 + 4096;
    const std::int64_t size = tree.bytes + tree.bytes / 8 + inodes * 256 + spare;
    SpawnOptions options;
    // Without a journal: nothing that a guest writes is kept. uid and gid 0 of the root folder are the
    // layers' own.
    options.argv = {"mke2fs",
                    "-q",
                    "-F",
                    "-t",
                    "ext4",
                    "-b",
                    std::to_string(block),
                    "-m",
                    "0",
                    "-N",
                    std::to_string(inodes),
                    "-O",
                    "^has_journal,^resize_inode",
                    "-E",
                    "lazy_itable_init=1,nodiscard",
                    "-L",
                    "tare",
                    "-d",
                    folder,
                    file,
                    fmt::format("{}k", size / 1024)};
    const char *path = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    if (const std::string sbin = "/usr/sbin/mke2fs"; ::access(sbin.c_str(), X_OK) == 0)
        options.argv[0] = sbin;
    else if (::access("/sbin/mke2fs", X_OK) == 0)
        options.argv[0] = "/sbin/mke2fs";
    options.env = {path, "LC_ALL=C.UTF-8", "MKE2FS_CONFIG=/dev/null"};
    RunLimits limits;
    limits.time = std::chrono::hours(1);
    limits.cancel = cancel;
    const auto output = run(options, limits);
    if (!output) {
        (void)::unlink(file.c_str());
        if (output.error().code == Errc::NotFound)
            return fail(Errc::NotOnThisMachine, "mke2fs", "it is not installed",
                        "Install e2fsprogs (apt install e2fsprogs).");
        return tl::unexpected<Error>(output.error());
    }
    if (output->exitCode != 0) {
        (void)::unlink(file.c_str());
        const bool full = output->err.find("No space left") != std::string::npos;
        return fail(full ? Errc::NoSpace : Errc::System, file,
                    "mke2fs: " + escapeControl(trim(output->err).substr(0, 500)));
    }
    return {};
}

Status buildGuestDisk(const std::vector<std::string> &layers, const std::string &work,
                      const std::string &file)
{
    TARE_CHECK(enterPrivateMounts());
    return makeDiskFromFolder(TARE_TRY(mountMerged(layers, work, false)), file, {});
}

} // namespace tare::vm
