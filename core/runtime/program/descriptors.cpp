// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/program/descriptors.h"

#include "core/base/paths.h"
#include "core/base/strings.h"

#include <fcntl.h>
#include <unistd.h>

namespace tare::runtime {
namespace {

constexpr unsigned most = 1024;

// What we opened ourselves is closed on exec.
bool isGiven(unsigned fd)
{
    const int flags = ::fcntl(static_cast<int>(fd), F_GETFD);
    return flags >= 0 && (flags & FD_CLOEXEC) == 0;
}

} // namespace

Result<unsigned> preservedFds(const Arguments &arguments, unsigned first)
{
    if (!arguments.has("preserve-fds"))
        return 0U;
    const auto n = parseUnsigned(arguments.get("preserve-fds"));
    if (!n || *n > most)
        return fail(Errc::InvalidArgument, "--preserve-fds", "it is a number");
    const auto count = static_cast<unsigned>(*n);
    for (unsigned i = 0; i < count; ++i) {
        if (!isGiven(first + i))
            return fail(Errc::InvalidArgument, "--preserve-fds",
                        "preserved-fd " + std::to_string(i) + " (of " + std::to_string(count) + ") is not open");
    }
    return count;
}

unsigned listeningFds()
{
    const auto pid = parseInt(environment("LISTEN_PID"));
    const auto n = parseUnsigned(environment("LISTEN_FDS"));
    if (!n || *n > most || pid != ::getpid())
        return 0;
    for (unsigned i = 0; i < *n; ++i) {
        if (!isGiven(3 + i))
            return 0;
    }
    return static_cast<unsigned>(*n);
}

} // namespace tare::runtime
