// SPDX-License-Identifier: GPL-3.0-or-later
// `tare container …`: the commands for containers under their noun, as Docker has them.
#include "core/cli/command.h"
#include "core/cli/group.h"

namespace tare::cli {
namespace {

int containerInspectCommand(Context &context, const Arguments &args)
{
    Arguments all = {"--type", "container"};
    all.insert(all.end(), args.begin(), args.end());
    return inspectCommand(context, all);
}

} // namespace

int containerCommand(Context &context, const Arguments &args)
{
    static const std::vector<Command> all = {
        {"attach", attachCommand, "Join the streams of a running container"},
        {"commit", commitCommand, "Make an image of what a container has changed"},
        {"cp", copyCommand, "Copy files between a container and the local file system"},
        {"create", createCommand, "Create a container without starting it"},
        {"diff", diffCommand, "Show what a container has changed in its files"},
        {"exec", execCommand, "Run a command in a running container"},
        {"export", exportCommand, "Write a container's files as tar"},
        {"inspect", containerInspectCommand, "Show everything about containers, as JSON"},
        {"kill", killCommand, "Send a signal to running containers"},
        {"list", psCommand, "List containers"},
        {"logs", logsCommand, "Show what a container has printed"},
        {"ls", psCommand, "List containers"},
        {"pause", pauseCommand, "Freeze all processes of containers"},
        {"port", portCommand, "Show where the ports of a container are published"},
        {"prune", containerPruneCommand, "Remove all stopped containers"},
        {"ps", psCommand, "List containers"},
        {"rename", renameCommand, "Give a container another name"},
        {"restart", restartCommand, "Stop and start containers"},
        {"rm", removeCommand, "Remove containers"},
        {"run", runCommand, "Create a container from an image and run a command in it"},
        {"start", startCommand, "Start stopped containers"},
        {"stats", statsCommand, "Show what containers use, live"},
        {"stop", stopCommand, "Stop running containers"},
        {"top", topCommand, "List the processes of a container"},
        {"unpause", unpauseCommand, "Let paused containers go on"},
        {"update", updateCommand, "Change the limits of containers, running ones included"},
        {"wait", waitCommand, "Wait until containers stop, then print their exit codes"},
    };
    return runGroup(context, args, "container", "Manage containers", all);
}

} // namespace tare::cli
