// SPDX-License-Identifier: GPL-3.0-or-later
// tare-lab: virtual machines and experiments, in a program of its own that starts what it measures.
#include "core/measure/program/commands.h"

#include "core/base/error_json.h"
#include "core/base/strings.h"
#include "core/image/store.h"
#include "core/measure/program/private_commands.h"

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <thread>
#include <unistd.h>

namespace {

using namespace tare;

// Signals are taken by a thread that waits for them; everything else hears of it by a cancel token and cleans
// up.
void cancelOnSignals(CancelSource &source)
{
    sigset_t set;
    sigemptyset(&set);
    for (const int number : {SIGTERM, SIGINT, SIGHUP})
        sigaddset(&set, number);
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
    std::thread([set, &source] {
        int number = 0;
        while (::sigwait(&set, &number) == 0)
            source.cancel();
    }).detach();
}

// On a terminal one line that changes; in a log only what is new.
ProgressSink progressPrinter(bool json)
{
    if (json)
        return [](const Progress &p) {
            std::fputs((progressToJson(p) + "\n").c_str(), stdout);
            std::fflush(stdout);
        };
    const bool terminal = ::isatty(STDERR_FILENO) == 1;
    auto last = std::make_shared<std::string>();
    return [terminal, last](const Progress &p) {
        std::string text = p.text.empty() ? p.id + ": " + phaseName(p.phase) : escapeControl(p.text);
        if (text == *last)
            return;
        *last = text;
        if (p.total > 0 && p.phase == Progress::Phase::Working)
            text = "[" + std::to_string(p.current) + "/" + std::to_string(p.total) + "] " + text;
        std::fputs(
            (terminal ? "\r\x1b[K" + text + (p.phase == Progress::Phase::Done ? "\n" : "") : text + "\n")
                .c_str(),
            stderr);
        std::fflush(stderr);
    };
}

struct Options
{
    std::string root, state, progress = "plain";
    lab::VmRunOptions run;
    lab::KernelOptions kernel;
    lab::CompareOptions compare;
    bool probeAgain = false;
    int parent = 0;
    std::string work, file;
    std::vector<std::string> layers;
};

void addCompare(CLI::App &command, lab::CompareOptions &o)
{
    command.add_option("--repeats,-n", o.spec.repeats, "Fresh instances of each subject")
        ->check(CLI::Range(1, 1000));
    command.add_option("--subjects", o.subjects, "Some of host,container,vm");
    command.add_option("--vm-cpus", o.spec.vmCpus, "Processors of the virtual machine");
    command.add_option("--vm-memory", o.memory, "Memory of the virtual machine, as 256m");
    command.add_option("--seed", o.spec.seed, "Of the order and of the intervals; 0 chooses one");
    command.add_option("--json", o.jsonFile, "Write the experiment there");
    command.add_option("--csv", o.csvFile, "Write the samples there");
    command.add_option("--html", o.htmlFile, "Write a report for a browser there");
    command.add_flag("--no-save", o.noSave, "Do not keep it among the saved experiments");
}

int parse(int argc, char **argv, CLI::App &app, Options &o)
{
    app.set_version_flag("--version", std::string("tare-lab ") + TARE_VERSION);
    app.require_subcommand(1);
    const auto common = [&](CLI::App &command) {
        command.add_option("--root", o.root, "Where images and results are kept");
        command.add_option("--state", o.state, "Where sockets and locks are kept");
        command.add_option("--progress", o.progress, "How progress is printed")
            ->check(CLI::IsMember({"plain", "json"}));
    };
    common(app);
    CLI::App *vm = app.add_subcommand("vm", "Virtual machines");
    vm->require_subcommand(1);
    CLI::App *run = vm->add_subcommand("run", "Run an image in a virtual machine: IMAGE [COMMAND...]");
    run->add_option("--cpus", o.run.cpus, "Processors");
    run->add_option("--memory,-m", o.run.memory, "Memory, as 256m");
    run->add_flag("--stages", o.run.stages, "Say where the start's time goes");
    CLI::App *probe = vm->add_subcommand("probe", "Whether KVM runs guests here");
    probe->add_flag("--again", o.probeAgain, "Ask a guest, whatever was remembered");
    CLI::App *kernel = vm->add_subcommand("kernel", "The kernel that guests boot");
    kernel->add_flag("--fetch", o.kernel.fetch, "Get Debian's cloud kernel");
    kernel->add_flag("--path", o.kernel.pathOnly, "Print nothing but its file");
    kernel->add_option("--mirror", o.kernel.mirror, "A Debian mirror's URL");
    kernel->add_option("--suite", o.kernel.suite, "A release of Debian");
    CLI::App *compare = app.add_subcommand(
        "compare", "Weigh an image as host process, container and virtual machine: [IMAGE [COMMAND...]]");
    CLI::App *demo = app.add_subcommand("demo", "The same for the starter image, with a report in files");
    addCompare(*compare, o.compare);
    addCompare(*demo, o.compare);
    CLI::App *preflight = app.add_subcommand("preflight", "What this machine has and lacks, each with its fix");
    preflight->add_flag("--again", o.probeAgain, "Ask a guest whether KVM runs it, whatever was remembered");
    CLI::App *disk = app.add_subcommand("guest-disk")->group("");
    CLI::App *host = app.add_subcommand("host-subject")->group("");
    CLI::App *keeper = app.add_subcommand("keeper")->group("");
    keeper->add_option("--parent", o.parent)->required();
    disk->add_option("--file", o.file)->required();
    for (CLI::App *command : {disk, host}) {
        command->add_option("--work", o.work)->required();
        command->add_option("layers", o.layers)->required();
    }
    for (CLI::App *command : {run, probe, kernel, compare, demo, preflight})
        common(*command);
    // Everything from the image on belongs to the command, dashes and all.
    run->prefix_command();
    compare->prefix_command();
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &e) {
        return app.exit(e) == 0 ? 0 : 125;
    }
    for (CLI::App *command : {run, compare}) {
        if (!command->parsed())
            continue;
        std::vector<std::string> words = command->remaining();
        if (!words.empty() && words.front().rfind('-', 0) == 0) {
            std::fprintf(stderr, "tare-lab: there is no option %s\n", escapeControl(words.front()).c_str());
            return 125;
        }
        if (words.empty() && command == run) {
            std::fputs("tare-lab: vm run needs an image\n", stderr);
            return 125;
        }
        if (words.empty())
            continue;
        (command == run ? o.run.image : o.compare.spec.image) = words.front();
        words.erase(words.begin());
        (command == run ? o.run.command : o.compare.spec.command) = std::move(words);
    }
    return -1;
}

