// SPDX-License-Identifier: GPL-3.0-or-later
// The volumes of a container that is being made.
#include "core/base/error_json.h"
#include "core/base/file.h"
#include "core/base/programs.h"
#include "core/base/scope_exit.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"
#include "core/engine/local/container_store.h"
#include "core/engine/local/volume_store.h"

#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <map>
#include <sys/stat.h>
#include <unistd.h>

namespace tare::local {
namespace {

// One that may not be read belongs to somebody already.
bool isEmpty(const std::string &folder)
{
    DIR *dir = ::opendir(folder.c_str());
    if (dir == nullptr)
        return false;
    const ScopeExit close([&] { ::closedir(dir); });
    while (const dirent *entry = ::readdir(dir)) { // NOLINT(concurrency-mt-unsafe): a DIR of our own
        const std::string_view name = entry->d_name;
        if (name != "." && name != "..")
            return false;
    }
    return true;
}

} // namespace

Status VolumeStore::claim(Record &record, VolumeMount &mount, std::vector<std::string> &made) const
{
    VolumeSpec spec;
    spec.name = mount.name;
    spec.driver = mount.driver;
    spec.options = mount.options;
    spec.labels = mount.labels;
    const Made one = TARE_TRY(createLocked(spec));
    if (one.isNew)
        made.push_back(one.volume.name);
    if (!mount.driver.empty() && mount.driver != one.volume.driver)
        return fail(Errc::InvalidArgument, {},
                    "create " + one.volume.name + ": conflict: driver already has volume with specified name");
    mount.anonymous = mount.inherited ? mount.anonymous : mount.name.empty();
    mount.name = one.volume.name;
    mount.options = one.volume.options;
    const UniqueFd user =
        TARE_TRY(openFile(folder(mount.name) + "/users/" + record.id, O_WRONLY | O_CREAT | O_NOFOLLOW, 0600));
    return {};
}

Status VolumeStore::attach(Record &record) const
{
    if (record.volumes.empty())
        return {};
    std::vector<std::string> made;
    ScopeExit undo([&] {
        letGo(record.id, record.volumes, false);
        for (const std::string &name : made) {
            [[maybe_unused]] const Status removed = remove(name); // unless somebody has it by now
        }
    });
    {
        const FileLock held = TARE_TRY(lock());
        for (VolumeMount &mount : record.volumes)
            TARE_CHECK(claim(record, mount, made));
    }
    TARE_CHECK(fill(record));
    undo.dismiss();
    return {};
}

// A volume that is empty begins with what the image has at its place.
Status VolumeStore::fill(const Record &record) const
{
    std::map<std::string, const VolumeMount *> wanting; // by name, so that all who wait for locks do it in one order
    for (const VolumeMount &mount : record.volumes) {
        if (!mount.noCopy && !mount.inherited && mount.subpath.empty())
            wanting.emplace(mount.name, &mount);
    }
    std::vector<FileLock> locks;
    std::vector<std::pair<std::string, std::string>> folders; // in the image, and to be filled
    std::vector<std::string> whole; // volumes that are filled beside what they have, which is nothing
    const ScopeExit clean([&] {
        for (const std::string &name : whole) {
            [[maybe_unused]] const Status removed = removeForeignTree(folder(name) + "/_new");
        }
    });
    for (const auto &[name, mount] : wanting) {
        const auto source = TARE_TRY(volumeSource(mount->options));
        if (source && !source->type.empty())
            continue; // what is mounted there is empty, or has its own
        locks.push_back(TARE_TRY(
            FileLock::acquire(folder(name) + "/lock", FileLock::Mode::Exclusive, std::chrono::hours(24)))); // a disk's time
        const std::string place = source ? source->device : data(name);
        if (!isEmpty(place))
            continue;
        if (source || users(name).size() > 1) { // others may have it mounted: nothing can be put in its place
            folders.emplace_back(mount->target, place);
            continue;
        }
        const std::string making = folder(name) + "/_new";
        TARE_CHECK(removeForeignTree(making)); // of one that was killed
        if (::mkdir(making.c_str(), 0755) != 0 || ::chmod(making.c_str(), 0755) != 0)
            return failSystem("create folder", making);
        whole.push_back(name);
        folders.emplace_back(mount->target, making);
    }
    if (folders.empty())
        return {};
    TARE_CHECK(copyUp(record, folders));
    for (const std::string &name : whole) {
        const std::string making = folder(name) + "/_new";
        if (!record.spec.autoRemove) {
            const UniqueFd fd(::open(folder(name).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
            if (!fd || ::syncfs(fd.get()) != 0)
                return failSystem("sync", folder(name));
        }
    }
    std::vector<std::pair<std::string, std::string>> shared;
    {
        const FileLock held = TARE_TRY(lock());
        for (const std::string &name : whole) {
            // Who came meanwhile and wants no copy may have it mounted already.
            if (users(name).size() > 1)
                shared.emplace_back(wanting.at(name)->target, data(name));
            else if (::rename((folder(name) + "/_new").c_str(), data(name).c_str()) != 0 && errno != ENOTEMPTY)
                return failSystem("fill", data(name));
        }
    }
    std::erase_if(shared, [](const auto &one) { return !isEmpty(one.second); });
    return shared.empty() ? Status() : copyUp(record, shared);
}

Status VolumeStore::copyUp(const Record &record, const std::vector<std::pair<std::string, std::string>> &folders) const
{
    const bool rootless = ::geteuid() != 0;
    SpawnOptions options;
    const std::string runtime = TARE_TRY(findProgram("tare-runtime"));
    options.argv = {runtime};
    if (rootless) // the files may belong to any id of the image
        options.argv.insert(options.argv.end(), {"unshare", "--", runtime});
    options.argv.insert(options.argv.end(),
                        {"--error-fd", "1", "copy-up", "--overlay", lowerArgument(record.layers)});
    if (rootless)
        options.argv.emplace_back("--userxattr");
    options.argv.push_back(m_paths.root + "/rootfs");
    for (const auto &[source, target] : folders)
        options.argv.insert(options.argv.end(), {source, target});
    RunLimits limits;
    limits.time = std::chrono::hours(24); // as long as a disk takes
    const RunOutput output = TARE_TRY(run(options, limits));
    if (output.exitCode == 0)
        return {};
    if (output.out.starts_with("{"))
        return tl::unexpected<Error>(errorFromJson(output.out));
    return fail(Errc::Internal, "volumes", std::string(trim(output.err)));
}

} // namespace tare::local
