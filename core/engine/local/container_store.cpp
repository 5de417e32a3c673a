// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/container_store.h"

#include "core/base/error_json.h"
#include "core/base/file.h"
#include "core/base/programs.h"
#include "core/base/scope_exit.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"
#include "core/base/time.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

namespace tare::local {
namespace {

Result<std::vector<std::string>> listFolder(const std::string &path)
{
    DIR *dir = ::opendir(path.c_str());
    if (dir == nullptr)
        return failSystem("list", path);
    const ScopeExit close([&] { ::closedir(dir); });
    std::vector<std::string> out;
    while (const dirent *entry = ::readdir(dir)) // NOLINT(concurrency-mt-unsafe): a DIR of our own
        out.emplace_back(entry->d_name);
    return out;
}

bool isId(const std::string &name)
{
    return name.size() == 64 && isHex(name);
}

Status writePlain(const std::string &path, std::string_view bytes)
{
    const UniqueFd fd = TARE_TRY(openFile(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW));
    Status written = writeAll(fd.get(), bytes);
    if (!written)
        written.error().subject = path;
    return written;
}

// The whole file or the old one, but not forced to the disk: for what a reboot makes worthless.
Status replacePlain(const std::string &path, std::string_view bytes)
{
    const std::string temporary = path + ".tmp-" + randomHex(4);
    Status written = writePlain(temporary, bytes);
    if (written && ::rename(temporary.c_str(), path.c_str()) != 0)
        written = failSystem("rename", path);
    if (!written)
        ::unlink(temporary.c_str());
    return written;
}

// ':' and ',' separate, '\' escapes.
std::string overlayPath(const std::string &path)
{
    std::string out;
    for (const char c : path) {
        if (c == ':' || c == ',' || c == '\\')
            out += '\\';
        out += c;
    }
    return out;
}

// True when nobody holds the lock; a file that is not there counts as free only when the folder is old.
bool isAbandoned(const std::string &dir)
{
    const UniqueFd fd(::open((dir + "/lock").c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
    if (fd)
        return ::flock(fd.get(), LOCK_EX | LOCK_NB) == 0;
    struct stat st
    {
    };
    return ::lstat(dir.c_str(), &st) == 0 && st.st_mtim.tv_sec + 10 < nowNs() / 1'000'000'000;
}

} // namespace

std::string lowerArgument(const std::vector<std::string> &layers)
{
    std::string out = "lower=";
    for (auto it = layers.rbegin(); it != layers.rend(); ++it)
        out += (it == layers.rbegin() ? "" : ":") + overlayPath(*it);
    return out;
}

std::string overlayArgument(const std::vector<std::string> &layers, const std::string &bundle)
{
    return lowerArgument(layers) + ",upper=" + overlayPath(bundle + "/upper") +
           ",work=" + overlayPath(bundle + "/work");
}

Result<std::vector<std::string>> ContainerStore::ids() const
{
    auto out = TARE_TRY(listFolder(m_paths.containers()));
    std::erase_if(out, [](const std::string &name) { return !isId(name); });
    return out;
}

Result<std::string> ContainerStore::resolve(const std::string &nameOrId) const
{
    if (isId(nameOrId) && exists(m_paths.container(nameOrId)))
        return nameOrId;
    const std::string name = !nameOrId.empty() && nameOrId.front() == '/' ? nameOrId.substr(1) : nameOrId;
    if (auto id = m_names.idOf(name); id && exists(m_paths.container(*id)))
        return *id;
    std::string found;
    if (!nameOrId.empty() && isHex(nameOrId)) {
        for (std::string &id : TARE_TRY(ids())) {
            if (!id.starts_with(nameOrId))
                continue;
            if (!found.empty())
                return fail(Errc::AmbiguousId, nameOrId);
            found = std::move(id);
        }
    }
    if (found.empty())
        return fail(Errc::NoSuchContainer, nameOrId);
    return found;
}

std::string ContainerStore::nameOf(const std::string &id) const
{
    char target[NAME_MAX + 1];
    const ssize_t n = ::readlink(file(id, "name").c_str(), target, sizeof target);
    return n > 0 ? std::string(target, static_cast<std::size_t>(n)) : id.substr(0, 12);
}

Result<Record> ContainerStore::record(const std::string &id) const
{
    Result<std::string> text = readFile(file(id, "container.json"), 16U << 20U);
    if (!text) {
        if (text.error().code == Errc::NotFound && !exists(m_paths.container(id)))
            return fail(Errc::NoSuchContainer, id);
        return tl::unexpected<Error>(std::move(text).error());
    }
    Result<Record> record = Record::parse(*text);
    if (record && record->id != id)
        return fail(Errc::InvalidArgument, file(id, "container.json"), "it speaks of another container");
    return record;
}

RunState ContainerStore::runState(const std::string &id) const
{
    const auto text = readFile(file(id, "state.json"), 1U << 20U);
    if (!text)
        return {};
    if (auto state = RunState::parse(*text))
        return std::move(*state);
    RunState damaged;
    damaged.status = "exited";
    damaged.exitCode = 255;
    damaged.error = "its state file is damaged";
    return damaged;
}

Status ContainerStore::writeRecord(const Record &record) const
{
    const std::string path = file(record.id, "container.json");
    return record.spec.autoRemove ? replacePlain(path, record.toJson())
                                  : writeFileAtomic(path, record.toJson());
}

Status ContainerStore::writeRunState(const std::string &id, const RunState &state, bool durable) const
{
    const std::string path = file(id, "state.json");
    return durable ? writeFileAtomic(path, state.toJson()) : replacePlain(path, state.toJson());
}

Result<FileLock> ContainerStore::lock(const std::string &id) const
{
    Result<FileLock> lock =
        FileLock::acquire(file(id, "lock"), FileLock::Mode::Exclusive, std::chrono::seconds(60));
    if ((!lock && lock.error().code == Errc::NotFound) || (lock && !exists(m_paths.container(id))))
        return fail(Errc::NoSuchContainer, id);
    return lock;
}

Status ContainerStore::fill(const std::string &dir, const Record &record) const
{
    for (const char *sub : {"/upper", "/work"}) {
        if (::mkdir((dir + sub).c_str(), 0700) != 0)
            return failSystem("create folder", dir + sub);
    }
    // The upper folder's mode and owner are those of the container's root.
    struct stat top
    {
    };
    const std::string upper = dir + "/upper";
    if (record.layers.empty() || ::stat(record.layers.back().c_str(), &top) != 0)
        top.st_mode = 0755;
    else if (::geteuid() == 0 && ::lchown(upper.c_str(), top.st_uid, top.st_gid) != 0)
        return failSystem("give", upper);
    if (::chmod(upper.c_str(), (top.st_mode & 07777U) | 0700U) != 0)
        return failSystem("set the mode of", upper);
    TARE_CHECK(makeVolumes(dir, record));
    const std::string path = dir + "/container.json";
    return record.spec.autoRemove ? writePlain(path, record.toJson())
                                  : writeFileAtomic(path, record.toJson());
}

Status ContainerStore::makeVolumes(const std::string &dir, const Record &record) const
{
    if (record.volumes.empty())
        return {};
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
    for (const Volume &volume : record.volumes) {
        const std::string data = dir + "/volumes/" + volume.name + "/_data";
        TARE_CHECK(makeDirs(data, 0700));
        if (::chmod(data.c_str(), 0755) != 0)
            return failSystem("set the mode of", data);
        options.argv.insert(options.argv.end(), {volume.target, data});
    }
    RunLimits limits;
    limits.time = std::chrono::hours(24); // as long as a disk takes
    const RunOutput output = TARE_TRY(run(options, limits));
    if (output.exitCode == 0)
        return {};
    if (output.out.starts_with("{"))
        return tl::unexpected<Error>(errorFromJson(output.out));
    return fail(Errc::Internal, "volumes", std::string(trim(output.err)));
}

Status ContainerStore::create(const Record &record, std::string &name) const
{
    const std::string making = m_paths.containers() + "/.new-" + record.id;
    if (::mkdir(making.c_str(), 0700) != 0)
        return failSystem("create folder", making);
    ScopeExit undo([&] { [[maybe_unused]] const Status removed = removeFiles(making); });
    const FileLock lock = TARE_TRY(FileLock::acquire(making + "/lock", FileLock::Mode::Exclusive));
    const bool draw = name.empty();
    for (int attempt = 0;; ++attempt) {
        if (draw)
            name = randomName(attempt);
        // The folder says which name it is about to claim, so that whoever sweeps it can give the name back.
        const std::string link = making + "/name";
        ::unlink(link.c_str());
        if (::symlink(name.c_str(), link.c_str()) != 0)
            return failSystem("create", link);
        const Status claimed = m_names.claim(name, record.id);
        if (claimed)
            break;
        if (!draw || claimed.error().code != Errc::NameInUse || attempt > 100)
            return claimed;
    }
    ScopeExit unname([&] { m_names.release(name, record.id); });
    TARE_CHECK(fill(making, record));
    if (::rename(making.c_str(), m_paths.container(record.id).c_str()) != 0)
        return failSystem("create", m_paths.container(record.id));
    undo.dismiss();
    unname.dismiss();
    return record.spec.autoRemove ? Status() : syncDir(m_paths.containers());
}

Status ContainerStore::remove(const std::string &id) const
{
    const std::string name = nameOf(id);
    const std::string gone = m_paths.containers() + "/.rm-" + id;
    if (::rename(m_paths.container(id).c_str(), gone.c_str()) != 0)
        return errno == ENOENT ? Status() : Status(failSystem("remove", m_paths.container(id)));
    m_names.release(name, id);
    return removeFiles(gone);
}

Status ContainerStore::removeFiles(const std::string &dir) const
{
    const Status plain = removeTree(dir);
    if (plain || ::geteuid() == 0)
        return plain;
    // Rootless: files of the container's other users belong to subordinate ids.
    SpawnOptions options;
    options.argv = {TARE_TRY(findProgram("tare-runtime")), "unshare",       "--",
                    TARE_TRY(findProgram("tare-monitor")), "--remove-tree", dir};
    const RunOutput output = TARE_TRY(run(options));
    if (output.exitCode != 0)
        return fail(Errc::PermissionDenied, dir, std::string(trim(output.err)));
    return {};
}

void ContainerStore::sweep() const
{
    const auto names = listFolder(m_paths.containers());
    if (!names)
        return;
    for (const std::string &name : *names) {
        const std::string path = m_paths.containers() + "/" + name;
        if ((name.starts_with(".rm-") || name.starts_with(".new-")) && isAbandoned(path)) {
            char owned[NAME_MAX + 1];
            const ssize_t n = ::readlink((path + "/name").c_str(), owned, sizeof owned);
            if (n > 0)
                m_names.release(std::string(owned, static_cast<std::size_t>(n)),
                                name.substr(name.find('-') + 1));
            [[maybe_unused]] const Status removed = removeFiles(path);
        }
    }
}

Container damagedContainer(const std::string &id, const std::string &name, const Error &error)
{
    Container out;
    out.id = id;
    out.name = name;
    out.status = ContainerStatus::Dead;
    out.error = error.text();
    return out;
}

} // namespace tare::local
