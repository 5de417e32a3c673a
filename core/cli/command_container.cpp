// SPDX-License-Identifier: GPL-3.0-or-later
// `tare container …`: the commands for containers under their noun, as Docker has them.
#include "core/cli/command.h"
#include "core/cli/group.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

namespace tare::cli {
namespace {

// Those that are there without the noun, too, by the same name.
constexpr std::array<std::string_view, 23> same = {"attach", "commit", "cp",    "create",  "diff", "exec", "export", "kill",
                                                   "logs",   "pause",  "port",  "ps",      "rename", "restart", "rm", "run",
                                                   "start",  "stats",  "stop",  "top",     "unpause", "update", "wait"};

int containerInspectCommand(Context &context, const Arguments &args)
{
    return inspectOnly(context, "container", args);
}

std::vector<Command> containerCommands()
{
    std::vector<Command> out = {
        {"inspect", containerInspectCommand, "Show everything about containers, as JSON"},
        {"list", psCommand, "List containers"},
        {"ls", psCommand, "List containers"},
        {"prune", containerPruneCommand, "Remove all stopped containers"},
    };
    std::copy_if(commands().begin(), commands().end(), std::back_inserter(out),
                 [](const Command &one) { return std::find(same.begin(), same.end(), one.name) != same.end(); });
    std::sort(out.begin(), out.end(), [](const Command &a, const Command &b) { return std::string_view(a.name) < b.name; });
    return out;
}

} // namespace

int containerCommand(Context &context, const Arguments &args)
{
    return runGroup(context, args, "container", "Manage containers", containerCommands());
}

} // namespace tare::cli
