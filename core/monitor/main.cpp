// SPDX-License-Identifier: GPL-3.0-or-later
// tare-monitor: the parent of one container's first process (docs/processes.md). It keeps no heap and little
// memory: there is one for every running container.
#include "core/monitor/clients.h"
#include "core/monitor/io.h"
#include "core/monitor/monitor.h"
#include "core/monitor/options.h"
#include "core/monitor/remove.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <sys/prctl.h>
#include <unistd.h>

// An abstract class's empty place in its table. Ours, because the C++ run-time library would bring its
// demangler along.
extern "C" void __cxa_pure_virtual()
{
    ::_exit(125);
} // NOLINT(bugprone-reserved-identifier)

int main(int argc, char **argv)
{
    using namespace tare::monitor;
    // For files that belong to subordinate ids: `tare-runtime unshare -- tare-monitor --remove-tree PATH`.
    if (argc == 3 && std::strcmp(argv[1], "--remove-tree") == 0) {
        if (removeTree(argv[2]))
            return 0;
        const char *reason = ::strerror(errno); // NOLINT(concurrency-mt-unsafe): there is one thread
        writeSome(2, reason, std::strlen(reason));
        return 1;
    }
    static Options options;
    if (const char *wrong = options.parse(argc, argv); wrong != nullptr) {
        writeSome(2, "tare-monitor: ", 14);
        writeSome(2, wrong, std::strlen(wrong));
        writeSome(2, "\n", 1);
        return 125;
    }
    // The caller waits for this process only; the one that stays is nobody's child and has a session of its
    // own.
    const pid_t child = ::fork();
    if (child != 0)
        return child < 0 ? 125 : 0;
    ::setsid();
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    ::signal(SIGPIPE, SIG_IGN);
    sigset_t all;
    sigfillset(&all);
    ::sigprocmask(SIG_SETMASK, &all, nullptr); // only SIGKILL ends it; SIGCHLD is read from a descriptor
    static Monitor monitor(options);
    return monitor.run();
}
