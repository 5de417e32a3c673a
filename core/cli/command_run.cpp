// SPDX-License-Identifier: GPL-3.0-or-later
// run, create, start, exec and attach: what joins a container's streams.
#include "core/cli/command.h"
#include "core/cli/create_options.h"
#include "core/cli/output.h"
#include "core/cli/progress.h"
#include "core/cli/streams.h"
#include "core/cli/terminal.h"

#include "core/base/strings.h"
#include "core/oci/reference.h"

#include <csignal>
#include <unistd.h>

namespace tare::cli {
namespace {

// Gets the image that is missing, as Docker does.
Status fetch(Engine &engine, const std::string &name)
{
    const auto reference = oci::Reference::parse(name);
    if (!reference)
        return tl::unexpected<Error>(reference.error());
    const std::string line = "Unable to find image '" + escapeControl(name) + "' locally\n";
    [[maybe_unused]] const ssize_t n = ::write(STDERR_FILENO, line.data(), line.size());
    if (reference->familiar() == "tare/starter:latest") {
        auto made = engine.ensureStarter();
        return made ? Status() : Status(tl::unexpected<Error>(std::move(made).error()));
    }
    ProgressDisplay display(false);
    auto pulled = engine.pull(name, {}, display.sink(), {});
    return pulled ? Status() : Status(tl::unexpected<Error>(std::move(pulled).error()));
}

Result<Container> createWithImage(Engine &engine, const CreateSpec &spec)
{
    auto created = engine.create(spec);
    if (created || created.error().code != Errc::NoSuchImage)
        return created;
    TARE_CHECK(fetch(engine, spec.image));
    return engine.create(spec);
}

bool terminalIsThere(const char *what)
{
    if (isTerminal(STDIN_FILENO))
        return true;
    printError(std::string("the input device is not a TTY"),
               std::string("Leave -t away, or ") + what + " in a terminal.");
    return false;
}

int follow(Engine &engine, const std::string &id, std::unique_ptr<Session> session,
           const StreamOptions &options, const SignalGate &signals)
{
    const StreamEnd end = joinStreams(std::move(session), options, signals);
    if (end.detached)
        return 0;
    if (end.exitCode)
        return *end.exitCode;
    const auto code = engine.wait(id, {});
    if (code)
        return *code;
    return printError(code.error());
}

} // namespace

int runCommand(Context &context, const Arguments &args)
{
    CreateOptions create;
    bool detach = false;
    std::string pull;
    Options options("run [OPTIONS] IMAGE [COMMAND] [ARG...]",
                    "Create a container from an image and run a command in it");
    options.flag("-d,--detach", detach, "Let it run in the background and print its id");
    create.addTo(options);
    options.footer(
        "Everything after the image belongs to the command. In a terminal, ctrl-p ctrl-q leaves the\n"
        "container running. The exit code is the command's; 125: Tare failed, 126: the command cannot be\n"
        "run, 127: there is no such command.");
    if (const auto code = options.parse(args))
        return *code;
    auto spec = create.finish();
    if (!spec)
        return printError(spec.error());
    if (spec->tty && spec->openStdin && !detach && !terminalIsThere("run this"))
        return 125;
    const TerminalSize size = terminalSize();
    spec->rows = spec->tty ? size.rows : 0;
    spec->columns = spec->tty ? size.columns : 0;
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    const auto created = createWithImage(*engine, *spec);
    if (!created)
        return printError(created.error());
    const std::string id = created->id;
    if (detach) {
        const Status started = engine->start(id);
        if (!started)
            return printError(started.error());
        printLine(id);
        return 0;
    }
    const SignalGate signals;
    auto session = engine->startAttached(id, spec->openStdin);
    if (!session)
        return printError(session.error());
    StreamOptions streams;
    streams.tty = spec->tty;
    streams.withStdin = spec->openStdin;
    streams.forward = [engine, &id](int number) {
        [[maybe_unused]] const Status sent = engine->kill(id, number);
    };
    return follow(*engine, id, std::move(*session), streams, signals);
}

int createCommand(Context &context, const Arguments &args)
{
    CreateOptions create;
    Options options("create [OPTIONS] IMAGE [COMMAND] [ARG...]", "Create a container without starting it");
    create.addTo(options);
    if (const auto code = options.parse(args))
        return *code;
    auto spec = create.finish();
    if (!spec)
        return printError(spec.error());
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    const auto created = createWithImage(*engine, *spec);
    if (!created)
        return printError(created.error());
    printLine(created->id);
    return 0;
}

int startCommand(Context &context, const Arguments &args)
{
    bool attach = false, interactive = false;
    std::vector<std::string> names;
    Options options("start [OPTIONS] CONTAINER [CONTAINER...]", "Start stopped containers");
    options.flag("-a,--attach", attach, "Join its streams");
    options.flag("-i,--interactive", interactive, "Join its standard input too");
    options.arguments("CONTAINER", names, 1, -1);
    if (const auto code = options.parse(args))
        return *code;
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    if (!attach && !interactive) {
        int failed = 0;
        for (const std::string &name : names) {
            if (const Status started = engine->start(name))
                printLine(name);
            else
                failed = printError(started.error());
        }
        return failed == 125 ? 1 : failed;
    }
    if (names.size() != 1) {
        printError("you cannot start and attach multiple containers at once");
        return 1;
    }
    const auto container = engine->container(names[0]);
    if (!container)
        return printError(container.error());
    if (container->tty && interactive && !terminalIsThere("start it"))
        return 1;
    const SignalGate signals;
    auto session = engine->startAttached(names[0], interactive && container->openStdin);
    if (!session)
        return printError(session.error());
    const std::string id = container->id;
    StreamOptions streams;
    streams.tty = container->tty;
    streams.withStdin = interactive && container->openStdin;
    streams.forward = [engine, &id](int number) {
        [[maybe_unused]] const Status sent = engine->kill(id, number);
    };
    return follow(*engine, id, std::move(*session), streams, signals);
}

int attachCommand(Context &context, const Arguments &args)
{
    bool noStdin = false, proxy = true;
    std::vector<std::string> names;
    Options options("attach [OPTIONS] CONTAINER", "Join the streams of a running container");
    options.flag("--no-stdin", noStdin, "Only read");
    options.flag("--sig-proxy", proxy, "Pass signals on to the container (default true)");
    options.arguments("CONTAINER", names, 1, 1);
    options.footer("In a terminal, ctrl-p ctrl-q leaves the container running.");
    if (const auto code = options.parse(args))
        return *code;
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    const auto container = engine->container(names[0]);
    if (!container)
        return printError(container.error()) == 125 ? 1 : 1;
    const bool withStdin = !noStdin && container->openStdin;
    if (container->tty && withStdin && !terminalIsThere("attach"))
        return 1;
    const SignalGate signals;
    auto session = engine->attach(names[0], withStdin);
    if (!session) {
        printError(session.error());
        return 1;
    }
    const std::string id = container->id;
    StreamOptions streams;
    streams.tty = container->tty;
    streams.withStdin = withStdin;
    if (proxy)
        streams.forward = [engine, &id](int number) {
            [[maybe_unused]] const Status sent = engine->kill(id, number);
        };
    return follow(*engine, id, std::move(*session), streams, signals);
}

int execCommand(Context &context, const Arguments &args)
{
    ExecSpec spec;
    std::vector<std::string> words;
    Options options("exec [OPTIONS] CONTAINER COMMAND [ARG...]", "Run a command in a running container");
    options.flag("-i,--interactive", spec.stdin_, "Keep standard input open");
    options.flag("-t,--tty", spec.tty, "Give it a terminal");
    options.flag("-d,--detach", spec.detach, "Do not wait for it");
    options.list("-e,--env", spec.env, "Set a variable: NAME=VALUE");
    options.text("-w,--workdir", spec.workingDir, "The folder the command starts in");
    options.text("-u,--user", spec.user, "NAME or UID, and :GROUP or :GID");
    options.rest(words, 2);
    if (const auto code = options.parse(args))
        return *code;
    spec.command.assign(words.begin() + 1, words.end());
    if (spec.tty && spec.stdin_ && !spec.detach && !terminalIsThere("run this"))
        return 1;
    if (const TerminalSize size = terminalSize(); size.rows > 0) {
        spec.rows = size.rows;
        spec.columns = size.columns;
    }
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    const SignalGate signals;
    auto session = engine->exec(words[0], spec);
    if (!session) {
        const int code = printError(session.error());
        return code == 125 ? 1 : code;
    }
    if (spec.detach)
        return 0;
    StreamOptions streams;
    streams.tty = spec.tty;
    streams.withStdin = spec.stdin_;
    const StreamEnd end = joinStreams(std::move(*session), streams, signals);
    return end.detached ? 0 : end.exitCode.value_or(1);
}

} // namespace tare::cli
