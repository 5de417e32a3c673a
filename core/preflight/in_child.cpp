// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preflight/in_child.h"

#include "core/base/subprocess.h"

#include <cerrno>
#include <sys/wait.h>
#include <unistd.h>

namespace tare::preflight {

Step inChild(Step (*work)(const void *), const void *argument)
{
    auto pipe = makePipe();
    if (!pipe)
        return {-1, pipe.error().osError};
    const pid_t pid = ::fork();
    if (pid < 0)
        return {-1, errno};
    if (pid == 0) {
        const Step step = work(argument);
        [[maybe_unused]] const ssize_t told = ::write(pipe->write.get(), &step, sizeof step);
        ::_exit(0);
    }
    pipe->write = UniqueFd();
    Step step{-1, ECHILD}; // it ended without a word
    while (::read(pipe->read.get(), &step, sizeof step) < 0 && errno == EINTR)
        continue;
    while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR)
        continue;
    return step;
}

} // namespace tare::preflight
