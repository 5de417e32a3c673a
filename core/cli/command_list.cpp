// SPDX-License-Identifier: GPL-3.0-or-later
// ps.
#include "core/cli/command.h"
#include "core/cli/list_format.h"
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

// A row by the form: "json", or a template.
int printForm(const std::string &form, const json &object)
{
    auto list = ListFormat::create(form, {}, {});
    if (!list)
        return printError(list.error());
    const Status added = list->add(object.dump(-1, ' ', false, json::error_handler_t::replace));
    const auto text = added ? list->take() : tl::unexpected<Error>(added.error());
    if (!text)
        return printError(text.error());
    printOut(*text);
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

} // namespace tare::cli
