// SPDX-License-Identifier: GPL-3.0-or-later
// logs, stats, inspect: looking.
#include "core/cli/command.h"
#include "core/cli/container_size.h"
#include "core/cli/inspect_output.h"
#include "core/cli/list_format.h"
#include "core/cli/options/options.h"
#include "core/cli/output.h"
#include "core/cli/terminal.h"

#include "core/base/strings.h"
#include "core/base/time.h"
#include "core/base/units.h"
#include "core/engine/networks.h"
#include "core/engine/volumes.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <unistd.h>

namespace tare::cli {
namespace {

void pauseFor(int milliseconds)
{
    ::poll(nullptr, 0, milliseconds);
}

std::string limitText(std::int64_t bytes)
{
    return bytesSize(static_cast<double>(bytes));
}

// "k=v,k2=v2 ", as Docker's; a stranger's words.
std::string attributesText(const LogLine &line)
{
    std::string out;
    for (const auto &[name, value] : line.attributes)
        out += (out.empty() ? "" : ",") + escapeControl(name) + "=" + escapeControl(value);
    return out + " ";
}

} // namespace

int logsCommand(Context &context, const Arguments &args)
{
    bool timestamps = false, details = false;
    std::string tail, since, until;
    std::vector<std::string> names;
    LogOptions log;
    Options options("logs [OPTIONS] CONTAINER", "Show what a container has printed");
    options.flag("-f,--follow", log.follow, "Go on as long as it runs");
    options.text("-n,--tail", tail, "Only the last lines (a number, or all)");
    options.text("--since", since, "From this time on: 2024-01-02T15:04:05Z, or 10m ago as 10m");
    options.text("--until", until, "Up to this time");
    options.flag("-t,--timestamps", timestamps, "Show when each line came");
    options.flag("--details", details, "Show the labels, variables and tag that --log-opt asked for, before each line");
    options.arguments("CONTAINER", names, 1, 1);
    if (const auto code = options.parse(args))
        return *code;
    // As Docker: what is not a number of lines means all of them.
    log.tail = parseInt(tail);
    if (log.tail && *log.tail < 0)
        log.tail.reset();
    for (const auto &[text, value, flag] :
         {std::tuple{&since, &log.since, "since"}, std::tuple{&until, &log.until, "until"}}) {
        if (text->empty())
            continue;
        *value = parseSince(*text, nowNs());
        if (!*value) {
            printError(std::string("invalid value for \"") + flag +
                       "\": failed to parse value as time or duration: \"" + escapeControl(*text) + "\"");
            return 1;
        }
    }
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    const Status done =
        engine->logs(names[0], log,
                     [&](const LogLine &line) {
                         std::string text = timestamps ? formatTime(line.time) + " " : "";
                         text += details ? attributesText(line) + line.text : line.text;
                         for (std::string_view left = text; !left.empty();) {
                             const ssize_t n = ::write(line.isStderr ? STDERR_FILENO : STDOUT_FILENO,
                                                       left.data(), left.size());
                             if (n < 0)
                                 return false;
                             left.remove_prefix(static_cast<std::size_t>(n));
                         }
                         return true;
                     },
                     {});
    return done ? 0 : (printError(done.error()), 1);
}

int statsCommand(Context &context, const Arguments &args)
{
    bool once = false, all = false, whole = false;
    std::string form;
    std::vector<std::string> names;
    Options options("stats [OPTIONS] [CONTAINER...]", "Show what containers use, live");
    options.flag("--no-stream", once, "Show it once");
    options.flag("-a,--all", all, "Those that do not run, too");
    options.flag("--no-trunc", whole, "Cut no id short");
    options.text("--format", form, "json, or a template such as '{{.Name}} {{.CPUPerc}}'");
    options.arguments("CONTAINER", names, 0, -1);
    if (const auto code = options.parse(args))
        return *code;
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    auto list = ListFormat::create(form.empty() ? "json" : form, {},
                                   {{"ID", "CONTAINER ID"},
                                    {"Container", "CONTAINER"},
                                    {"Name", "NAME"},
                                    {"CPUPerc", "CPU %"},
                                    {"MemUsage", "MEM USAGE / LIMIT"},
                                    {"MemPerc", "MEM %"},
                                    {"NetIO", "NET I/O"},
                                    {"BlockIO", "BLOCK I/O"},
                                    {"PIDs", "PIDS"}});
    if (!list)
        return printError(list.error());
    std::map<std::string, Stats> before;
    std::map<std::string, std::string> givenAs;
    const bool rewrite = !once && isTerminal(STDOUT_FILENO) && form.empty();
    for (int round = 0;; ++round) {
        std::vector<Container> shown;
        if (names.empty()) {
            auto containers = engine->containers();
            if (!containers)
                return printError(containers.error());
            for (Container &c : *containers) {
                if (all || c.pid != 0)
                    shown.push_back(std::move(c));
            }
        }
        for (const std::string &name : names) {
            auto container = engine->container(name);
            if (!container) {
                printError(container.error());
                return 1;
            }
            givenAs[container->id] = name;
            shown.push_back(std::move(*container));
        }
        Table table(
            {"CONTAINER ID", "NAME", "CPU %", "MEM USAGE / LIMIT", "MEM %", "NET I/O", "BLOCK I/O", "PIDS"});
        for (const Container &c : shown) {
            const auto now = engine->stats(c.id);
            if (!now)
                continue; // it went meanwhile
            const auto last = before.find(c.id);
            const double cpu = last == before.end() ? 0 : cpuPercent(last->second, *now);
            before[c.id] = *now;
            const double share = now->memoryLimit > 0 ? 100.0 * static_cast<double>(now->memoryUsage) /
                                                            static_cast<double>(now->memoryLimit)
                                                      : 0;
            const auto size = [](std::int64_t bytes) { return humanSize(static_cast<double>(bytes)); };
            const bool runs = c.pid != 0; // what does not run uses nothing, and has no limit
            const std::vector<std::string> cells = {
                whole ? c.id : c.id.substr(0, 12),
                c.name,
                fmt::format("{:.2f}%", cpu),
                limitText(now->memoryUsage) + " / " + limitText(runs ? now->memoryLimit : 0),
                fmt::format("{:.2f}%", share),
                now->hasNetwork || !runs ? size(now->networkRx) + " / " + size(now->networkTx) : "-- / --",
                size(now->blockRead) + " / " + size(now->blockWritten),
                std::to_string(now->pids)};
            if (form.empty()) {
                table.add(cells);
                continue;
            }
            const nlohmann::ordered_json object = {
                {"ID", cells[0]},      {"Container", givenAs.contains(c.id) ? givenAs[c.id] : cells[0]}, {"Name", cells[1]},
                {"CPUPerc", cells[2]}, {"MemUsage", cells[3]},  {"MemPerc", cells[4]},
                {"NetIO", cells[5]},   {"BlockIO", cells[6]},   {"PIDs", cells[7]}};
            if (const Status added = list->add(object.dump()); !added)
                return printError(added.error());
        }
        // Two readings make a rate: the first round is shown only where a reader waits for something at once.
        const auto lines = list->take();
        if (!lines)
            return printError(lines.error());
        if (round > 0 || rewrite)
            printOut((rewrite ? "\x1b[2J\x1b[H" : "") + (form.empty() ? table.text() : *lines));
        if (once && round > 0)
            return 0;
        pauseFor(round == 0 ? 250 : 1000);
    }
}

int inspectOnly(Context &context, const char *type, const Arguments &args)
{
    Arguments all = {std::string("--type=") + type};
    all.insert(all.end(), args.begin(), args.end());
    return inspectCommand(context, all);
}

int imageInspectCommand(Context &context, const Arguments &args)
{
    return inspectOnly(context, "image", args);
}

namespace {

bool isMissing(const Error &error)
{
    return error.code == Errc::NoSuchContainer || error.code == Errc::NoSuchImage || error.code == Errc::NotFound;
}

// Of the type that is asked for, or whatever has the name: containers before images, as Docker looks for them.
Result<std::string> inspectAny(Engine &engine, const std::string &type, const std::string &name)
{
    const auto network = [&] {
        return engine.networks() != nullptr ? engine.networks()->inspect(name) : Result<std::string>(fail(Errc::NotFound, name));
    };
    const auto volume = [&] {
        return engine.volumes() != nullptr ? engine.volumes()->inspect(name) : Result<std::string>(fail(Errc::NotFound, name));
    };
    if (type == "network")
        return network();
    if (type == "volume")
        return volume();
    if (type == "image")
        return engine.inspectImage(name);
    auto text = engine.inspectContainer(name);
    if (text || !type.empty() || !isMissing(text.error()))
        return text;
    text = engine.inspectImage(name);
    if (text || !isMissing(text.error()))
        return text;
    // A machine that has no networks has none of that name.
    if (auto found = volume())
        return found;
    if (auto found = network())
        return found;
    return text;
}

std::string withSize(Engine &engine, const std::string &text)
{
    auto object = nlohmann::ordered_json::parse(text, nullptr, false);
    const auto container = object.contains("State") ? engine.container(object.value("Id", ""))
                                                    : Result<Container>(fail(Errc::NoSuchContainer, {}));
    if (!container)
        return text;
    const ContainerSize size = sizeOf(engine, *container);
    object["SizeRw"] = size.written;
    object["SizeRootFs"] = size.whole;
    return object.dump(4, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

} // namespace

int inspectCommand(Context &context, const Arguments &args)
{
    std::string form, type;
    bool size = false;
    std::vector<std::string> names;
    Options options("inspect [OPTIONS] NAME|ID [NAME|ID...]",
                    "Show everything about containers, images, networks and volumes, as JSON");
    options.text("-f,--format", form, "A template such as '{{.State.Status}}' or '{{json .Config}}'");
    options.flag("-s,--size", size, "How much a container has written, and takes with its image");
    options.text("--type", type, "container, image, network or volume");
    options.arguments("NAME|ID", names, 1, -1);
    if (const auto code = options.parse(args))
        return *code;
    constexpr std::array types = {"container", "image", "network", "volume"};
    if (!type.empty() && std::find(types.begin(), types.end(), type) == types.end()) {
        printError("unknown type: \"" + escapeControl(type) + "\": must be one of \"container\", \"image\", \"network\", \"volume\"");
        return 1;
    }
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    return inspectEach(form, names, [&](const std::string &name) -> Result<std::string> {
        auto text = inspectAny(*engine, type, name);
        if (!text && type.empty() && isMissing(text.error()))
            return fail(Errc::InvalidArgument, {}, "No such object: " + escapeControl(name));
        return text && size ? withSize(*engine, *text) : text;
    });
}

} // namespace tare::cli
