// SPDX-License-Identifier: GPL-3.0-or-later
// image prune, system df, system prune, fsck; and the nouns image and system.
#include "core/cli/command.h"
#include "core/cli/docker_text.h"
#include "core/cli/group.h"
#include "core/cli/list_format.h"
#include "core/cli/options/options.h"
#include "core/cli/output.h"
#include "core/cli/prune_filters.h"
#include "core/cli/progress.h"

#include "core/base/strings.h"
#include "core/base/time.h"
#include "core/base/units.h"
#include "core/engine/volumes.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tare::cli {
namespace {

using json = nlohmann::json;

std::string size(std::int64_t bytes) { return humanSize(static_cast<double>(bytes)); }

void printPruned(const char *title, const Pruned &pruned)
{
    if (pruned.lines.empty())
        return;
    std::string out = std::string(title) + ":\n";
    for (const std::string &line : pruned.lines)
        out += escapeControl(line) + "\n";
    printOut(out + "\n");
}

std::string share(std::int64_t part, std::int64_t whole)
{
    return size(part) + (whole > 0 ? fmt::format(" ({}%)", part * 100 / whole) : std::string());
}

int printUsage(const DiskUsage &usage, const std::string &form)
{
    auto list = ListFormat::create(form, "{{.Type}}\t{{.TotalCount}}\t{{.Active}}\t{{.Size}}\t{{.Reclaimable}}",
                                   {{"Type", "TYPE"},
                                    {"TotalCount", "TOTAL"},
                                    {"Active", "ACTIVE"},
                                    {"Size", "SIZE"},
                                    {"Reclaimable", "RECLAIMABLE"}});
    if (!list)
        return printError(list.error()), 1;
    std::int64_t written = 0, running = 0, used = 0, volumesUsed = 0, volumeBytes = 0, volumesFree = 0;
    for (const VolumeUsage &v : usage.volumes) {
        volumeBytes += v.bytes;
        volumesUsed += v.volume.users.empty() ? 0 : 1;
        volumesFree += v.volume.users.empty() ? v.bytes : 0;
    }
    for (const ContainerUsage &c : usage.containers) {
        written += c.written;
        running += c.container.pid != 0 ? 1 : 0;
    }
    for (const Image &image : usage.images)
        used += image.containers > 0 ? 1 : 0;
    const struct
    {
        const char *type;
        std::int64_t total, active, size, reclaimable;
    } rows[] = {{"Images", static_cast<std::int64_t>(usage.images.size()), used, usage.layers + usage.blobs, usage.reclaimableLayers},
                {"Containers", static_cast<std::int64_t>(usage.containers.size()), running, written, usage.reclaimableWritten},
                {"Local Volumes", static_cast<std::int64_t>(usage.volumes.size()), volumesUsed, volumeBytes, volumesFree},
                {"Build Cache", 0, 0, usage.partialDownloads, usage.partialDownloads}};
    for (const auto &row : rows) {
        const json cells = {{"Type", row.type},
                            {"TotalCount", std::to_string(row.total)},
                            {"Active", std::to_string(row.active)},
                            {"Size", size(row.size)},
                            {"Reclaimable", share(row.reclaimable, row.size)}};
        if (const Status added = list->add(cells.dump()); !added)
            return printError(added.error()), 1;
    }
    const auto text = list->take();
    if (!text)
        return printError(text.error()), 1;
    printOut(*text);
    return 0;
}

void printDetails(const DiskUsage &usage)
{
    const std::int64_t now = nowNs();
    std::string out = "Images space usage:\n\n";
    std::string rows = "REPOSITORY\tTAG\tIMAGE ID\tCREATED\tSIZE\tSHARED SIZE\tUNIQUE SIZE\tCONTAINERS\n";
    for (const Image &image : usage.images) {
        std::vector<std::string> names = image.names;
        if (names.empty())
            names = image.repoDigests.empty() ? std::vector<std::string>{{}} : image.repoDigests;
        for (const std::string &name : names) {
            const NameParts parts = splitImageName(name);
            rows += join({escapeControl(parts.repository), escapeControl(parts.tag), shortIdText(image.id),
                          agoText(image.created, now), size(image.size), size(image.sharedSize),
                          size(image.uniqueSize), std::to_string(image.containers)},
                         "\t") + "\n";
        }
    }
    out += alignColumns(rows) + "\nContainers space usage:\n\n";
    rows = "CONTAINER ID\tIMAGE\tCOMMAND\tLOCAL VOLUMES\tSIZE\tCREATED\tSTATUS\tNAMES\n";
    for (const ContainerUsage &c : usage.containers)
        rows += join({c.container.id.substr(0, 12), escapeControl(c.container.image),
                      "\"" + escapeControl(ellipsis(join(c.container.command, " "), 20)) + "\"",
                      std::to_string(c.container.volumes.size()), size(c.written),
                      agoText(c.container.created, now), statusText(c.container, now), c.container.name},
                     "\t") + "\n";
    out += alignColumns(rows) + "\nLocal Volumes space usage:\n\n";
    rows = "VOLUME NAME\tLINKS\tSIZE\n";
    for (const VolumeUsage &v : usage.volumes)
        rows += v.volume.name + "\t" + std::to_string(v.volume.users.size()) + "\t" + size(v.bytes) + "\n";
    printOut(out + alignColumns(rows) + "\nBroken downloads kept for their next try: " + size(usage.partialDownloads) + "\n");
}

} // namespace

