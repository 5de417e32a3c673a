// SPDX-License-Identifier: GPL-3.0-or-later
// volume create, ls, inspect, rm, prune.
#include "core/cli/command.h"
#include "core/cli/docker_text.h"
#include "core/cli/group.h"
#include "core/cli/inspect_output.h"
#include "core/cli/list_format.h"
#include "core/cli/options/options.h"
#include "core/cli/output.h"
#include "core/cli/prune_filters.h"

#include "core/base/strings.h"
#include "core/base/units.h"
#include "core/engine/volumes.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace tare::cli {
namespace {

using json = nlohmann::json;

// Null after a message.
VolumeEngine *volumesOf(Context &context)
{
    Engine *engine = context.engine();
    if (engine != nullptr && engine->volumes() == nullptr)
        printError("this engine has no volumes");
    return engine == nullptr ? nullptr : engine->volumes();
}

int create(Context &context, const Arguments &args)
{
    VolumeSpec spec;
    std::vector<std::string> labels, choices, names;
    std::string name;
    Options options("volume create [OPTIONS] [VOLUME]", "Create a volume");
    options.text("-d,--driver", spec.driver, "local");
    options.list("--label", labels, "A label: KEY=VALUE");
    options.list("-o,--opt", choices, "What is to be mounted, as for mount(8): type=…, device=… and o=…; a tmpfs is each\n"
                                      "container's own");
    options.text("--name", name, "Another way to say its name");
    options.arguments("VOLUME", names, 0, 1);
    if (const auto code = options.parse(args))
        return *code;
    if (!name.empty() && !names.empty()) {
        printError("conflicting options: cannot specify a volume-name through both --name and as a positional arg");
        return 1;
    }
    addPairs(labels, spec.labels);
    addPairs(choices, spec.options);
    spec.name = names.empty() ? name : names[0];
    VolumeEngine *volumes = volumesOf(context);
    if (volumes == nullptr)
        return 125;
    const auto made = volumes->create(spec);
    if (!made)
        return printRefusal(made.error());
    printLine(made->name);
    return 0;
}

// Of one key any may fit, of different keys all must; labels must all fit.
Result<bool> fits(const Filters &filters, const Volume &volume)
{
    std::map<std::string, bool> keys;
    for (const auto &[key, value] : filters) {
        bool good = false;
        if (key == "name") {
            good = volume.name.find(value) != std::string::npos;
        } else if (key == "driver") {
            good = volume.driver == value;
        } else if (key == "dangling") {
            good = TARE_TRY(parseGoBool(key, value)) == volume.users.empty();
        } else {
            const auto at = volume.labels.find(value.substr(0, value.find('=')));
            good = at != volume.labels.end() && (value.find('=') == std::string::npos || at->second == value.substr(value.find('=') + 1));
            keys.emplace(key, true);
            keys[key] = keys[key] && good;
            continue;
        }
        keys[key] = keys[key] || good;
    }
    return std::all_of(keys.begin(), keys.end(), [](const auto &one) { return one.second; });
}

int list(Context &context, const Arguments &args)
{
    bool quiet = false;
    std::string form;
    std::vector<std::string> filters;
    Options options("volume ls [OPTIONS]", "List volumes");
    options.list("-f,--filter", filters, "Only those that fit: name, label, driver or dangling=VALUE");
    options.text("--format", form, "json, or a template such as '{{.Name}} {{.Mountpoint}}'");
    options.flag("-q,--quiet", quiet, "Only names");
    if (const auto code = options.parse(args))
        return *code;
    const auto parsed = parseFilters(filters, {"name", "label", "driver", "dangling"});
    if (!parsed)
        return printRefusal(parsed.error());
    VolumeEngine *volumes = volumesOf(context);
    if (volumes == nullptr)
        return 125;
    const auto all = volumes->list();
    if (!all)
        return printRefusal(all.error());
    if (quiet && form.empty())
        form = "{{.Name}}";
    auto rows = ListFormat::create(form, "{{.Driver}}\t{{.Name}}",
                                   {{"Name", "VOLUME NAME"},
                                    {"Driver", "DRIVER"},
                                    {"Scope", "SCOPE"},
                                    {"Mountpoint", "MOUNTPOINT"},
                                    {"Labels", "LABELS"},
                                    {"Links", "LINKS"},
                                    {"Size", "SIZE"},
                                    {"Group", "GROUP"},
                                    {"Availability", "AVAILABILITY"},
                                    {"Status", "STATUS"}});
    if (!rows)
        return printRefusal(rows.error());
    for (const Volume &volume : *all) {
        const auto wanted = fits(*parsed, volume);
        if (!wanted)
            return printRefusal(wanted.error());
        if (!*wanted)
            continue;
        std::string labels;
        for (const auto &[key, value] : volume.labels)
            labels += (labels.empty() ? "" : ",") + key + "=" + value;
        const json cells = {{"Availability", "N/A"},
                            {"Driver", volume.driver},
                            {"Group", "N/A"},
                            {"Labels", escapeControl(labels)},
                            {"Links", "N/A"},
                            {"Mountpoint", volume.mountpoint},
                            {"Name", volume.name},
                            {"Scope", "local"},
                            {"Size", "N/A"},
                            {"Status", "N/A"}};
        const json methods = {{"Label", volume.labels}};
        if (const Status added = rows->add(cells.dump(-1, ' ', false, json::error_handler_t::replace),
                                           methods.dump(-1, ' ', false, json::error_handler_t::replace));
            !added)
            return printRefusal(added.error());
    }
    const auto text = rows->take();
    if (!text)
        return printRefusal(text.error());
    printOut(*text);
    return 0;
}

int inspect(Context &context, const Arguments &args)
{
    std::string form;
    std::vector<std::string> names;
    Options options("volume inspect [OPTIONS] VOLUME [VOLUME...]", "Show everything about volumes, as JSON");
    options.text("-f,--format", form, "A template such as '{{.Mountpoint}}'");
    options.arguments("VOLUME", names, 1, -1);
    if (const auto code = options.parse(args))
        return *code;
    VolumeEngine *volumes = volumesOf(context);
    if (volumes == nullptr)
        return 125;
    return inspectEach(form, names, [volumes](const std::string &name) { return volumes->inspect(name); });
}

int remove(Context &context, const Arguments &args)
{
    std::vector<std::string> names;
    bool force = false;
    Options options("volume rm [OPTIONS] VOLUME [VOLUME...]", "Remove volumes that no container has");
    options.flag("-f,--force", force, "One that is not there is no failure");
    options.arguments("VOLUME", names, 1, -1);
    if (const auto code = options.parse(args))
        return *code;
    VolumeEngine *volumes = volumesOf(context);
    if (volumes == nullptr)
        return 125;
    int code = 0;
    for (const std::string &name : names) {
        const Status gone = volumes->remove(name);
        if (gone || (force && gone.error().code == Errc::NotFound))
            printLine(name);
        else
            code = printRefusal(gone.error());
    }
    return code;
}

int prune(Context &context, const Arguments &args)
{
    bool all = false, force = false;
    std::vector<std::string> filters;
    Options options("volume prune [OPTIONS]", "Remove volumes that no container has");
    options.flag("-a,--all", all, "Those with names, too, and not just those that were made for a container");
    options.list("--filter", filters, "Only those that fit: label or label!=VALUE; all=1 is the same as --all");
    options.flag("-f,--force", force, "Do not prompt for confirmation");
    if (const auto code = options.parse(args))
        return *code;
    auto parsed = parseFilters(filters, {"label", "label!", "all"});
    if (!parsed)
        return printRefusal(parsed.error());
    PruneOptions wanted;
    wanted.all = all;
    for (const auto &[key, value] : *parsed) {
        if (key != "all") {
            (key == "label" ? wanted.labels : wanted.notLabels).push_back(value);
            continue;
        }
        if (all) {
            printError("conflicting options: cannot specify both --all and --filter all=1");
            return 1;
        }
        const auto yes = parseGoBool(key, value);
        if (!yes)
            return printRefusal(yes.error());
        wanted.all = *yes;
    }
    if (!force && !confirm(all ? "WARNING! This will remove all local volumes not used by at least one container.\n"
                               : "WARNING! This will remove anonymous local volumes not used by at least one container.\n"))
        return 0;
    VolumeEngine *volumes = volumesOf(context);
    if (volumes == nullptr)
        return 125;
    const auto gone = volumes->prune(wanted);
    if (!gone)
        return printRefusal(gone.error());
    if (!gone->lines.empty())
        printOut("Deleted Volumes:\n" + join(gone->lines, "\n") + "\n\n");
    printLine("Total reclaimed space: " + humanSize(static_cast<double>(gone->reclaimed)));
    return 0;
}

} // namespace

int volumeCommand(Context &context, const Arguments &args)
{
    return runGroup(context, args, "volume", "Manage volumes",
                    {{"create", create, "Create a volume"},
                     {"inspect", inspect, "Show everything about volumes, as JSON"},
                     {"ls", list, "List volumes"},
                     {"list", list, "The same as ls"},
                     {"prune", prune, "Remove volumes that no container has"},
                     {"rm", remove, "Remove volumes"},
                     {"remove", remove, "The same as rm"}});
}

} // namespace tare::cli