Result<int> dispatch(CLI::App &app, const Options &o, const lab::Context &context)
{
    const CLI::App *command = app.get_subcommands().at(0);
    const std::string name = command->get_name();
    if (name == "compare" || name == "demo") {
        lab::CompareOptions options = o.compare;
        options.demo = name == "demo";
        return lab::compare(context, std::move(options));
    }
    if (name == "preflight")
        return lab::preflightCommand(context, o.probeAgain);
    const std::string sub = command->get_subcommands().at(0)->get_name();
    if (sub == "run")
        return lab::vmRun(context, o.run);
    return sub == "probe" ? lab::vmProbe(context, o.probeAgain) : lab::vmKernel(context, o.kernel);
}

} // namespace

int main(int argc, char **argv)
{
    static CancelSource source; // outlives the thread that waits for signals
    Options options;
    CLI::App app{"Virtual machines and experiments of Tare"};
    if (const int code = parse(argc, argv, app, options); code >= 0)
        return code;
    ::signal(SIGPIPE, SIG_IGN);
    const bool json = options.progress == "json";
    // Before any thread: these two change what this process sees.
    const std::string name = app.get_subcommands().at(0)->get_name();
    if (name == "guest-disk")
        return lab::guestDisk(argc, argv, options.work, options.file, options.layers);
    if (name == "host-subject")
        return lab::hostSubject(argc, argv, options.work, options.layers);
    if (name == "keeper") {
        const auto paths = Paths::resolve(options.root, options.state);
        return paths ? lab::keeper(*paths, options.parent) : 1;
    }
    cancelOnSignals(source);
    const auto result = [&]() -> Result<int> {
        lab::Context context;
        context.paths = TARE_TRY(Paths::resolve(options.root, options.state));
        TARE_CHECK(context.paths.create());
        context.json = json;
        context.progress = progressPrinter(json);
        context.cancel = source.token();
        // What killed ones left: folders of work that nobody does.
        if (auto store = image::Store::open(context.paths))
            (void)store->cleanUp();
        return dispatch(app, options, context);
    }();
    if (result)
        return *result;
    const Error &error = result.error();
    if (json)
        std::printf("{\"error\":%s}\n", errorToJson(error).c_str());
    else
        std::fprintf(stderr, "%stare-lab: %s\n%s%s", ::isatty(STDERR_FILENO) == 1 ? "\r\x1b[K" : "",
                     error.text().c_str(), escapeControl(error.advice).c_str(),
                     error.advice.empty() ? "" : "\n");
    return error.code == Errc::Cancelled ? 130 : error.exitCode();
}
