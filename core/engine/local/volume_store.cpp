// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/volume_store.h"

#include "core/base/file.h"
#include "core/base/programs.h"
#include "core/base/scope_exit.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"
#include "core/base/time.h"
#include "core/engine/local/events.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

namespace tare::local {
namespace {

using nlohmann::json;

Status makeFolder(const std::string &path, mode_t mode)
{
    if (::mkdir(path.c_str(), mode) != 0 || ::chmod(path.c_str(), mode) != 0)
        return failSystem("create folder", path);
    return {};
}

std::string recordOf(const VolumeSpec &spec, std::int64_t created)
{
    const json out = {{"version", 1},
                      {"name", spec.name},
                      {"driver", spec.driver},
                      {"created", created},
                      {"labels", spec.labels},
                      {"options", spec.options},
                      {"anonymous", spec.anonymous}};
    return out.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
}

auto noSuch(const std::string &name)
{
    return fail(Errc::NotFound, {}, "get " + escapeControl(name) + ": no such volume");
}

} // namespace

Status removeForeignTree(const std::string &path)
{
    const Status plain = removeTree(path);
    if (plain || ::geteuid() == 0)
        return plain;
    // Rootless: files of the container's other users belong to subordinate ids.
    SpawnOptions options;
    options.argv = {TARE_TRY(findProgram("tare-runtime")), "unshare",       "--",
                    TARE_TRY(findProgram("tare-monitor")), "--remove-tree", path};
    const RunOutput output = TARE_TRY(run(options));
    if (output.exitCode != 0)
        return fail(Errc::PermissionDenied, path, std::string(trim(output.err)));
    return {};
}

std::string VolumeStore::work() const
{
    return m_paths.temporary() + "/volume-" + randomHex(8);
}

Result<FileLock> VolumeStore::lock(std::chrono::milliseconds limit) const
{
    return FileLock::acquire(top() + ".lock", FileLock::Mode::Exclusive, limit);
}

std::vector<std::string> VolumeStore::users(const std::string &name) const
{
    std::vector<std::string> out = visibleNames(folder(name) + "/users");
    std::erase_if(out, [&](const std::string &id) {
        return !exists(m_paths.container(id)) && !exists(m_paths.containers() + "/.new-" + id);
    });
    std::sort(out.begin(), out.end());
    return out;
}

Result<Volume> VolumeStore::read(const std::string &name) const
{
    // A name that is none is not looked for: it may be a path.
    if (!checkVolumeName(name))
        return noSuch(name);
    const auto text = readFile(folder(name) + "/volume.json", 4U << 20U);
    if (!text && text.error().code == Errc::NotFound)
        return noSuch(name);
    Volume out;
    out.name = name;
    out.mountpoint = data(name);
    out.users = users(name);
    try {
        const json in = json::parse(TARE_TRY(text));
        in.at("driver").get_to(out.driver);
        in.at("created").get_to(out.created);
        in.at("labels").get_to(out.labels);
        in.at("options").get_to(out.options);
        in.at("anonymous").get_to(out.anonymous);
    } catch (const std::exception &e) {
        return fail(Errc::InvalidArgument, folder(name) + "/volume.json", e.what());
    }
    return out;
}

Result<Volume> VolumeStore::find(const std::string &name) const
{
    return read(name);
}

Result<std::vector<Volume>> VolumeStore::list() const
{
    std::vector<std::string> names = visibleNames(top());
    std::sort(names.begin(), names.end());
    std::vector<Volume> out;
    for (const std::string &name : names) {
        if (auto one = read(name))
            out.push_back(std::move(*one));
        else if (one.error().code != Errc::NotFound) // removed meanwhile
            return tl::unexpected<Error>(std::move(one).error());
    }
    return out;
}

Result<VolumeStore::Made> VolumeStore::create(const VolumeSpec &spec) const
{
    const FileLock held = TARE_TRY(lock());
    return createLocked(spec);
}

Result<VolumeStore::Made> VolumeStore::createLocked(const VolumeSpec &wanted) const
{
    VolumeSpec spec = wanted;
    if (spec.name.empty()) {
        spec.name = randomHex(32);
        spec.anonymous = true;
        spec.labels.emplace(anonymousLabel, "");
    }
    TARE_CHECK(checkVolumeName(spec.name));
    if (spec.driver.empty())
        spec.driver = "local";
    if (spec.driver != "local")
        return fail(Errc::Unsupported, {},
                    "create " + spec.name + ": error looking up volume plugin " + escapeControl(spec.driver) + ": plugin \"" +
                        escapeControl(spec.driver) + "\" not found",
                    "The driver here is local.");
    if (auto there = read(spec.name); there || there.error().code != Errc::NotFound) {
        if (!there)
            return tl::unexpected<Error>(std::move(there).error());
        return Made{std::move(*there), false};
    }
    if (auto source = volumeSource(spec.options); !source) {
        Error error = std::move(source).error();
        error.reason = "create " + spec.name + ": " + error.reason;
        return tl::unexpected<Error>(std::move(error));
    }
    TARE_CHECK(makeDirs(top(), 0700));
    const std::string making = work();
    ScopeExit undo([&] { [[maybe_unused]] const Status removed = removeTree(making); });
    TARE_CHECK(makeFolder(making, 0700));
    TARE_CHECK(makeFolder(making + "/_data", 0755));
    TARE_CHECK(makeFolder(making + "/users", 0700));
    const std::int64_t now = nowNs();
    TARE_CHECK(writeFileAtomic(making + "/volume.json", recordOf(spec, now)));
    if (::rename(making.c_str(), folder(spec.name).c_str()) != 0)
        return failSystem("create", folder(spec.name));
    undo.dismiss();
    TARE_CHECK(syncDir(top()));
    appendEvent(m_paths.events(), {nowNs(), "volume", "create", spec.name, spec.name});
    return Made{TARE_TRY(read(spec.name)), true};
}

Result<std::string> VolumeStore::unlist(const std::string &name) const
{
    std::string gone = work();
    if (::rename(folder(name).c_str(), gone.c_str()) != 0)
        return failSystem("remove", folder(name));
    appendEvent(m_paths.events(), {nowNs(), "volume", "destroy", name, name});
    return gone;
}

Status VolumeStore::remove(const std::string &name) const
{
    std::string gone;
    {
        const FileLock held = TARE_TRY(lock());
        const auto one = read(name);
        if (!one && one.error().code == Errc::NotFound)
            return tl::unexpected<Error>(one.error());
        const std::vector<std::string> by = users(name);
        if (!by.empty())
            return fail(Errc::InvalidArgument, {}, "remove " + name + ": volume is in use - [" + join(by, ", ") + "]");
        gone = TARE_TRY(unlist(name));
    }
    return removeForeignTree(gone);
}

void VolumeStore::letGo(const std::string &container, const std::vector<VolumeMount> &mounts, bool removeOwn) const
{
    if (mounts.empty())
        return;
    std::vector<std::string> gone;
    {
        const auto held = lock();
        if (!held)
            return;
        for (const VolumeMount &mount : mounts) {
            if (!checkVolumeName(mount.name))
                continue;
            ::unlink((folder(mount.name) + "/users/" + container).c_str());
            if (!removeOwn || !mount.anonymous || !exists(folder(mount.name)) || !users(mount.name).empty())
                continue;
            if (auto path = unlist(mount.name))
                gone.push_back(std::move(*path));
        }
    }
    for (const std::string &path : gone) {
        [[maybe_unused]] const Status removed = removeForeignTree(path);
    }
}

void VolumeStore::sweep() const
{
    const auto leftovers = [&] {
        std::vector<std::string> out = visibleNames(m_paths.temporary());
        std::erase_if(out, [](const std::string &name) { return !name.starts_with("volume-"); });
        return out;
    };
    if (leftovers().empty())
        return;
    std::vector<std::string> left;
    if (const auto held = lock(std::chrono::milliseconds(0))) // nobody is making one now
        left = leftovers();
    for (const std::string &name : left) {
        [[maybe_unused]] const Status removed = removeForeignTree(m_paths.temporary() + "/" + name);
    }
}

} // namespace tare::local
