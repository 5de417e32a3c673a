// SPDX-License-Identifier: GPL-3.0-or-later
// tare-runtime: the OCI runtime command line. See docs/processes.md.
#include "core/base/error_json.h"
#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/base/strings.h"
#include "core/runtime/launch/log.h"
#include "core/runtime/program/arguments.h"
#include "core/runtime/program/commands.h"
#include "core/runtime/program/help.h"
#include "core/runtime/program/protect.h"
#include "core/runtime/userns/userns.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

namespace {

using namespace tare;
using namespace tare::runtime;

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

// What engines look for in an error's text, and make their exit codes and their decisions of: containerd "does not exist" and
// "container not running", Docker "permission denied" in small letters (126), Podman "not found in $PATH" and all of them "no such
// file or directory" (127).
std::string textOf(const Error &error)
{
    std::string text = error.text();
    if (error.code == Errc::NoSuchContainer)
        text += ": container does not exist";
    else if (error.code == Errc::NotRunning)
        text += ": container not running";
    else if (error.code == Errc::Paused && error.reason.empty())
        text += ": cannot exec in a paused container (use --ignore-paused to override)";
    else if (error.code == Errc::CommandNotFound && text.find("not found in $PATH") == std::string::npos &&
             text.find("no such file or directory") == std::string::npos)
        text = "exec " + error.subject + ": no such file or directory (" + error.reason + ")";
    if (!error.advice.empty())
        text += ". " + error.advice;
    return text;
}

void report(const Error &error, int errorFd)
{
    const std::string text = textOf(error);
    std::fprintf(stderr, "tare-runtime: %s\n", text.c_str());
    if (errorFd >= 0)
        (void)writeAll(errorFd, errorToJson(error) + "\n");
    logError(text);
}

// Root of a user namespace is somebody's ordinary user outside, as rootless engines run us: the machine's folder is not theirs.
Result<std::string> defaultRoot()
{
    const std::string own = environment("XDG_RUNTIME_DIR");
    if (::geteuid() == 0 && !own.empty() && environment("USER") != "root" && userns::inside())
        return own + "/tare/runtime";
    return TARE_TRY(Paths::resolve()).runtime();
}

Result<int> run(const Arguments &global, int argc, char **argv, int errorFd)
{
    const Words &words = global.words();
    if (global.has("version")) {
        print("tare-runtime version " TARE_VERSION "\nspec: 1.2.0\n");
        return 0;
    }
    const auto asksForHelp = [](const std::string &word) { return word == "-h" || word == "--help" || word == "-help"; };
    if (words.empty() || global.has("help") || (words[0] == "help" && words.size() == 1)) {
        print(helpText());
        return words.empty() && !global.has("help") ? 1 : 0;
    }
    if (words[0] == "help" || (words.size() > 1 && asksForHelp(words[1]))) {
        const std::string &command = words[0] == "help" ? words[1] : words[0];
        const std::string text = helpText(command);
        if (text.empty())
            return fail(Errc::InvalidArgument, command, "No help topic for '" + command + "'");
        print(text);
        return 0;
    }
    if (words[0] == "checkpoint" || words[0] == "restore")
        return fail(Errc::Unsupported, words[0], "this runtime cannot write containers to disk and back");
    if (global.has("systemd-cgroup"))
        return fail(Errc::Unsupported, "--systemd-cgroup", "control groups are made directly, not by systemd",
                    "Leave the option out (Docker: native.cgroupdriver=cgroupfs; Podman: "
                    "--cgroup-manager=cgroupfs).");
    Global g;
    g.errorFd = errorFd;
    g.root = global.get("root");
    if (g.root.empty())
        g.root = TARE_TRY(defaultRoot());
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
        report(global.error(), errorFd);
        return 1;
    }
    const std::string format = global->get("log-format", "text");
    if (format != "text" && format != "json") {
        report(fail(Errc::InvalidArgument, "--log-format", "it is text or json").value(), errorFd);
        return 1;
    }
    if (!openLog({global->get("log"), format == "json", global->has("debug")})) {
        report(failSystem("open log", global->get("log")).value(), errorFd);
        return 1;
    }
    const Result<int> code = run(*global, argc, argv, errorFd);
    if (code)
        return *code;
    report(code.error(), errorFd);
    // A process of the container's may well end with 1 or 127: what is the runtime's own is 255 for exec, as runc has it, unless
    // the caller learns by --error-fd what it was.
    if (global->words()[0] == "exec" && errorFd < 0)
        return 255;
    const int exitCode = code.error().exitCode();
    if (exitCode != 125)
        return exitCode;
    return global->words()[0] == "exec" ? 255 : 1;
}
