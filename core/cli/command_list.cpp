// SPDX-License-Identifier: GPL-3.0-or-later
// ps and images.
#include "core/cli/command.h"
#include "core/cli/options.h"
#include "core/cli/output.h"

#include "core/base/strings.h"
#include "core/base/time.h"
#include "core/base/units.h"

#include <nlohmann/json.hpp>

namespace tare::cli {
namespace {

using json = nlohmann::ordered_json;

std::string ago(std::int64_t then, std::int64_t now)
{
    return then == 0 ? "N/A" : humanDuration(std::max<std::int64_t>(0, now - then) / 1'000'000'000) + " ago";
}

std::string shortId(const std::string &id)
{
    const std::size_t colon = id.find(':');
    return id.substr(colon == std::string::npos ? 0 : colon + 1, 12);
}

std::string commandText(const Container &container, bool whole)
{
    std::string text = escapeControl(join(container.command, " "));
    if (!whole && text.size() > 20)
        text = text.substr(0, 19) + "…";
    return "\"" + text + "\"";
}

json row(const Container &c, std::int64_t now, bool whole)
{
    std::string labelText;
    for (const auto &[key, value] : c.labels)
        labelText += (labelText.empty() ? "" : ",") + key + "=" + value;
    return {{"ID", whole ? c.id : c.id.substr(0, 12)},
            {"Image", c.image},
            {"Command", commandText(c, whole)},
            {"CreatedAt", formatTime(c.created)},
            {"RunningFor", ago(c.created, now)},
            {"Status", statusText(c, now)},
            {"State", statusName(c.status)},
            {"Ports", ""},
            {"Names", c.name},
            {"Labels", labelText},
            {"Networks", c.network}};
}

// Answers whether everything was printed by the form: "json", or a template.
int printForm(const std::string &form, const json &object)
{
    const std::string text = object.dump(-1, ' ', false, json::error_handler_t::replace);
    if (form == "json" || form == "{{json .}}") {
        printLine(text);
        return 0;
    }
    const auto line = formatTemplate(form, text);
    if (!line)
        return printError(line.error());
    printLine(*line);
    return 0;
}

} // namespace

int psCommand(Context &context, const Arguments &args)
{
    bool all = false, quiet = false, whole = false;
    std::string form;
    Options options("ps [OPTIONS]", "List containers");
    options.flag("-a,--all", all, "Those that do not run, too");
    options.flag("-q,--quiet", quiet, "Only ids");
    options.flag("--no-trunc", whole, "Cut nothing short");
    options.text("--format", form, "json, or a template such as '{{.Names}} {{.Status}}'");
    if (const auto code = options.parse(args))
        return *code;
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    const auto containers = engine->containers();
    if (!containers)
        return printError(containers.error());
    const std::int64_t now = nowNs();
    Table table({"CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "NAMES"});
    for (const Container &c : *containers) {
        if (!all && c.status != ContainerStatus::Running && c.status != ContainerStatus::Paused)
            continue;
        const json cells = row(c, now, whole);
        if (quiet) {
            printLine(cells.at("ID").get<std::string>());
        } else if (!form.empty()) {
            if (const int code = printForm(form, cells); code != 0)
                return code;
        } else {
            table.add({cells.at("ID"), escapeControl(c.image), cells.at("Command"), cells.at("RunningFor"),
                       cells.at("Status"), c.name});
        }
    }
    if (!quiet && form.empty())
        printOut(table.text());
    return 0;
}

int imagesCommand(Context &context, const Arguments &args)
{
    bool all = false, quiet = false, whole = false, digests = false;
    std::string form;
    std::vector<std::string> filter;
    Options options("images [OPTIONS] [REPOSITORY[:TAG]]", "List images");
    options.flag("-a,--all", all, "Accepted; all are shown");
    options.flag("-q,--quiet", quiet, "Only ids");
    options.flag("--no-trunc", whole, "Cut nothing short");
    options.flag("--digests", digests, "Show the manifests' digests");
    options.text("--format", form, "json, or a template such as '{{.Repository}}:{{.Tag}}'");
    options.arguments("REPOSITORY", filter, 0, 1);
    if (const auto code = options.parse(args))
        return *code;
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    const auto images = engine->images();
    if (!images)
        return printError(images.error());
    const std::int64_t now = nowNs();
    Table table(digests ? Arguments{"REPOSITORY", "TAG", "DIGEST", "IMAGE ID", "CREATED", "SIZE"}
                        : Arguments{"REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE"});
    for (const Image &image : *images) {
        std::vector<std::string> names = image.names;
        if (names.empty())
            names.emplace_back("<none>:<none>");
        for (const std::string &name : names) {
            const std::size_t colon = name.rfind(':');
            const bool tagged = colon != std::string::npos && name.find('/', colon) == std::string::npos;
            const std::string repository = tagged ? name.substr(0, colon) : name;
            const std::string tag = tagged ? name.substr(colon + 1) : "<none>";
            if (!filter.empty() && filter[0] != repository && filter[0] != name)
                continue;
            const std::string id = whole ? image.id : shortId(image.id);
            const std::string size = humanSize(static_cast<double>(image.size));
            if (quiet) {
                printLine(id);
                break;
            }
            if (!form.empty()) {
                const json cells = {{"Repository", repository},
                                    {"Tag", tag},
                                    {"ID", id},
                                    {"Digest", image.manifestDigest},
                                    {"CreatedAt", formatTime(image.created)},
                                    {"CreatedSince", ago(image.created, now)},
                                    {"Size", size},
                                    {"Containers", std::to_string(image.containers)}};
                if (const int code = printForm(form, cells); code != 0)
                    return code;
                continue;
            }
            Arguments line = {escapeControl(repository), escapeControl(tag), id, ago(image.created, now),
                              size};
            if (digests)
                line.insert(line.begin() + 2, image.manifestDigest);
            table.add(std::move(line));
        }
    }
    if (!quiet && form.empty())
        printOut(table.text());
    return 0;
}

} // namespace tare::cli
