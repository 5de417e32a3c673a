// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/command.h"
#include "core/cli/container_filter.h"
#include "core/cli/container_size.h"
#include "core/cli/docker_text.h"
#include "core/cli/list_format.h"
#include "core/cli/options/options.h"
#include "core/cli/output.h"

#include "core/base/strings.h"
#include "core/base/time.h"
#include "core/network/ports.h"

#include <nlohmann/json.hpp>

namespace tare::cli {
namespace {

using json = nlohmann::json; // its keys are sorted, as Docker prints them

std::string mountsText(const Container &c, bool whole)
{
    std::vector<std::string> names;
    for (const VolumeMount &volume : c.volumes)
        names.push_back(volume.name);
    for (const BindMount &mount : c.mounts)
        names.push_back(escapeControl(mount.source));
    for (std::string &name : names)
        name = whole ? name : ellipsis(name, 15);
    return join(names, ",");
}

std::string networksText(const Container &c)
{
    std::vector<std::string> names;
    for (const Endpoint &endpoint : c.endpoints)
        names.push_back(endpoint.network);
    return join(names.empty() ? c.networks : names, ",");
}

// As Docker's: a word with a space stands in quotes.
std::string commandText(const std::vector<std::string> &words)
{
    std::string out;
    for (const std::string &word : words) {
        const bool quoted = !out.empty() && word.find(' ') != std::string::npos;
        out += (out.empty() ? "" : " ") + (quoted ? "'" + word + "'" : word);
    }
    return escapeControl(out);
}

json row(const Container &c, std::int64_t now, bool whole)
{
    std::string labelText;
    for (const auto &[key, value] : c.labels)
        labelText += (labelText.empty() ? "" : ",") + key + "=" + value;
    const std::string command = commandText(c.command);
    return {{"Command", "\"" + (whole ? command : ellipsis(command, 20)) + "\""},
            {"CreatedAt", formatTime(c.created)},
            {"ID", whole ? c.id : c.id.substr(0, 12)},
            {"Image", escapeControl(c.image)},
            {"Labels", labelText},
            {"LocalVolumes", std::to_string(c.volumes.size())},
            {"Mounts", mountsText(c, whole)},
            {"Names", c.name},
            {"Networks", networksText(c)},
            {"Ports", network::portsText(c.ports, c.pid != 0 ? c.exposedPorts : std::vector<std::string>())},
            {"RunningFor", agoText(c.created, now)},
            {"Size", "0B"},
            {"State", statusName(c.status)},
            {"Status", statusText(c, now)}};
}

int printFailure(const Error &error)
{
    printError(error);
    return 1;
}

// Which are shown: by --all, --filter and --last.
Result<std::vector<Container>> chosen(Engine &engine, bool all, std::optional<std::int64_t> last,
                                      const std::vector<std::string> &filterWords)
{
    std::vector<Container> containers = TARE_TRY(engine.containers());
    const ContainerFilter filter = TARE_TRY(ContainerFilter::create(filterWords, engine, containers));
    all = all || filter.impliesAll() || last.value_or(0) > 0;
    std::erase_if(containers, [&](const Container &c) {
        const bool runs = c.status == ContainerStatus::Running || c.status == ContainerStatus::Paused ||
                          c.status == ContainerStatus::Restarting; // as Docker: it is up, and between two runs
        return (!all && !runs) || !filter.fits(c);
    });
    if (last && *last > 0 && containers.size() > static_cast<std::size_t>(*last))
        containers.resize(static_cast<std::size_t>(*last));
    return containers;
}

} // namespace

int psCommand(Context &context, const Arguments &args)
{
    bool all = false, quiet = false, whole = false, latest = false, size = false;
    std::optional<std::int64_t> last;
    std::string form;
    std::vector<std::string> filters;
    Options options("ps [OPTIONS]", "List containers");
    options.flag("-a,--all", all, "Those that do not run, too");
    options.list("-f,--filter", filters,
                 "Only those that fit: id, name, label, status, health, exited, ancestor, before, since,\n"
                 "volume, network, publish or expose=VALUE");
    options.text("--format", form, "json, or a template such as '{{.Names}} {{.Status}}'");
    options.number("-n,--last", last, "The last ones that were created, whatever they do");
    options.flag("-l,--latest", latest, "The last one that was created");
    options.flag("--no-trunc", whole, "Cut nothing short");
    options.flag("-q,--quiet", quiet, "Only ids");
    options.flag("-s,--size", size, "How much each has written, and takes with its image");
    if (const auto code = options.parse(args))
        return *code;
    if (latest)
        last = 1;
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    const auto containers = chosen(*engine, all, last, filters);
    if (!containers) {
        printError(containers.error());
        return containers.error().reason.starts_with("invalid argument") ? 125 : 1;
    }
    const std::int64_t now = nowNs();
    if (quiet && form.empty())
        form = "{{.ID}}";
    auto list = ListFormat::create(form,
                                   "{{.ID}}\t{{.Image}}\t{{.Command}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}\t"
                                   "{{.Names}}" +
                                       std::string(size ? "\t{{.Size}}" : ""),
                                   {{"ID", "CONTAINER ID"},
                                    {"Image", "IMAGE"},
                                    {"Command", "COMMAND"},
                                    {"CreatedAt", "CREATED AT"},
                                    {"RunningFor", "CREATED"},
                                    {"Status", "STATUS"},
                                    {"State", "STATE"},
                                    {"Ports", "PORTS"},
                                    {"Names", "NAMES"},
                                    {"Size", "SIZE"},
                                    {"Labels", "LABELS"},
                                    {"LocalVolumes", "LOCAL VOLUMES"},
                                    {"Mounts", "MOUNTS"},
                                    {"Networks", "NETWORKS"}});
    if (!list)
        return printFailure(list.error());
    for (const Container &c : *containers) {
        json cells = row(c, now, whole);
        if (size || form.find(".Size") != std::string::npos)
            cells["Size"] = sizeText(*engine, c);
        const json methods = {{"Label", c.labels}};
        if (const Status added = list->add(cells.dump(-1, ' ', false, json::error_handler_t::replace),
                                           methods.dump(-1, ' ', false, json::error_handler_t::replace));
            !added)
            return printFailure(added.error());
    }
    const auto text = list->take();
    if (!text)
        return printFailure(text.error());
    printOut(*text);
    return 0;
}

} // namespace tare::cli
