// SPDX-License-Identifier: GPL-3.0-or-later
// tare: Docker's command line on the built-in engine.
#include "core/cli/command.h"
#include "core/cli/output.h"

#include <csignal>
#include <cstring>

namespace tare::cli {

Engine *Context::engine()
{
    if (m_engine)
        return m_engine.get();
    auto opened = openLocalEngine(root, state);
    if (!opened) {
        printError(opened.error());
        return nullptr;
    }
    m_engine = std::move(*opened);
    return m_engine.get();
}

const std::vector<Command> &commands()
{
    static const std::vector<Command> all = {
        {"run", runCommand, "Create a container from an image and run a command in it"},
        {"create", createCommand, "Create a container without starting it"},
        {"start", startCommand, "Start stopped containers"},
        {"stop", stopCommand, "Stop running containers"},
        {"restart", restartCommand, "Stop and start containers"},
        {"kill", killCommand, "Send a signal to running containers"},
        {"pause", pauseCommand, "Freeze all processes of containers"},
        {"unpause", unpauseCommand, "Let paused containers go on"},
        {"rename", renameCommand, "Give a container another name"},
        {"rm", removeCommand, "Remove containers"},
        {"wait", waitCommand, "Wait until containers stop, then print their exit codes"},
        {"update", updateCommand, "Change the limits of containers, running ones included"},
        {"ps", psCommand, "List containers"},
        {"port", portCommand, "Show where the ports of a container are published"},
        {"logs", logsCommand, "Show what a container has printed"},
        {"exec", execCommand, "Run a command in a running container"},
        {"attach", attachCommand, "Join the streams of a running container"},
        {"top", topCommand, "List the processes of a container"},
        {"stats", statsCommand, "Show what containers use, live"},
        {"inspect", inspectCommand, "Show everything about containers, images, networks and volumes, as JSON"},
        {"events", eventsCommand, "Print what happens, as it happens"},
        {"cp", copyCommand, "Copy files between a container and the local file system"},
        {"diff", diffCommand, "Show what a container has changed in its files"},
        {"commit", commitCommand, "Make an image of what a container has changed"},
        {"export", exportCommand, "Write a container's files as tar"},
        {"container", containerCommand, "Manage containers"},
        {"images", imagesCommand, "List images"},
        {"history", historyCommand, "Show how an image was made"},
        {"image", imageCommand, "Manage images"},
        {"rmi", removeImageCommand, "Remove images"},
        {"tag", tagCommand, "Give an image one more name"},
        {"load", loadCommand, "Load images from an archive (docker save, podman save, skopeo)"},
        {"save", saveCommand, "Write images into an archive"},
        {"import", importCommand, "Make an image from a root file system as tar"},
        {"pull", pullCommand, "Get an image from a registry"},
        {"push", pushCommand, "Put an image into a registry"},
        {"search", searchCommand, "Look for images at Docker Hub or in a registry"},
        {"login", loginCommand, "Log in to a registry"},
        {"logout", logoutCommand, "Log out from a registry"},
        {"network", networkCommand, "Manage networks"},
        {"volume", volumeCommand, "Manage volumes"},
        {"system", systemCommand, "Disk usage, and removing what is not used"},
        {"fsck", fsckCommand, "Compare everything in the image store with its digest"},
        {"explore", exploreCommand, "Look inside an image: layers, files, waste, packages, differences"},
        {"info", infoCommand, "Show what Tare can do on this machine"},
        {"preflight", preflightCommand, "What this machine has and lacks, each with its fix"},
        {"version", versionCommand, "Show the version"},
        {"gui", guiCommand, "Open the window"},
        {"vm", vmCommand, "Virtual machines from the same images"},
        {"compare", compareCommand, "Weigh a container against a virtual machine"},
        {"demo", demoCommand, "The whole comparison, in the terminal"},
    };
    return all;
}

namespace {

std::string helpText()
{
    std::string out =
        "Usage:  tare [--root DIR] [--state DIR] COMMAND\n\n"
        "Run containers, look inside images, weigh containers against virtual machines.\n\nCommands:\n";
    for (const Command &command : commands())
        out += "  " + std::string(command.name) + std::string(12 - std::strlen(command.name), ' ') +
               command.help + "\n";
    return out + "\nOptions:\n"
                 "  --root DIR    Where images and containers are kept\n"
                 "  --state DIR   Where sockets and locks are kept\n"
                 "  --version     Print the version\n"
                 "  --help        Print this help\n\n"
                 "Run 'tare COMMAND --help' for more about a command.\n";
}

int run(Arguments args)
{
    Context context;
    while (!args.empty() && args[0].starts_with("-")) {
        const std::string option = args[0].substr(0, args[0].find('='));
        std::string *value = option == "--root"    ? &context.root
                             : option == "--state" ? &context.state
                                                   : nullptr;
        if (value != nullptr) {
            if (option.size() < args[0].size()) {
                *value = args[0].substr(option.size() + 1);
                args.erase(args.begin());
            } else if (args.size() > 1) {
                *value = args[1];
                args.erase(args.begin(), args.begin() + 2);
            } else {
                printError(option + " needs a folder");
                return 125;
            }
        } else if (option == "--version" || option == "-v") {
            return versionCommand(context, {"--short"});
        } else if (option == "--help" || option == "-h") {
            printOut(helpText());
            return 0;
        } else {
            printError("unknown flag: " + args[0], "See 'tare --help'.");
            return 125;
        }
    }
    if (args.empty() || args[0] == "help") {
        printOut(helpText());
        return 0;
    }
    for (const Command &command : commands()) {
        if (args[0] == command.name)
            return command.run(context, Arguments(args.begin() + 1, args.end()));
    }
    printError("'" + args[0] + "' is not a tare command.", "See 'tare --help'.");
    return 1;
}

} // namespace
} // namespace tare::cli

int main(int argc, char **argv)
{
    ::signal(SIGPIPE, SIG_IGN); // NOLINT: an answer is better than a death with the terminal in raw mode
    return tare::cli::run(tare::cli::Arguments(argv + 1, argv + argc));
}
