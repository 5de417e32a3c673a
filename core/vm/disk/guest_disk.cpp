// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vm/disk/guest_disk.h"

#include "core/base/error_json.h"
#include "core/base/file.h"
#include "core/base/lock.h"
#include "core/base/programs.h"
#include "core/base/scope_exit.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"

#include <sys/stat.h>
#include <unistd.h>

namespace tare::vm {

namespace {

Result<std::int64_t> sizeOf(const std::string &path)
{
    struct stat st
    {
    };
    if (::stat(path.c_str(), &st) != 0)
        return failSystem("look at", path);
    return st.st_size;
}

} // namespace

Result<GuestDisk> ensureGuestDisk(const Paths &paths, const std::string &key,
                                  const std::vector<std::string> &layers, const CancelToken &cancel)
{
    if (!isHex(key) || key.empty())
        return fail(Errc::InvalidArgument, key, "a disk is named by a chain id");
    const std::string folder = paths.vm() + "/disks";
    GuestDisk disk;
    disk.path = folder + "/" + key + ".ext4";
    TARE_CHECK(makeDirs(folder));
    const FileLock lock = TARE_TRY(
        FileLock::acquire(folder + "/lock", FileLock::Mode::Exclusive, std::chrono::hours(1), cancel));
    if (exists(disk.path)) {
        disk.size = TARE_TRY(sizeOf(disk.path));
        return disk;
    }
    // Under the lock: what is called new is what a crash left.
    const std::string work = folder + "/new";
    const std::string file = folder + "/new.ext4";
    TARE_CHECK(removeTree(work));
    (void)::unlink(file.c_str());
    TARE_CHECK(makeDirs(work));
    const ScopeExit clean([&] {
        (void)removeTree(work);
        (void)::unlink(file.c_str());
    });
    SpawnOptions options;
    options.argv.insert(options.argv.end(),
                        {TARE_TRY(findProgram("tare-lab")), "guest-disk", "--work", work, "--file", file});
    for (const std::string &layer : layers)
        options.argv.push_back(layer);
    RunLimits limits;
    limits.time = std::chrono::hours(1);
    limits.cancel = cancel;
    const RunOutput output = TARE_TRY(run(options, limits));
    if (output.exitCode != 0) {
        Error error = errorFromJson(trim(output.err));
        error.chain.emplace_back("make a guest disk");
        return tl::unexpected<Error>(std::move(error));
    }
    if (::chmod(file.c_str(), 0600) != 0 || ::rename(file.c_str(), disk.path.c_str()) != 0)
        return failSystem("put in place", disk.path);
    TARE_CHECK(syncDir(folder));
    disk.made = true;
    disk.size = TARE_TRY(sizeOf(disk.path));
    return disk;
}

} // namespace tare::vm
