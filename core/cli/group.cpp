// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/group.h"

#include "core/cli/output.h"

#include <algorithm>
#include <cstring>

namespace tare::cli {

int runGroup(Context &context, const Arguments &args, const std::string &name, const std::string &help,
             const std::vector<Command> &commands)
{
    if (args.empty() || args[0] == "--help" || args[0] == "-h" || args[0] == "help") {
        std::size_t widest = 0;
        for (const Command &command : commands)
            widest = std::max(widest, std::strlen(command.name));
        std::string out = "Usage:  tare " + name + " COMMAND\n\n" + help + "\n\nCommands:\n";
        for (const Command &command : commands)
            out += "  " + std::string(command.name) + std::string(widest + 2 - std::strlen(command.name), ' ') +
                   command.help + "\n";
        printOut(out + "\nRun 'tare " + name + " COMMAND --help' for more information on a command.\n");
        return 0;
    }
    for (const Command &command : commands) {
        if (args[0] == command.name)
            return command.run(context, Arguments(args.begin() + 1, args.end()));
    }
    printError("unknown command: tare " + name + " " + args[0], "See 'tare " + name + " --help'.");
    return 1;
}

} // namespace tare::cli
