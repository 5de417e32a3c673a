// SPDX-License-Identifier: GPL-3.0-or-later
// tare-runtime: the OCI runtime command line. See docs/processes.md.
#include "core/base/error_json.h"
#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/base/strings.h"
#include "core/base/time.h"
#include "core/runtime/program/arguments.h"
#include "core/runtime/program/commands.h"
#include "core/runtime/program/protect.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>

namespace {

using namespace tare;
using namespace tare::runtime;

constexpr const char *usage =
    R"(Usage: tare-runtime [--root DIR] [--log FILE] [--log-format text|json] COMMAND …

  create [--bundle DIR] [--console-socket S] [--pid-file F] [--overlay SPEC] [--no-pivot] [--preserve-fds N] ID
  start ID                      run [--detach] … ID            state ID
  kill [--all] ID [SIGNAL]      delete [--force] ID            list [--format table|json] [--quiet]
  exec [--tty] [--cwd D] [--env K=V] [--user U[:G]] [--process F] [--detach] ID COMMAND…
  ps [--format table|json] ID   pause ID                       resume ID
  update [--resources F] [--cpus N] [--memory N] [--memory-swap N] [--pids-limit N] ID
  events [--stats] ID           features                       spec [--rootless]
  unshare -- COMMAND…
  copy-up --overlay SPEC [--userxattr] MOUNTPOINT SOURCE DESTINATION [SOURCE DESTINATION…]
)";

struct CommandName
{
    const char *name;
    Result<int> (*run)(const Global &, const Words &);
    bool entersContainer; // its program shows in a container, so that it must be safe from it
};
constexpr CommandName commands[] = {
    {"create", commandCreate, true},  {"run", commandRun, true},
    {"start", commandStart, false},   {"state", commandState, false},
    {"kill", commandKill, false},     {"delete", commandDelete, false},
    {"list", commandList, false},     {"exec", commandExec, true},
    {"ps", commandPs, false},         {"pause", commandPause, false},
    {"resume", commandResume, false}, {"update", commandUpdate, false},
    {"events", commandEvents, false}, {"features", commandFeatures, false},
    {"spec", commandSpec, false},     {"unshare", commandUnshare, false},
    {"copy-up", commandCopyUp, false},
};

std::string jsonString(const std::string &text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c; // Error::text() has no control characters
    }
    return out + "\"";
}

// Where --error-fd may stand: before the command or among its options. It is taken out, since it concerns
// them all.
int takeErrorFd(Words &words)
{
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "--")
            break;
        std::string value;
        std::size_t count = 1;
        if (words[i].compare(0, 11, "--error-fd=") == 0)
            value = words[i].substr(11);
        else if (words[i] == "--error-fd" && i + 1 < words.size())
            value = words[i + 1], count = 2;
        else
            continue;
        const auto fd = parseInt(value);
        words.erase(words.begin() + static_cast<std::ptrdiff_t>(i),
                    words.begin() + static_cast<std::ptrdiff_t>(i + count));
        if (!fd || *fd < 0 || *fd > 1'000'000 || ::fcntl(static_cast<int>(*fd), F_GETFD) < 0)
            return -1;
        return static_cast<int>(*fd);
    }
    return -1;
}

void report(const Error &error, const Arguments &global, int errorFd)
{
    std::string text = error.text();
    if (!error.advice.empty())
        text += ". " + error.advice;
    std::fprintf(stderr, "tare-runtime: %s\n", text.c_str());
    if (errorFd >= 0)
        (void)writeAll(errorFd, errorToJson(error) + "\n");
    const std::string log = global.get("log");
    if (log.empty())
        return;
    const std::string line =
        global.get("log-format") == "json"
            ? "{\"level\":\"error\",\"msg\":" + jsonString(text) + ",\"time\":\"" + formatTime(nowNs()) +
                  "\"}\n"
            : "time=\"" + formatTime(nowNs()) + "\" level=error msg=" + jsonString(text) + "\n";
    if (const auto fd = openFile(log, O_WRONLY | O_CREAT | O_APPEND, 0644))
        (void)writeAll(fd->get(), line);
}

Result<int> run(const Arguments &global, int argc, char **argv, int errorFd)
{
    const Words &words = global.words();
    if (global.has("version")) {
        print("tare-runtime version " TARE_VERSION "\nspec: 1.2.0\n");
        return 0;
    }
    if (words.empty() || global.has("help") || words[0] == "help") {
        print(usage);
        return words.empty() && !global.has("help") ? 1 : 0;
    }
    if (global.has("systemd-cgroup"))
        return fail(Errc::Unsupported, "--systemd-cgroup", "control groups are made directly, not by systemd",
                    "Leave the option out (Docker: native.cgroupdriver=cgroupfs; Podman: "
                    "--cgroup-manager=cgroupfs).");
    Global g;
    g.errorFd = errorFd;
    g.root = global.get("root");
    if (g.root.empty())
        g.root = TARE_TRY(Paths::resolve()).runtime();
    for (const CommandName &c : commands) {
        if (words[0] != c.name)
            continue;
        if (c.entersContainer)
            TARE_CHECK(protectOwnProgram(argc, argv)); // which needs --error-fd once more
        if (errorFd >= 0)
            ::fcntl(errorFd, F_SETFD, FD_CLOEXEC);
        return c.run(g, Words(words.begin() + 1, words.end()));
    }
    return fail(Errc::InvalidArgument, words[0], "there is no such command");
}

} // namespace

int main(int argc, char **argv)
{
    ::signal(SIGPIPE, SIG_IGN);
    Words words(argv + 1, argv + argc);
    const int errorFd = takeErrorFd(words);
    const std::vector<Option> known = {{"root", 0, true}, {"log", 0, true},   {"log-format", 0, true},
                                       {"debug"},         {"systemd-cgroup"}, {"rootless", 0, true},
                                       {"criu", 0, true}, {"version", 'v'},   {"help", 'h'}};
    const auto global = Arguments::parse(words, known, false);
    if (!global) {
        report(global.error(), Arguments(), errorFd);
        return 1;
    }
    const Result<int> code = run(*global, argc, argv, errorFd);
    if (code)
        return *code;
    report(code.error(), *global, errorFd);
    const int exitCode = code.error().exitCode();
    return exitCode == 125 ? 1 : exitCode;
}
