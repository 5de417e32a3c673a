// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/remove.h"

#include "core/monitor/runtime.h"
#include "core/monitor/text.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tare::monitor {
namespace {

constexpr int maxDepth = 12;

class Remover
{
public:
    explicit Remover(int top) : m_top(top) {}

    bool run()
    {
        struct stat st
        {
        };
        if (::fstat(m_top, &st) != 0)
            return false;
        m_device = st.st_dev;
        do {
            m_again = false;
            if (!clear(m_top, 0))
                return false;
        } while (m_again);
        return true;
    }

private:
    bool clear(int dir, int depth)
    {
        alignas(dirent64) char entries[2048];
        while (true) {
            // From the beginning each time: what was listed is gone by then, save what moves to the top.
            if (::lseek(dir, 0, SEEK_SET) != 0)
                return false;
            const long n = ::syscall(SYS_getdents64, dir, entries, sizeof entries);
            if (n < 0)
                return false;
            bool removed = false;
            for (long at = 0; at < n;) {
                const auto *entry = reinterpret_cast<const dirent64 *>(entries + at);
                at += entry->d_reclen;
                const char *name = entry->d_name;
                if (std::strcmp(name, ".") == 0 || std::strcmp(name, "..") == 0)
                    continue;
                if (!removeOne(dir, name, depth))
                    return false;
                removed = true;
            }
            if (!removed)
                return true;
        }
    }

    bool removeOne(int dir, const char *name, int depth)
    {
        if (::unlinkat(dir, name, 0) == 0 || errno == ENOENT)
            return true;
        if (errno != EISDIR && errno != EPERM)
            return false;
        if (::unlinkat(dir, name, AT_REMOVEDIR) == 0 || errno == ENOENT)
            return true;
        if (errno != ENOTEMPTY && errno != EEXIST)
            return false;
        if (depth == maxDepth) {
            // Too deep to keep its ancestors open: it becomes a child of the top.
            Text<64> flat;
            flat.add(".deep-").number(++m_moved);
            m_again = true;
            return ::renameat(dir, name, m_top, flat.c_str()) == 0;
        }
        const int fd = ::openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (fd < 0)
            return errno == EACCES && ::fchmodat(dir, name, 0700, 0) == 0 && removeOne(dir, name, depth);
        struct stat st
        {
        };
        bool good = ::fstat(fd, &st) == 0 && st.st_dev == m_device;
        good = good && clear(fd, depth + 1);
        const int error = good ? 0 : errno;
        ::close(fd);
        errno = error;
        return good && (::unlinkat(dir, name, AT_REMOVEDIR) == 0 || errno == ENOENT);
    }

    int m_top;
    dev_t m_device = 0;
    int m_moved = 0;
    bool m_again = false;
};

} // namespace

bool removeTree(const char *path)
{
    const int top = ::open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (top < 0)
        return errno == ENOENT;
    const bool good = Remover(top).run();
    const int error = errno;
    ::close(top);
    errno = error;
    return good && (::rmdir(path) == 0 || errno == ENOENT);
}

void removeForeignTree(const char *runtime, const char *path)
{
    if (removeTree(path))
        return;
    char self[4096];
    const ssize_t length = ::readlink("/proc/self/exe", self, sizeof self - 1);
    if (length <= 0)
        return;
    self[length] = '\0';
    const char *argv[] = {runtime, "unshare", "--", self, "--remove-tree", path, nullptr};
    const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    const int stdio[3] = {null, null, null};
    const pid_t child = startProgram(argv, stdio, -1);
    ::close(null);
    while (child > 0 && ::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
    }
}

} // namespace tare::monitor
