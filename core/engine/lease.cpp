// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/lease.h"

#include "core/base/file.h"
#include "core/base/strings.h"

#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace tare {

namespace {

std::string folderOf(const Paths &paths)
{
    return paths.state + "/leases";
}

std::vector<std::string> leasesIn(const std::string &folder)
{
    std::vector<std::string> out;
    const std::unique_ptr<DIR, int (*)(DIR *)> dir(::opendir(folder.c_str()), ::closedir);
    while (const dirent *entry =
               dir ? ::readdir(dir.get()) : nullptr) // NOLINT(concurrency-mt-unsafe): a stream of our own
        if (isHex(entry->d_name))
            out.emplace_back(entry->d_name);
    return out;
}

bool removeContainersOf(const std::string &lease, Engine &engine)
{
    const auto containers = engine.containers();
    if (!containers)
        return false;
    bool all = true;
    for (const Container &container : *containers)
        if (const auto label = container.labels.find(Lease::label);
            label != container.labels.end() && label->second == lease)
            all = engine.remove(container.id, {true, true}).has_value() && all;
    return all;
}

} // namespace

Result<Lease> Lease::take(const Paths &paths)
{
    TARE_CHECK(makeDirs(folderOf(paths), 0700));
    for (;;) {
        std::string name = randomHex(8);
        std::string path = folderOf(paths) + "/" + name;
        FileLock lock = TARE_TRY(FileLock::acquire(path, FileLock::Mode::Exclusive));
        // Between its making and its lock somebody may have taken it for an abandoned one.
        struct stat st
        {
        };
        if (::fstat(lock.fd(), &st) == 0 && st.st_nlink > 0)
            return Lease(std::move(path), std::move(name), std::move(lock));
    }
}

Lease::Lease(Lease &&other) noexcept
    : m_path(std::exchange(other.m_path, {})), m_name(std::move(other.m_name)),
      m_lock(std::move(other.m_lock))
{
}

Lease::~Lease()
{
    if (!m_path.empty())
        ::unlink(m_path.c_str());
}

void removeAbandoned(Engine &engine, const Paths &paths)
{
    const std::string folder = folderOf(paths);
    for (const std::string &name : leasesIn(folder)) {
        const std::string path = folder + "/" + name;
        const UniqueFd lock(::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
        if (lock && ::flock(lock.get(), LOCK_EX | LOCK_NB) == 0 && removeContainersOf(name, engine))
            ::unlink(path.c_str());
    }
}

} // namespace tare
