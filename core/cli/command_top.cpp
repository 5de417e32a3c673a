// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/command.h"
#include "core/cli/options/options.h"
#include "core/cli/output.h"

#include "core/base/strings.h"
#include "core/base/subprocess.h"
#include "core/base/time.h"

#include <algorithm>
#include <ctime>
#include <fmt/format.h>

namespace tare::cli {
namespace {

std::string timeText(std::int64_t ns)
{
    const std::int64_t seconds = ns / 1'000'000'000;
    return fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

// As ps(1): the hour of a process of today, the day of an older one.
std::string startText(std::int64_t started, std::int64_t now)
{
    const std::time_t then = started / 1'000'000'000, today = now / 1'000'000'000;
    std::tm at{}, day{};
    ::localtime_r(&then, &at);
    ::localtime_r(&today, &day);
    char text[16];
    const bool isToday = at.tm_yday == day.tm_yday && at.tm_year == day.tm_year;
    return std::string(text, std::strftime(text, sizeof text, isToday ? "%H:%M" : "%b%d", &at));
}

Table ownTable(const std::vector<Process> &processes)
{
    const std::int64_t now = nowNs();
    Table table({"UID", "PID", "PPID", "C", "STIME", "TTY", "TIME", "CMD"}, 20);
    for (const Process &p : processes) {
        const std::int64_t lived = std::max<std::int64_t>(1, now - p.started);
        table.add({p.user, std::to_string(p.pid), std::to_string(p.parent),
                   std::to_string(std::min<std::int64_t>(99, p.cpuTime * 100 / lived)), startText(p.started, now),
                   p.tty, timeText(p.cpuTime), escapeControl(p.command)});
    }
    return table;
}

std::vector<std::string> words(std::string_view line)
{
    std::vector<std::string> out;
    for (const std::string_view word : split(line, ' ')) {
        if (!word.empty())
            out.emplace_back(word);
    }
    return out;
}

// What ps(1) says with the user's options, of the container's processes only.
Result<Table> tableOfPs(const std::vector<Process> &processes, const Arguments &options)
{
    SpawnOptions spawn;
    spawn.argv = {"ps"};
    spawn.argv.insert(spawn.argv.end(), options.begin(), options.end());
    const auto output = run(spawn);
    if (!output && output.error().code == Errc::NotFound)
        return fail(Errc::NotOnThisMachine, "ps", "it is not installed", "Install the package procps.");
    if (!output)
        return tl::unexpected<Error>(output.error());
    if (output->exitCode != 0)
        return fail(Errc::InvalidArgument, {}, "ps: " + std::string(trim(output->err)));
    const auto lines = split(output->out, '\n');
    const auto header = words(lines.front());
    const auto pid = std::find(header.begin(), header.end(), "PID");
    if (pid == header.end())
        return fail(Errc::InvalidArgument, {}, "Couldn't find PID field in ps output");
    const auto column = static_cast<std::size_t>(pid - header.begin());
    Table table(header, 20);
    for (std::size_t i = 1; i < lines.size(); ++i) {
        auto cells = words(lines[i]);
        const auto number = column < cells.size() ? parseInt(cells[column]) : std::nullopt;
        if (!number || std::none_of(processes.begin(), processes.end(),
                                    [&](const Process &p) { return p.pid == *number; }))
            continue;
        // The last column is a command, which has words of its own.
        while (cells.size() > header.size()) {
            cells[cells.size() - 2] += " " + cells.back();
            cells.pop_back();
        }
        for (std::string &cell : cells)
            cell = escapeControl(cell);
        table.add(std::move(cells));
    }
    return table;
}

} // namespace

int topCommand(Context &context, const Arguments &args)
{
    std::vector<std::string> given;
    Options options("top CONTAINER [ps OPTIONS]", "List the processes of a container");
    options.rest(given, 1);
    if (const auto code = options.parse(args))
        return *code;
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    const auto processes = engine->top(given[0]);
    if (!processes) {
        printError(processes.error());
        return 1;
    }
    given.erase(given.begin());
    const auto table = given.empty() ? Result<Table>(ownTable(*processes)) : tableOfPs(*processes, given);
    if (!table) {
        printError(table.error());
        return 1;
    }
    printOut(table->text());
    return 0;
}

} // namespace tare::cli
