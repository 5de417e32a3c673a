// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/lock.h"

#include "core/base/file.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>

namespace tare {

Result<FileLock> FileLock::acquire(const std::string &path, Mode mode, std::chrono::milliseconds limit,
                                   const CancelToken &cancel)
{
    UniqueFd fd = TARE_TRY(openFile(path, O_RDWR | O_CREAT | O_NOFOLLOW));
    const int operation = mode == Mode::Shared ? LOCK_SH : LOCK_EX;
    const auto deadline = std::chrono::steady_clock::now() + limit;
    int pause = 1; // milliseconds; flock(2) has no time limit of its own
    while (::flock(fd.get(), operation | LOCK_NB) != 0) {
        if (errno == EINTR)
            continue;
        if (errno != EWOULDBLOCK)
            return failSystem("lock", path);
        if (std::chrono::steady_clock::now() >= deadline)
            return fail(Errc::Timeout, path, "another program holds the lock");
        pollfd wake{cancel.pollFd(), POLLIN, 0};
        ::poll(&wake, 1, pause);
        TARE_CHECK(cancel.check());
        pause = std::min(pause * 2, 50);
    }
    return FileLock(std::move(fd));
}

} // namespace tare
