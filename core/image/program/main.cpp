// SPDX-License-Identifier: GPL-3.0-or-later
// tare-image: everything of images that needs libarchive, libcurl or OpenSSL, in a program of its own, so that what
// starts containers loads none of them, and so that hostile bytes are not parsed in the window's process.
#include "core/base/paths.h"
#include "core/base/units.h"
#include "core/image/program/enter.h"
#include "core/image/program/inspect_commands.h"
#include "core/image/program/options.h"
#include "core/image/program/registry_commands.h"
#include "core/image/program/store_commands.h"

#include <CLI/CLI.hpp>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <sys/resource.h>
#include <sys/stat.h>
#include <thread>

namespace {

using namespace tare;
using namespace tare::image::program;

// SIGTERM and SIGINT are taken by a thread that waits for them: everything else is told by a cancel token, and the work
// folder is removed on the way out.
void cancelOnSignals(CancelSource &source)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
    std::thread([set, &source] {
        int number = 0;
        while (::sigwait(&set, &number) == 0)
            source.cancel();
    }).detach();
}

int parse(int argc, char **argv, Options &o, StoreOptions &store)
{
    std::string progress = "plain";
    std::string maxUnpacked = environment("TARE_MAX_UNPACKED");
    CLI::App app{"Brings images into the store of Tare"};
    app.set_version_flag("--version", std::string("tare-image ") + TARE_VERSION);
    app.add_option("--root", o.root, "Where images are kept");
    app.add_option("--state", o.state, "Where sockets and locks are kept");
    app.add_option("--progress", progress, "How progress is printed")->check(CLI::IsMember({"plain", "json"}));
    app.add_option("--max-unpacked", maxUnpacked, "The most that an image may unpack to, as 20g");
    app.require_subcommand(1);
    app.fallthrough(); // the options above may come after the command too
    o.arguments.resize(2);
    CLI::App *load = app.add_subcommand("load", "Load a docker-archive or an OCI archive");
    load->add_option("file", o.arguments[0], "An archive; - is standard input")->required();
    load->add_option("--platform", o.platform, "os/architecture[/variant]");
    CLI::App *import = app.add_subcommand("import", "Make an image from a root file system");
    import->add_option("file", o.arguments[0], "A tar, or its http or https address; - is standard input")->required();
    import->add_option("reference", o.arguments[1], "The image's name; without one it gets none");
    import->add_option("--change,-c", o.changes, "A Dockerfile instruction, as CMD [\"sh\"]")->allow_extra_args(false);
    import->add_option("--message,-m", o.message, "The history's comment");
    import->add_option("--platform", o.platform, "os/architecture[/variant]");
    CLI::App *pull = app.add_subcommand("pull", "Get an image from a registry");
    pull->add_option("reference", o.arguments[0], "The image's name")->required();
    pull->add_option("--platform", o.platform, "os/architecture[/variant]");
    pull->add_flag("--insecure", o.insecure, "Plain HTTP, or a certificate that nobody vouches for");
    pull->add_flag("--account-stdin", o.accountStdin, "Read user and password as JSON from standard input");
    addRegistryCommands(app, o);
    addStoreCommands(app, store);
    addInspectCommands(app, o);
    app.add_subcommand("starter", "Make the starter image unless it is there");
    CLI::App *unpack = app.add_subcommand("unpack", "Unpack the layers of an image in the store");
    unpack->add_option("image", o.arguments[0], "A name or an id")->required();
    app.add_subcommand("sweep", "Remove what killed programs left behind");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &e) {
        return app.exit(e) == 0 ? 0 : 125;
    }
    o.jsonProgress = progress == "json";
    o.command = app.get_subcommands().at(0)->get_name();
    if (!maxUnpacked.empty()) {
        const auto bytes = parseRamSize(maxUnpacked);
        if (!bytes || *bytes <= 0) {
            std::fprintf(stderr, "tare-image: not a size: %s\n", maxUnpacked.c_str());
            return 125;
        }
        o.unpack.maxUnpacked = *bytes;
    }
    return -1;
}

} // namespace

int main(int argc, char **argv)
{
    static CancelSource source; // outlives the thread that waits for signals
    Options options;
    StoreOptions store;
    if (const int code = parse(argc, argv, options, store); code >= 0)
        return code;
    // Files of an image belong to many users: without root they can be made only where ids are mapped.
    if (const Status entered = enterUserNamespace(argc, argv); !entered)
        return printResult(Result<std::string>(tl::unexpected<Error>(entered.error())), options.jsonProgress);
    ::umask(022);
    // Deep trees are walked with a descriptor a folder, and a layer looks at each of those below it.
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &files);
    }
    ::signal(SIGPIPE, SIG_IGN);
    cancelOnSignals(source);
    options.unpack.progress = progressPrinter(options.jsonProgress);
    options.unpack.cancel = source.token();
    if (options.command == "read-file") { // its result is the file
        const auto read = runInspectCommand(options);
        return read ? 0 : printResult(read, false);
    }
    const int code = isInspectCommand(options.command)
                         ? printResult(runInspectCommand(options), options.jsonProgress)
                     : isRegistryCommand(options.command)
                         ? printResult(runRegistryCommand(options), options.jsonProgress)
                     : isStoreCommand(options.command)
                         ? printResult(runStoreCommand(options, store), options.jsonProgress)
                         : printResult(runCommand(options), options.jsonProgress);
    std::fflush(stdout);
    return code;
}
