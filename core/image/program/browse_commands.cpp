// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/program/browse_commands.h"

#include "core/base/file.h"
#include "core/image/container/browse.h"
#include "core/image/container/file_records.h"
#include "core/image/container/ids.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace tare::image::program {
namespace {

struct BrowseCommand
{
    const char *name;
    const char *help;
    const char *second; // what stands after the path; null: nothing
    bool writes, output;
};
constexpr std::array<BrowseCommand, 6> table = {{
    {"list", "List a folder of a container", nullptr, false, true},
    {"find", "Find files of a container by name", "pattern", false, true},
    {"read-part", "Read a part of a file of a container", nullptr, false, true},
    {"remove-path", "Remove a file or a folder of a container", nullptr, true, false},
    {"rename-path", "Rename a file of a container in its folder", "name", true, false},
    {"make-folder", "Make a folder in a container", nullptr, true, false},
}};

// Owners as the container counts them.
Result<std::string> answer(Result<FileList> list, const StoreOptions &s)
{
    if (!list)
        return tl::unexpected<Error>(list.error());
    for (auto &entry : list->entries) {
        entry.uid = idInside(entry.uid, s.firstId);
        entry.gid = idInside(entry.gid, s.firstId);
    }
    TARE_CHECK(writeAll(s.outputFd, writeRecords(*list)));
    return std::string("{}");
}

} // namespace

void addBrowseCommands(CLI::App &app, StoreOptions &s)
{
    for (const BrowseCommand &command : table) {
        CLI::App *sub = app.add_subcommand(command.name, command.help);
        addContainerRoot(sub, s);
        if (command.output)
            sub->add_option("--output-fd", s.outputFd, "Where the answer is written")->required();
        if (std::string_view(command.name) == "read-part") {
            sub->add_option("--offset", s.offset, "Where to begin, in bytes")->check(CLI::NonNegativeNumber);
            sub->add_option("--length", s.length, "The most to read, in bytes")->required()->check(CLI::NonNegativeNumber);
        }
        sub->add_option("path", s.source, "A path in the container")->required();
        if (command.second != nullptr)
            sub->add_option(command.second, s.target, "A name, or what is looked for")->required();
    }
}

bool isBrowseCommand(const std::string &name)
{
    return std::any_of(table.begin(), table.end(), [&](const BrowseCommand &c) { return name == c.name; });
}

bool changesFiles(const std::string &command)
{
    return std::any_of(table.begin(), table.end(), [&](const BrowseCommand &c) { return command == c.name && c.writes; });
}

Result<std::string> runBrowseCommand(const Options &options, const StoreOptions &s, int root)
{
    const CancelToken &cancel = options.unpack.cancel;
    TARE_CHECK(actAs(s.rootFd >= 0 ? s.firstId : 0));
    if (options.command == "list")
        return answer(listFolder(root, s.source, {}, cancel), s);
    if (options.command == "find")
        return answer(findFiles(root, s.source, s.target, {}, cancel), s);
    if (options.command == "read-part") {
        const PartRead read = TARE_TRY(readPart(root, s.source, s.offset, s.length, s.outputFd, cancel));
        return nlohmann::ordered_json{{"size", read.size}, {"more", read.more}}.dump();
    }
    if (options.command == "remove-path")
        TARE_CHECK(removePath(root, s.source));
    else if (options.command == "rename-path")
        TARE_CHECK(renamePath(root, s.source, s.target));
    else
        TARE_CHECK(makeFolder(root, s.source));
    return std::string("{}");
}

} // namespace tare::image::program
