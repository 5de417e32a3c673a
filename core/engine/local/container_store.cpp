// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/container_store.h"

#include "core/base/file.h"
#include "core/base/scope_exit.h"
#include "core/base/strings.h"
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

// True when nobody holds the lock, which is `held` from then on; a file that is not there counts as free only when the
// folder is old.
bool isAbandoned(const std::string &dir, UniqueFd &held)
{
    held = UniqueFd(::open((dir + "/lock").c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
    if (held)
        return ::flock(held.get(), LOCK_EX | LOCK_NB) == 0;
    struct stat st
    {
    };
    return ::lstat(dir.c_str(), &st) == 0 && st.st_mtim.tv_sec + 10 < nowNs() / 1'000'000'000;
}

// The folder of a container that is being made, locked. Between its making and its lock somebody may take it for an
// abandoned one, and removes it with the lock held.
Result<FileLock> makeLocked(const std::string &dir)
{
    const std::string path = dir + "/lock";
    for (int attempt = 0;; ++attempt) {
        if (::mkdir(dir.c_str(), 0700) != 0 && (errno != EEXIST || attempt == 0))
            return failSystem("create folder", dir);
        Result<FileLock> lock = FileLock::acquire(path, FileLock::Mode::Exclusive);
        struct stat open
        {
        }, named{};
        if (lock && ::fstat(lock->fd(), &open) == 0 && ::lstat(path.c_str(), &named) == 0 && open.st_ino == named.st_ino)
            return lock;
        if (attempt > 100 || (!lock && lock.error().code != Errc::NotFound))
            return lock ? Result<FileLock>(fail(Errc::Internal, dir, "it is removed again and again")) : std::move(lock);
    }
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

std::string volumeFolder(const Paths &paths, const std::string &id, const VolumeMount &mount)
{
    const std::string old = paths.volume(id, mount.name);
    return exists(old) ? old : VolumeStore(paths).data(mount.name);
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

Status ContainerStore::fill(const std::string &dir, Record &record) const
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
    TARE_CHECK(m_volumes.attach(record));
    ScopeExit undo([&] { m_volumes.letGo(record.id, record.volumes, true); });
    const std::string path = dir + "/container.json";
    TARE_CHECK(record.spec.autoRemove ? writePlain(path, record.toJson()) : writeFileAtomic(path, record.toJson()));
    undo.dismiss();
    return {};
}

Status ContainerStore::create(Record &record, std::string &name) const
{
    const std::string making = m_paths.containers() + "/.new-" + record.id;
    const FileLock lock = TARE_TRY(makeLocked(making));
    ScopeExit undo([&] { [[maybe_unused]] const Status removed = removeForeignTree(making); });
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
    if (::rename(making.c_str(), m_paths.container(record.id).c_str()) != 0) {
        const int error = errno;
        m_volumes.letGo(record.id, record.volumes, true);
        return failSystem("create", m_paths.container(record.id), error);
    }
    undo.dismiss();
    unname.dismiss();
    return record.spec.autoRemove ? Status() : syncDir(m_paths.containers());
}

Status ContainerStore::remove(const std::string &id, bool ownVolumes) const
{
    const std::string name = nameOf(id);
    const auto before = record(id);
    const std::string gone = m_paths.containers() + "/.rm-" + id;
    if (::rename(m_paths.container(id).c_str(), gone.c_str()) != 0)
        return errno == ENOENT ? Status() : Status(failSystem("remove", m_paths.container(id)));
    m_names.release(name, id);
    if (before)
        m_volumes.letGo(id, before->volumes, ownVolumes);
    return removeForeignTree(gone);
}

void ContainerStore::sweep() const
{
    const auto names = listFolder(m_paths.containers());
    if (!names)
        return;
    for (const std::string &name : *names) {
        const std::string path = m_paths.containers() + "/" + name;
        UniqueFd held;
        if ((name.starts_with(".rm-") || name.starts_with(".new-")) && isAbandoned(path, held)) {
            char owned[NAME_MAX + 1];
            const ssize_t n = ::readlink((path + "/name").c_str(), owned, sizeof owned);
            if (n > 0)
                m_names.release(std::string(owned, static_cast<std::size_t>(n)),
                                name.substr(name.find('-') + 1));
            [[maybe_unused]] const Status removed = removeForeignTree(path);
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
