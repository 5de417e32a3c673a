// SPDX-License-Identifier: GPL-3.0-or-later
// network create, ls, inspect, rm, connect, disconnect, prune.
#include "core/cli/command.h"
#include "core/cli/docker_text.h"
#include "core/cli/group.h"
#include "core/cli/inspect_output.h"
#include "core/cli/list_format.h"
#include "core/cli/options/options.h"
#include "core/cli/output.h"
#include "core/cli/prune_filters.h"

#include "core/base/strings.h"
#include "core/engine/networks.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace tare::cli {
namespace {

using json = nlohmann::json;

// Null after a message.
NetworkEngine *networksOf(Context &context)
{
    Engine *engine = context.engine();
    if (engine != nullptr && engine->networks() == nullptr)
        printError("this engine has no networks");
    return engine == nullptr ? nullptr : engine->networks();
}

int create(Context &context, const Arguments &args)
{
    NetworkSpec spec;
    std::vector<std::string> labels, choices, names;
    std::string driver = "bridge", ipamDriver = "default", scope;
    bool attachable = false;
    Options options("network create [OPTIONS] NETWORK", "Create a network");
    options.list("--subnet", spec.subnets, "Its addresses, such as 172.28.0.0/16; once for each family");
    options.list("--gateway", spec.gateways, "The host's address in it");
    options.list("--ip-range", spec.ranges, "The part of the subnet that containers get addresses of");
    options.flag("--ipv6", spec.ipv6, "IPv6, too; without a subnet, a unique local one is drawn");
    options.flag("--internal", spec.internal, "Nothing gets out of it, or in");
    options.list("--label", labels, "A label: KEY=VALUE");
    options.list("-o,--opt", choices, "com.docker.network.bridge.name, com.docker.network.bridge.enable_icc,\n"
                                      "com.docker.network.bridge.enable_ip_masquerade or com.docker.network.driver.mtu=VALUE");
    options.text("-d,--driver", driver, "bridge");
    options.text("--ipam-driver", ipamDriver, "default");
    options.text("--scope", scope, "local");
    options.flag("--attachable", attachable, "Accepted; networks here always are");
    options.arguments("NETWORK", names, 1, 1);
    if (const auto code = options.parse(args))
        return *code;
    if (driver != "bridge" || ipamDriver != "default" || (!scope.empty() && scope != "local")) {
        printError("could not find plugin " + (driver != "bridge" ? driver : ipamDriver != "default" ? ipamDriver : scope) +
                       " in v1 plugin registry: plugin not found",
                   "The driver here is bridge.");
        return 1;
    }
    addPairs(labels, spec.labels);
    addPairs(choices, spec.options);
    static const std::vector<std::string> known = {
        "com.docker.network.bridge.name", "com.docker.network.bridge.enable_icc",
        "com.docker.network.bridge.enable_ip_masquerade", "com.docker.network.driver.mtu"};
    for (const auto &[key, value] : spec.options) {
        if (std::find(known.begin(), known.end(), key) == known.end())
            printWarning("the option " + escapeControl(key) + " is kept and has no effect");
    }
    spec.name = names[0];
    NetworkEngine *networks = networksOf(context);
    if (networks == nullptr)
        return 125;
    const auto made = networks->create(spec);
    if (!made)
        return printRefusal(made.error());
    printLine(made->id);
    return 0;
}

struct NetworkFilter
{
    Filters all;
    bool fits(const Network &n) const
    {
        // Of one key any may fit, of different keys all must.
        std::map<std::string, bool> keys;
        for (const auto &[key, value] : all) {
            bool good = false;
            if (key == "name")
                good = n.name.find(value) != std::string::npos;
            else if (key == "id")
                good = n.id.starts_with(value);
            else if (key == "driver")
                good = n.driver == value;
            else if (key == "scope")
                good = value == "local";
            else if (key == "type")
                good = (value == "builtin") == (n.name == "bridge" || n.driver != "bridge");
            else if (key == "dangling")
                good = true; // told by the caller
            else {
                const auto at = n.labels.find(value.substr(0, value.find('=')));
                good = at != n.labels.end() && (value.find('=') == std::string::npos || at->second == value.substr(value.find('=') + 1));
                keys.emplace("label", true);
                keys["label"] = keys["label"] && good; // labels must all fit
                continue;
            }
            keys[key] = keys[key] || good;
        }
        return std::all_of(keys.begin(), keys.end(), [](const auto &one) { return one.second; });
    }
};

int list(Context &context, const Arguments &args)
{
    bool quiet = false, whole = false;
    std::string form;
    std::vector<std::string> filters;
    Options options("network ls [OPTIONS]", "List networks");
    options.list("-f,--filter", filters, "Only those that fit: id, name, label, driver, scope or type=VALUE");
    options.text("--format", form, "json, or a template such as '{{.Name}} {{.Driver}}'");
    options.flag("--no-trunc", whole, "Cut nothing short");
    options.flag("-q,--quiet", quiet, "Only ids");
    if (const auto code = options.parse(args))
        return *code;
    auto parsed = parseFilters(filters, {"id", "name", "label", "driver", "scope", "type"});
    if (!parsed)
        return printRefusal(parsed.error());
    const NetworkFilter filter{std::move(*parsed)};
    NetworkEngine *networks = networksOf(context);
    if (networks == nullptr)
        return 125;
    auto all = networks->list();
    if (!all)
        return printRefusal(all.error());
    std::sort(all->begin(), all->end(), [](const Network &a, const Network &b) { return a.name < b.name; });
    if (quiet && form.empty())
        form = "{{.ID}}";
    auto rows = ListFormat::create(form, "{{.ID}}\t{{.Name}}\t{{.Driver}}\t{{.Scope}}",
                                   {{"ID", "NETWORK ID"},
                                    {"Name", "NAME"},
                                    {"Driver", "DRIVER"},
                                    {"Scope", "SCOPE"},
                                    {"IPv6", "IPV6"},
                                    {"Internal", "INTERNAL"},
                                    {"Labels", "LABELS"},
                                    {"CreatedAt", "CREATED AT"}});
    if (!rows)
        return printRefusal(rows.error());
    for (const Network &n : *all) {
        if (!filter.fits(n))
            continue;
        std::string labels;
        for (const auto &[key, value] : n.labels)
            labels += (labels.empty() ? "" : ",") + key + "=" + value;
        const json cells = {{"CreatedAt", goTimeText(n.created)},
                            {"Driver", n.driver},
                            {"ID", whole ? n.id : n.id.substr(0, 12)},
                            {"IPv6", n.ipv6 ? "true" : "false"},
                            {"Internal", n.internal ? "true" : "false"},
                            {"Labels", escapeControl(labels)},
                            {"Name", n.name},
                            {"Scope", "local"}};
        const json methods = {{"Label", n.labels}};
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
    bool verbose = false;
    std::vector<std::string> names;
    Options options("network inspect [OPTIONS] NETWORK [NETWORK...]", "Show everything about networks, as JSON");
    options.text("-f,--format", form, "A template such as '{{.Driver}}' or '{{json .IPAM}}'");
    options.flag("-v,--verbose", verbose, "Accepted; nothing is left out");
    options.arguments("NETWORK", names, 1, -1);
    if (const auto code = options.parse(args))
        return *code;
    NetworkEngine *networks = networksOf(context);
    if (networks == nullptr)
        return 125;
    return inspectEach(form, names, [networks](const std::string &name) { return networks->inspect(name); });
}

int remove(Context &context, const Arguments &args)
{
    std::vector<std::string> names;
    bool force = false;
    Options options("network rm NETWORK [NETWORK...]", "Remove networks");
    options.flag("-f,--force", force, "One that is not there is no failure");
    options.arguments("NETWORK", names, 1, -1);
    if (const auto code = options.parse(args))
        return *code;
    NetworkEngine *networks = networksOf(context);
    if (networks == nullptr)
        return 125;
    int code = 0;
    for (const std::string &name : names) {
        const auto gone = networks->remove(name);
        if (gone)
            printLine(name);
        else if (!force || gone.error().code != Errc::NotFound)
            code = printRefusal(gone.error());
    }
    return code;
}

int connect(Context &context, const Arguments &args)
{
    EndpointSpec spec;
    std::vector<std::string> names;
    Options options("network connect [OPTIONS] NETWORK CONTAINER", "Connect a container to a network");
    options.text("--ip", spec.address, "Its IPv4 address there");
    options.text("--ip6", spec.address6, "Its IPv6 address there");
    options.list("--alias", spec.aliases, "One more name of it there");
    options.arguments("NETWORK CONTAINER", names, 2, 2);
    if (const auto code = options.parse(args))
        return *code;
    NetworkEngine *networks = networksOf(context);
    if (networks == nullptr)
        return 125;
    spec.network = names[0];
    const Status done = networks->connect(names[1], spec);
    return done ? 0 : printRefusal(done.error());
}

int disconnect(Context &context, const Arguments &args)
{
    bool force = false;
    std::vector<std::string> names;
    Options options("network disconnect [OPTIONS] NETWORK CONTAINER", "Disconnect a container from a network");
    options.flag("-f,--force", force, "Also a container that is not there");
    options.arguments("NETWORK CONTAINER", names, 2, 2);
    if (const auto code = options.parse(args))
        return *code;
    NetworkEngine *networks = networksOf(context);
    if (networks == nullptr)
        return 125;
    const Status done = networks->disconnect(names[1], names[0], force);
    return done ? 0 : printRefusal(done.error());
}

int prune(Context &context, const Arguments &args)
{
    bool force = false;
    std::vector<std::string> filters;
    Options options("network prune [OPTIONS]", "Remove all networks that no container uses");
    options.list("--filter", filters, "Only those that fit: until, label or label!=VALUE");
    options.flag("-f,--force", force, "Do not prompt for confirmation");
    if (const auto code = options.parse(args))
        return *code;
    const auto wanted = readPrune(filters, {"until", "label", "label!"});
    if (!wanted)
        return printRefusal(wanted.error());
    if (!force && !confirm("WARNING! This will remove all custom networks not used by at least one container.\n"))
        return 0;
    NetworkEngine *networks = networksOf(context);
    if (networks == nullptr)
        return 125;
    const auto gone = networks->prune(*wanted);
    if (!gone)
        return printRefusal(gone.error());
    if (!gone->empty())
        printOut("Deleted Networks:\n" + join(*gone, "\n") + "\n\n");
    return 0;
}

} // namespace

int networkCommand(Context &context, const Arguments &args)
{
    return runGroup(context, args, "network", "Manage networks",
                    {{"connect", connect, "Connect a container to a network"},
                     {"create", create, "Create a network"},
                     {"disconnect", disconnect, "Disconnect a container from a network"},
                     {"inspect", inspect, "Show everything about networks, as JSON"},
                     {"ls", list, "List networks"},
                     {"list", list, "List networks"},
                     {"prune", prune, "Remove all networks that no container uses"},
                     {"rm", remove, "Remove networks"}});
}

} // namespace tare::cli
