// SPDX-License-Identifier: GPL-3.0-or-later
// stop, restart, kill, pause, unpause, rename, rm, wait, update.
#include "core/cli/command.h"
#include "core/cli/options/create_options.h"
#include "core/cli/output.h"

#include "core/engine/local/merge.h"

#include <csignal>
#include <functional>

namespace tare::cli {
namespace {

// Does the same to each; goes on after a failure. Docker's exit code for these is 1.
int forEach(Context &context, const std::vector<std::string> &names,
            const std::function<Status(Engine &, const std::string &)> &action)
{
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    int code = 0;
    for (const std::string &name : names) {
        if (const Status done = action(*engine, name)) {
            printLine(name);
        } else {
            printError(done.error());
            code = 1;
        }
    }
    return code;
}

int simple(Context &context, const Arguments &args, const char *name, const char *help,
           Status (Engine::*action)(const std::string &))
{
    std::vector<std::string> names;
    Options options(std::string(name) + " CONTAINER [CONTAINER...]", help);
    options.arguments("CONTAINER", names, 1, -1);
    if (const auto code = options.parse(args))
        return *code;
    return forEach(context, names,
                   [action](Engine &engine, const std::string &one) { return (engine.*action)(one); });
}

int stopLike(Context &context, const Arguments &args, const char *name, const char *help,
             Status (Engine::*action)(const std::string &, const StopOptions &, const CancelToken &))
{
    std::vector<std::string> names;
    std::optional<std::int64_t> seconds;
    std::string signal;
    Options options(std::string(name) + " [OPTIONS] CONTAINER [CONTAINER...]", help);
    options.number("-t,--time,--timeout", seconds,
                   "Seconds to wait before killing it (default 10); -1: for ever");
    options.text("-s,--signal", signal, "Which signal to send instead of the container's own");
    options.arguments("CONTAINER", names, 1, -1);
    if (const auto code = options.parse(args))
        return *code;
    if (!signal.empty()) {
        if (const auto number = local::parseSignal(signal); !number) {
            printError(number.error());
            return 1;
        }
    }
    return forEach(context, names, [&](Engine &engine, const std::string &one) {
        StopOptions how;
        how.signal = signal;
        if (seconds)
            how.timeout = std::chrono::seconds(*seconds);
        return (engine.*action)(one, how, {});
    });
}

} // namespace

int stopCommand(Context &context, const Arguments &args)
{
    return stopLike(context, args, "stop", "Stop running containers", &Engine::stop);
}

int restartCommand(Context &context, const Arguments &args)
{
    return stopLike(context, args, "restart", "Stop and start containers", &Engine::restart);
}

int pauseCommand(Context &context, const Arguments &args)
{
    return simple(context, args, "pause", "Freeze all processes of containers", &Engine::pause);
}

int unpauseCommand(Context &context, const Arguments &args)
{
    return simple(context, args, "unpause", "Let paused containers go on", &Engine::unpause);
}

int killCommand(Context &context, const Arguments &args)
{
    std::vector<std::string> names;
    std::string signal = "KILL";
    Options options("kill [OPTIONS] CONTAINER [CONTAINER...]", "Send a signal to running containers");
    options.text("-s,--signal", signal, "Which signal (default KILL)");
    options.arguments("CONTAINER", names, 1, -1);
    if (const auto code = options.parse(args))
        return *code;
    const auto number = local::parseSignal(signal.empty() ? "KILL" : signal);
    if (!number) {
        printError(number.error());
        return 1;
    }
    return forEach(context, names, [&](Engine &engine, const std::string &one) {
        Status done = engine.kill(one, *number);
        return done ? done : Status(tl::unexpected<Error>(std::move(done.error()).while_("Cannot kill container: " + one)));
    });
}

int renameCommand(Context &context, const Arguments &args)
{
    std::vector<std::string> names;
    Options options("rename CONTAINER NEW_NAME", "Give a container another name");
    options.arguments("CONTAINER NEW_NAME", names, 2, 2);
    if (const auto code = options.parse(args))
        return *code;
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    if (names[0].empty() || names[1].empty()) {
        printError("neither old nor new names may be empty");
        return 1;
    }
    const Status done = engine->rename(names[0], names[1]);
    return done ? 0 : (printError(done.error()), 1);
}

int removeCommand(Context &context, const Arguments &args)
{
    std::vector<std::string> names;
    bool force = false, volumes = false;
    Options options("rm [OPTIONS] CONTAINER [CONTAINER...]", "Remove containers");
    options.flag("-f,--force", force, "Kill it first if it runs");
    options.flag("-v,--volumes", volumes, "Remove the volumes that were made for it, too");
    options.arguments("CONTAINER", names, 1, -1);
    if (const auto code = options.parse(args))
        return *code;
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    int failed = 0;
    for (const std::string &name : names) {
        const Status done = engine->remove(name, {force, volumes});
        if (done) {
            printLine(name);
            continue;
        }
        printError(done.error());
        // As Docker: what is to be gone by force and is not there is no failure.
        if (!force || done.error().code != Errc::NoSuchContainer)
            failed = 1;
    }
    return failed;
}

int waitCommand(Context &context, const Arguments &args)
{
    std::vector<std::string> names;
    Options options("wait CONTAINER [CONTAINER...]",
                    "Wait until containers stop, then print their exit codes");
    options.arguments("CONTAINER", names, 1, -1);
    if (const auto code = options.parse(args))
        return *code;
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    int failed = 0;
    for (const std::string &name : names) {
        if (const auto code = engine->wait(name, {})) {
            printLine(std::to_string(*code));
        } else {
            printError(code.error());
            failed = 1;
        }
    }
    return failed;
}

int updateCommand(Context &context, const Arguments &args)
{
    std::vector<std::string> names;
    LimitOptions limits;
    std::optional<std::string> restart;
    Options options("update [OPTIONS] CONTAINER [CONTAINER...]",
                    "Change the limits and the restart policy of containers, running ones included");
    limits.addTo(options);
    options.text("--restart", restart, "When it is started again: no, on-failure[:N], always or unless-stopped");
    options.arguments("CONTAINER", names, 1, -1);
    if (const auto code = options.parse(args))
        return *code;
    const auto wanted = limits.limits();
    if (!wanted)
        return printError(wanted.error());
    const auto policy = parseRestart(restart.value_or(""));
    if (!policy)
        return printError(policy.error());
    if (*wanted == Limits{} && !restart) {
        printError("you must provide one or more flags when using this command");
        return 1;
    }
    return forEach(context, names,
                   [&](Engine &engine, const std::string &one) {
                       Status done = *wanted == Limits{} ? Status() : engine.update(one, *wanted);
                       return done && restart ? engine.setRestart(one, *policy) : done;
                   });
}

} // namespace tare::cli
