// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/processes.h"

#include "core/monitor/io.h"
#include "core/monitor/text.h"

#include <csignal>
#include <cstdlib>
#include <poll.h>
#include <sys/wait.h>

namespace tare::monitor {
namespace {

// The first of them, up to `most`, and how many; not init, which nobody has.
std::size_t childrenIn(const char *path, pid_t *out, std::size_t most)
{
    char list[4096];
    list[readFile(path, list, sizeof list - 1)] = '\0';
    std::size_t count = 0;
    for (char *at = list; *at != '\0' && count < most;) {
        const long child = std::strtol(at, &at, 10);
        if (child <= 1)
            break;
        out[count++] = static_cast<pid_t>(child);
        while (*at == ' ')
            ++at;
    }
    return count;
}

constexpr std::size_t most = 256;

} // namespace

void killTree(pid_t pid)
{
    pid_t all[most];
    std::size_t count = 1;
    all[0] = pid;
    for (std::size_t i = 0; i < count; ++i) {
        ::kill(all[i], SIGSTOP); // it starts no more
        Text<64> path;
        path.add("/proc/").number(all[i]).add("/task/").number(all[i]).add("/children");
        count += childrenIn(path.c_str(), all + count, most - count);
    }
    while (count > 0)
        ::kill(all[--count], SIGKILL);
}

void endOrphans()
{
    constexpr int rounds = 1000; // of a millisecond: who cannot be killed is not waited for any longer
    for (int round = 0; round < rounds; ++round) {
        pid_t pid = 0;
        while ((pid = ::waitpid(-1, nullptr, WNOHANG)) > 0) {
        }
        if (pid < 0)
            return; // there is none
        pid_t children[most]; // more are left for the next round
        for (std::size_t count = childrenIn("/proc/thread-self/children", children, most); count > 0;)
            ::kill(children[--count], SIGKILL);
        ::poll(nullptr, 0, 1);
    }
}

} // namespace tare::monitor
