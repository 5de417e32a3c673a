// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/program/help.h"

namespace tare::runtime {
namespace {

struct Topic
{
    const char *command, *purpose, *usage;
};

constexpr Topic topics[] = {
    {"create", "make a container that waits for start",
     "[--bundle DIR] [--console-socket S] [--pid-file F] [--pidfd-socket S] [--overlay SPEC] [--no-pivot] [--preserve-fds N] ID"},
    {"start", "run the command of a created container", "ID"},
    {"run", "create and start a container", "[--detach] [--keep] … ID   (and what create takes)"},
    {"state", "print a container's state", "ID"},
    {"kill", "send a signal to a container (TERM when none is said)", "[--all] ID [SIGNAL]"},
    {"delete", "remove a container that has stopped", "[--force] ID"},
    {"list", "list the containers below --root", "[--format table|json] [--quiet]"},
    {"exec", "run a further process in a container",
     "[--tty] [--cwd D] [--env K=V] [--user U[:G]] [--cap C] [--cgroup PATH] [--process F] [--console-socket S] [--pid-file F] "
     "[--detach] [--ignore-paused] ID COMMAND…"},
    {"ps", "list a container's processes", "[--format table|json] ID [ps options]"},
    {"pause", "freeze a container", "ID"},
    {"resume", "go on with a frozen container", "ID"},
    {"update", "change the limits of a container",
     "[--resources F|-] [--cpus N] [--cpu-share N] [--cpuset-cpus L] [--memory N] [--memory-swap N] [--pids-limit N] … ID"},
    {"events", "print a container's counters, at once or again and again", "[--stats] [--interval 5s] ID"},
    {"features", "print what this runtime can do, as JSON", ""},
    {"spec", "write a config.json to begin with", "[--bundle DIR] [--rootless]"},
    {"unshare", "run a command as root of the caller's mapped ids", "-- COMMAND…"},
    {"copy-up", "fill a container's new volumes with what its image has there",
     "--overlay SPEC [--userxattr] MOUNTPOINT SOURCE DESTINATION [SOURCE DESTINATION…]"},
    {"checkpoint", "not supported: containers cannot be written to disk here", "ID"},
    {"restore", "not supported: containers cannot be written to disk here", "ID"},
};

} // namespace

std::string helpText()
{
    std::string out = "NAME:\n   tare-runtime - an OCI runtime\n\nUSAGE:\n   tare-runtime [--root DIR] [--log FILE] "
                      "[--log-format text|json] [--debug] COMMAND …\n\nCOMMANDS:\n";
    for (const Topic &t : topics) {
        std::string name = t.command;
        name.resize(11, ' ');
        out += "   " + name + t.purpose + "\n";
    }
    return out + "\n`tare-runtime COMMAND --help` says more of one.\n";
}

std::string helpText(const std::string &command)
{
    for (const Topic &t : topics) {
        if (command == t.command)
            return std::string("NAME:\n   tare-runtime ") + t.command + " - " + t.purpose + "\n\nUSAGE:\n   tare-runtime " +
                   t.command + " " + t.usage + "\n";
    }
    return {};
}

} // namespace tare::runtime
