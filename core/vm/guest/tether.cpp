// SPDX-License-Identifier: GPL-3.0-or-later
// tare-tether PID PROGRAM…: becomes PROGRAM, and is killed when the thread that started it ends. A
// posix_spawn(3) cannot ask for that itself, and a virtual machine must not outlive whoever looks after it.
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sys/prctl.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    if (argc < 3) {
        std::fputs("usage: tare-tether PARENT-PID PROGRAM [ARGUMENT...]\n", stderr);
        return 2;
    }
    if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
        return 126;
    if (::getppid() != std::atoi(argv[1]))
        return 126; // it ended before it could be asked
    ::execvp(argv[2], argv + 2);
    const int reason = errno;
    std::fprintf(stderr, "%s: %s\n", argv[2], std::strerror(reason));
    return reason == ENOENT ? 127 : 126;
}
