// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/image_reader.h"

#include "core/base/programs.h"
#include "core/base/scope_exit.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"

#include <cerrno>
#include <csignal>
#include <poll.h>

namespace tare::local {

Status runImageReader(const Paths &paths, const std::vector<std::string> &command, const image::FileSink &sink,
                      const CancelToken &cancel)
{
    Pipe out = TARE_TRY(makePipe());
    SpawnOptions options;
    options.argv = {TARE_TRY(findProgram("tare-image")), "--root", paths.root, "--state", paths.state};
    options.argv.insert(options.argv.end(), command.begin(), command.end());
    options.fds = {{out.write.get(), 1}};
    Child child = TARE_TRY(spawn(options));
    out.write.reset();
    bool wanted = true;
    Status read;
    std::vector<char> buffer(64U << 10U);
    while (wanted) {
        pollfd waits[2] = {{out.read.get(), POLLIN, 0}, {cancel.pollFd(), POLLIN, 0}};
        if (::poll(waits, 2, -1) < 0 && errno != EINTR) {
            read = failSystem("wait for", "tare-image");
            break;
        }
        if (cancel.cancelled()) {
            read = cancel.check();
            break;
        }
        if ((waits[0].revents & (POLLIN | POLLHUP)) == 0)
            continue;
        const ssize_t n = ::read(out.read.get(), buffer.data(), buffer.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            read = failSystem("read from", "tare-image");
        if (n <= 0)
            break;
        wanted = sink({buffer.data(), static_cast<std::size_t>(n)});
    }
    out.read.reset();
    if (!read || !wanted)
        (void)child.kill(SIGTERM);
    const int code = TARE_TRY(child.wait());
    if (!read || !wanted)
        return read;
    if (code != 0)
        return fail(Errc::PermissionDenied, command.back(), "tare-image could not read it");
    return {};
}

} // namespace tare::local