int imagePruneCommand(Context &context, const Arguments &args)
{
    bool all = false, force = false;
    std::vector<std::string> filters;
    Options options("image prune [OPTIONS]", "Remove unused images");
    options.flag("-a,--all", all, "Remove all unused images, not just dangling ones");
    options.flag("-f,--force", force, "Do not prompt for confirmation");
    options.list("--filter", filters, "until=TIME, label=KEY[=VALUE], label!=…");
    if (const auto code = options.parse(args))
        return *code;
    auto prune = readPrune(filters, {"until", "label", "label!", "dangling"});
    if (!prune)
        return printError(prune.error()), 1;
    prune->all = prune->all || all;
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    if (!force) {
        PruneOptions dry = *prune;
        dry.dryRun = true;
        const auto would = engine->pruneImages(dry);
        if (!would)
            return printError(would.error()), 1;
        const char *what = prune->all ? "WARNING! This will remove all images without at least one container associated to them.\n"
                                      : "WARNING! This will remove all dangling images.\n";
        if (!confirm(what + fmt::format("{} images would go, and {} be reclaimed.\n", would->ids.size(), size(would->reclaimed))))
            return 0;
    }
    const auto pruned = engine->pruneImages(*prune);
    if (!pruned)
        return printError(pruned.error()), 1;
    printPruned("Deleted Images", *pruned);
    printLine("Total reclaimed space: " + size(pruned->reclaimed));
    return 0;
}

int systemDfCommand(Context &context, const Arguments &args)
{
    bool verbose = false;
    std::string form;
    Options options("system df [OPTIONS]", "Show disk usage");
    options.flag("-v,--verbose", verbose, "Show detailed information on space usage");
    options.text("--format", form, "table, json, or a template such as '{{.Type}}: {{.Size}}'");
    if (const auto code = options.parse(args))
        return *code;
    if (verbose && !form.empty() && form != "table") {
        printError("the verbose and the format options conflict");
        return 1;
    }
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    const auto usage = engine->diskUsage();
    if (!usage)
        return printError(usage.error()), 1;
    if (!verbose)
        return printUsage(*usage, form);
    printDetails(*usage);
    return 0;
}

int containerPruneCommand(Context &context, const Arguments &args)
{
    bool force = false;
    std::vector<std::string> filters;
    Options options("container prune [OPTIONS]", "Remove all stopped containers");
    options.flag("-f,--force", force, "Do not prompt for confirmation");
    options.list("--filter", filters, "until=TIME, label=KEY[=VALUE], label!=…");
    if (const auto code = options.parse(args))
        return *code;
    const auto prune = readPrune(filters, {"until", "label", "label!", "dangling"});
    if (!prune)
        return printError(prune.error()), 1;
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    if (!force && !confirm("WARNING! This will remove all stopped containers.\n"))
        return 0;
    const auto containers = engine->pruneContainers(*prune);
    if (!containers)
        return printError(containers.error()), 1;
    printPruned("Deleted Containers", *containers);
    printLine("Total reclaimed space: " + size(containers->reclaimed));
    return 0;
}

