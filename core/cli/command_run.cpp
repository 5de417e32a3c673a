// SPDX-License-Identifier: GPL-3.0-or-later
// run, create, start, exec and attach: what joins a container's streams.
#include "core/cli/command.h"
#include "core/cli/options/create_options.h"
#include "core/cli/output.h"
#include "core/cli/progress.h"
#include "core/cli/streams.h"
#include "core/cli/terminal.h"

#include "core/base/file.h"
#include "core/base/scope_exit.h"
#include "core/base/strings.h"
#include "core/cli/options/env_file.h"
#include "core/engine/fetch_image.h"
#include "core/engine/free_ports.h"
#include "core/oci/platform.h"
#include "core/oci/reference.h"

#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace tare::cli {
namespace {

Status fetch(Engine &engine, const CreateOptions &options, const std::string &image)
{
    ProgressDisplay display(options.quiet);
    return fetchImage(engine, image, options.platform, display.sink(), {});
}

// --platform: what is here under that name may be another one's.
Result<bool> isOfPlatform(Engine &engine, const std::string &image, const std::string &platform)
{
    const auto wanted = TARE_TRY(oci::Platform::parse(platform));
    for (const Image &one : TARE_TRY(engine.images())) {
        const auto reference = oci::Reference::parse(image);
        const bool named = reference && std::find(one.names.begin(), one.names.end(), reference->familiar()) != one.names.end();
        if (named)
            return one.architecture == wanted.architecture && one.os == wanted.os;
    }
    return true; // creating says that it is not here
}

// The flag that says which keys leave a session.
void addDetachKeys(Options &options, std::string &keys)
{
    options.text("--detach-keys", keys, "The keys that leave it running: ctrl-p,ctrl-q by default");
}

// What stands for an image without being its name: its id, or how that begins.
bool isId(const std::string &image)
{
    return image.starts_with("sha256:") || isHex(image);
}

Result<Container> createWithImage(Engine &engine, const CreateSpec &spec, const CreateOptions &options)
{
    if (!isId(spec.image))
        TARE_TRY(oci::Reference::parse(spec.image)); // what is no name is said before it is looked for
    if (spec.network == "host" && (!spec.networking.ports.empty() || spec.networking.publishAll))
        printError("WARNING: Published ports are discarded when using host network mode");
    if (options.pull == "always") {
        TARE_CHECK(fetch(engine, options, spec.image));
    } else if (!options.platform.empty() && options.pull != "never" && !TARE_TRY(isOfPlatform(engine, spec.image, options.platform))) {
        TARE_CHECK(fetch(engine, options, spec.image));
    } else {
        auto created = engine.create(spec);
        if (created || created.error().code != Errc::NoSuchImage || options.pull == "never")
            return created;
        if (!options.quiet) {
            const auto reference = oci::Reference::parse(spec.image);
            const std::string line = "Unable to find image '" +
                                     escapeControl(reference ? reference->familiar() : spec.image) +
                                     "' locally\n";
            [[maybe_unused]] const Status written = writeAll(STDERR_FILENO, line);
        }
        TARE_CHECK(fetch(engine, options, spec.image));
    }
    return engine.create(spec);
}

// Creates, and writes --cidfile, which no other container may have written.
Result<Container> createAsAsked(Engine &engine, const CreateSpec &spec, const CreateOptions &options)
{
    if (options.cidFile.empty())
        return createWithImage(engine, spec, options);
    const auto file = openFile(options.cidFile, O_WRONLY | O_CREAT | O_EXCL, 0644);
    if (!file && exists(options.cidFile))
        return fail(Errc::InvalidArgument, {},
                    "container ID file found, make sure the other container isn't running or delete " +
                        options.cidFile);
    if (!file)
        return tl::unexpected<Error>(file.error());
    ScopeExit undo([&] { ::unlink(options.cidFile.c_str()); });
    Container created = TARE_TRY(createWithImage(engine, spec, options));
    TARE_CHECK(writeAll(file->get(), created.id));
    undo.dismiss();
    return created;
}

bool terminalIsThere(const char *what)
{
    if (isTerminal(STDIN_FILENO))
        return true;
    printError(std::string("the input device is not a TTY"),
               std::string("Leave -t away, or ") + what + " in a terminal.");
    return false;
}

// --attach: nothing is all that there is.
struct Attached
{
    bool in = true, out = true, err = true;
};
Result<Attached> attachedStreams(const std::vector<std::string> &names)
{
    if (names.empty())
        return Attached{};
    Attached out{false, false, false};
    for (const std::string &name : names) {
        const std::string lower = toLower(name);
        if (lower != "stdin" && lower != "stdout" && lower != "stderr")
            return fail(Errc::InvalidArgument, {},
                        badValue(name, "-a, --attach", "valid streams are STDIN, STDOUT and STDERR"));
        (lower == "stdin" ? out.in : lower == "stdout" ? out.out : out.err) = true;
    }
    return out;
}

// Whatever the reason, as Docker: 1.
int startFailed(const Error &error, const std::string &name)
{
    printError(error);
    printError("failed to start containers: " + escapeControl(name));
    return 1;
}

// Names of those that a restart policy wants after a reboot: Docker's when its daemon starts, save that one which failed stays
// as it is.
Result<std::vector<std::string>> startAtBoot(Engine &engine)
{
    using When = RestartPolicy::When;
    std::vector<std::string> out;
    auto all = TARE_TRY(engine.containers());
    std::reverse(all.begin(), all.end()); // the oldest first
    for (const Container &c : all) {
        const bool wanted = c.restart.when == When::Always || (c.restart.when == When::UnlessStopped && !c.stoppedByHand);
        if (wanted && c.started != 0 && (c.status == ContainerStatus::Exited || c.status == ContainerStatus::Created))
            out.push_back(c.name);
    }
    return out;
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
    bool detach = false, proxy = true;
    std::string detachKeys;
    std::vector<std::string> attach;
    Options options("run [OPTIONS] IMAGE [COMMAND] [ARG...]",
                    "Create a container from an image and run a command in it");
    options.flag("-d,--detach", detach, "Let it run in the background and print its id");
    options.list("-a,--attach", attach, "Join only these: stdin, stdout, stderr");
    options.flag("--sig-proxy", proxy, "Pass signals on to the container (default true)");
    addDetachKeys(options, detachKeys);
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
    const auto attached = attachedStreams(attach);
    if (!attached)
        return printError(attached.error());
    const auto keys = DetachKeys::parse(detachKeys);
    if (!keys)
        return printError(keys.error());
    if (detach && !attach.empty()) {
        printError("conflicting options: cannot specify both --attach and --detach");
        return 1;
    }
    const bool withStdin = spec->openStdin && attached->in;
    if (spec->tty && withStdin && !detach && !terminalIsThere("run this"))
        return 1;
    const TerminalSize size = terminalSize();
    spec->rows = spec->tty ? size.rows : 0;
    spec->columns = spec->tty ? size.columns : 0;
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    // `create` may be of a container that is started another day.
    if (const Status free = checkPortsFree(*engine, *spec); !free)
        return printError(free.error());
    const auto created = createAsAsked(*engine, *spec, create);
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
    auto session = engine->startAttached(id, withStdin);
    if (!session)
        return printError(session.error());
    StreamOptions streams;
    streams.tty = spec->tty;
    streams.detachKeys = *keys;
    streams.withStdin = withStdin;
    streams.showStdout = attached->out;
    streams.showStderr = attached->err;
    if (proxy)
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
    const auto created = createAsAsked(*engine, *spec, create);
    if (!created)
        return printRefusal(created.error());
    printLine(created->id);
    return 0;
}

int startCommand(Context &context, const Arguments &args)
{
    bool attach = false, interactive = false, afterBoot = false, proxy = true;
    std::string detachKeys;
    std::vector<std::string> names;
    Options options("start [OPTIONS] CONTAINER [CONTAINER...]", "Start stopped containers");
    options.flag("--after-boot", afterBoot, "Those whose restart policy wants it: always, and unless-stopped if nobody stopped them");
    options.flag("-a,--attach", attach, "Join its streams");
    options.flag("-i,--interactive", interactive, "Join its standard input too");
    options.flag("--sig-proxy", proxy, "Pass signals on to the container (default true)");
    addDetachKeys(options, detachKeys);
    options.arguments("CONTAINER", names, std::find(args.begin(), args.end(), "--after-boot") == args.end() ? 1 : 0, -1);
    if (const auto code = options.parse(args))
        return *code;
    const auto keys = DetachKeys::parse(detachKeys);
    if (!keys)
        return printRefusal(keys.error());
    if (afterBoot && (attach || interactive || !names.empty())) {
        printError("--after-boot takes no containers and no other options");
        return 1;
    }
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    if (afterBoot) {
        const auto wanted = startAtBoot(*engine);
        if (!wanted)
            return printError(wanted.error()), 1;
        names = *wanted;
    }
    if (!attach && !interactive) {
        int failed = 0;
        for (const std::string &name : names) {
            if (const Status started = engine->start(name))
                printLine(name);
            else
                failed += startFailed(started.error(), name);
        }
        return failed > 0 ? 1 : 0;
    }
    if (names.size() != 1) {
        printError("you cannot start and attach multiple containers at once");
        return 1;
    }
    const auto container = engine->container(names[0]);
    if (!container)
        return startFailed(container.error(), names[0]);
    if (container->tty && interactive && !terminalIsThere("start it"))
        return 1;
    const SignalGate signals;
    auto session = engine->startAttached(names[0], interactive && container->openStdin);
    if (!session)
        return startFailed(session.error(), names[0]);
    const std::string id = container->id;
    StreamOptions streams;
    streams.tty = container->tty;
    streams.detachKeys = *keys;
    streams.withStdin = interactive && container->openStdin;
    if (proxy)
        streams.forward = [engine, &id](int number) {
            [[maybe_unused]] const Status sent = engine->kill(id, number);
        };
    return follow(*engine, id, std::move(*session), streams, signals);
}

int attachCommand(Context &context, const Arguments &args)
{
    bool noStdin = false, proxy = true;
    std::string detachKeys;
    std::vector<std::string> names;
    Options options("attach [OPTIONS] CONTAINER", "Join the streams of a running container");
    options.flag("--no-stdin", noStdin, "Only read");
    options.flag("--sig-proxy", proxy, "Pass signals on to the container (default true)");
    addDetachKeys(options, detachKeys);
    options.arguments("CONTAINER", names, 1, 1);
    options.footer("In a terminal, ctrl-p ctrl-q leaves the container running.");
    if (const auto code = options.parse(args))
        return *code;
    const auto keys = DetachKeys::parse(detachKeys);
    if (!keys)
        return printRefusal(keys.error());
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    const auto container = engine->container(names[0]);
    if (!container) {
        printError(container.error());
        return 1;
    }
    const bool running = container->status == ContainerStatus::Running;
    if (!running) {
        printError(container->status == ContainerStatus::Restarting
                       ? "You cannot attach to a restarting container, wait until it is running"
                   : container->status == ContainerStatus::Paused
                       ? "You cannot attach to a paused container, unpause it first"
                       : "You cannot attach to a stopped container, start it first");
        return 1;
    }
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
    streams.detachKeys = *keys;
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
    std::vector<std::string> words, envFiles;
    std::string detachKeys;
    Options options("exec [OPTIONS] CONTAINER COMMAND [ARG...]", "Run a command in a running container");
    options.flag("-i,--interactive", spec.stdin_, "Keep standard input open");
    options.flag("-t,--tty", spec.tty, "Give it a terminal");
    options.flag("--privileged", spec.privileged, "With all capabilities");
    options.flag("-d,--detach", spec.detach, "Do not wait for it");
    options.list("-e,--env", spec.env, "Set a variable: NAME=VALUE, or NAME for your own value");
    options.list("--env-file", envFiles, "Read variables from a file");
    options.text("-w,--workdir", spec.workingDir, "The folder the command starts in");
    options.text("-u,--user", spec.user, "NAME or UID, and :GROUP or :GID");
    addDetachKeys(options, detachKeys);
    options.rest(words, 2);
    if (const auto code = options.parse(args))
        return *code;
    const auto keys = DetachKeys::parse(detachKeys);
    if (!keys)
        return printRefusal(keys.error());
    spec.command.assign(words.begin() + 1, words.end());
    if (const Status env = completeVariables(spec.env, envFiles); !env)
        return printError(env.error());
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
        // As Docker: 126 for a command that could not be started, 1 for a container that is not there for it.
        const Errc why = session.error().code;
        const bool noContainer = why == Errc::NoSuchContainer || why == Errc::NotRunning ||
                                 why == Errc::Paused || why == Errc::AmbiguousId;
        return code != 125 ? code : noContainer ? 1 : 126;
    }
    if (spec.detach)
        return 0;
    StreamOptions streams;
    streams.tty = spec.tty;
    streams.detachKeys = *keys;
    streams.withStdin = spec.stdin_;
    const StreamEnd end = joinStreams(std::move(*session), streams, signals);
    return end.detached ? 0 : end.exitCode.value_or(1);
}

} // namespace tare::cli