int systemPruneCommand(Context &context, const Arguments &args)
{
    bool all = false, force = false, volumes = false;
    std::vector<std::string> filters;
    Options options("system prune [OPTIONS]", "Remove unused data");
    options.flag("-a,--all", all, "Remove all unused images, not just dangling ones");
    options.flag("-f,--force", force, "Do not prompt for confirmation");
    options.flag("--volumes", volumes, "Prune anonymous volumes");
    options.list("--filter", filters, "until=TIME, label=KEY[=VALUE], label!=…");
    if (const auto code = options.parse(args))
        return *code;
    auto prune = readPrune(filters, {"until", "label", "label!", "dangling"});
    if (!prune)
        return printError(prune.error()), 1;
    prune->all = prune->all || all;
    if (volumes && prune->until) {
        printError("The \"until\" filter is not supported with \"--volumes\"");
        return 1;
    }
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    const std::string warning = std::string("WARNING! This will remove:\n  - all stopped containers\n  - ") +
                                (prune->all ? "all images without at least one container associated to them"
                                            : "all dangling images") +
                                "\n  - broken downloads\n" + (volumes ? "  - all anonymous volumes not used by at least one container\n" : "") + "\n";
    if (!force && !confirm(warning))
        return 0;
    const auto containers = engine->pruneContainers(*prune);
    if (!containers)
        return printError(containers.error()), 1;
    printPruned("Deleted Containers", *containers);
    std::int64_t reclaimed = containers->reclaimed;
    if (volumes && engine->volumes() != nullptr) {
        PruneOptions own = *prune;
        own.all = false; // as Docker: those with names stay
        const auto gone = engine->volumes()->prune(own);
        if (!gone)
            return printError(gone.error()), 1;
        printPruned("Deleted Volumes", *gone);
        reclaimed += gone->reclaimed;
    }
    const auto images = engine->pruneImages(*prune);
    if (!images)
        return printError(images.error()), 1;
    printPruned("Deleted Images", *images);
    printLine("Total reclaimed space: " + size(reclaimed + images->reclaimed));
    return 0;
}

int fsckCommand(Context &context, const Arguments &args)
{
    bool repair = false, quiet = false;
    std::string form;
    Options options("fsck [OPTIONS]", "Compare everything in the image store with its digest");
    options.flag("--repair", repair, "Get what is broken again: from its registry, or from the blob");
    options.flag("-q,--quiet", quiet, "Show no progress");
    options.footer("The exit code is 0 when the store is sound, 1 when all faults were repaired, 4 when some are left.");
    if (const auto code = options.parse(args))
        return *code;
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    ProgressDisplay display(quiet);
    const auto report = engine->checkStore(repair, display.sink(), {});
    if (!report)
        return printError(report.error());
    std::size_t left = 0;
    for (const StoreFault &fault : report->faults) {
        left += fault.repaired ? 0U : 1U;
        std::string line = fault.digest + ": " + escapeControl(fault.what);
        if (!fault.image.empty())
            line += " (needed by " + escapeControl(fault.image) + ")";
        printLine(line + (fault.repaired     ? ": repaired"
                          : repair           ? ": lost"
                          : fault.repairable ? ": --repair would try to get it again"
                                             : ": no registry is known that has it; load or pull the image again"));
    }
    printLine(fmt::format("{} images, {} blobs, {} layers, {} read: {}", report->images, report->blobs, report->layers,
                          size(report->bytes),
                          report->faults.empty() ? "sound"
                                                 : fmt::format("{} faults, {} left", report->faults.size(), left)));
    return left > 0 ? 4 : report->faults.empty() ? 0 : 1;
}

int imageCommand(Context &context, const Arguments &args)
{
    static const std::vector<Command> all = {
        {"history", historyCommand, "Show the history of an image"},
        {"import", importCommand, "Import the contents from a tarball to create a filesystem image"},
        {"inspect", imageInspectCommand, "Display detailed information on one or more images"},
        {"load", loadCommand, "Load images from a tar archive or STDIN"},
        {"ls", imagesCommand, "List images"},
        {"list", imagesCommand, "The same as ls"},
        {"prune", imagePruneCommand, "Remove unused images"},
        {"pull", pullCommand, "Download an image from a registry"},
        {"push", pushCommand, "Upload an image to a registry"},
        {"rm", removeImageCommand, "Remove one or more images"},
        {"remove", removeImageCommand, "The same as rm"},
        {"save", saveCommand, "Save images to a tar archive (streamed to STDOUT by default)"},
        {"tag", tagCommand, "Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE"},
    };
    return runGroup(context, args, "image", "Manage images", all);
}

int systemCommand(Context &context, const Arguments &args)
{
    static const std::vector<Command> all = {
        {"df", systemDfCommand, "Show disk usage"},
        {"events", eventsCommand, "Print what happens, as it happens"},
        {"info", infoCommand, "Show what Tare can do on this machine"},
        {"prune", systemPruneCommand, "Remove unused data"},
        {"fsck", fsckCommand, "Compare everything in the image store with its digest"},
    };
    return runGroup(context, args, "system", "Manage Tare's data", all);
}

} // namespace tare::cli
