// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/runtime/launch/console.h"
#include "core/runtime/launch/enter.h"
#include "core/runtime/launch/log.h"
#include "core/runtime/program/arguments.h"
#include "core/runtime/program/commands.h"
#include "core/runtime/program/descriptors.h"
#include "core/runtime/program/foreground.h"
#include "core/runtime/state/state.h"

namespace tare::runtime {
namespace {

const std::vector<Option> known = {{"tty", 't'},
                                   {"process", 'p', true},
                                   {"console-socket", 0, true},
                                   {"cwd", 0, true},
                                   {"env", 'e', true, true},
                                   {"user", 'u', true},
                                   {"additional-gids", 'g', true, true},
                                   {"cap", 'c', true, true},
                                   {"no-new-privs"},
                                   {"pid-file", 0, true},
                                   {"detach", 'd'},
                                   {"preserve-fds", 0, true},
                                   {"ignore-paused"},
                                   {"cgroup", 0, true, true},
                                   {"pidfd-socket", 0, true},
                                   {"apparmor", 0, true},
                                   {"process-label", 0, true},
                                   {"no-subreaper"}};

Result<std::uint32_t> id(std::string_view text)
{
    const auto n = parseUnsigned(text);
    if (!n || *n >= 0xffff'ffffU)
        return fail(Errc::InvalidArgument, "--user " + std::string(text),
                    "it must be a number below 2³² - 1");
    return static_cast<std::uint32_t>(*n);
}

// What the command line says, over what the container's own process has.
Result<Process> processFrom(const Arguments &a, const Process &own)
{
    if (a.has("process")) {
        const std::string text = TARE_TRY(readFile(a.get("process"), 4U << 20U));
        Process p = TARE_TRY(Process::parse(text));
        if (!p.oomScoreAdj) // of the whole container: the caller may be one that the kernel spares
            p.oomScoreAdj = own.oomScoreAdj;
        return p;
    }
    Process p = own;
    p.args.assign(a.words().begin() + 1, a.words().end());
    p.terminal = a.has("tty");
    p.rows = p.columns = 0;
    if (a.has("cwd"))
        p.cwd = a.get("cwd");
    for (const std::string &e : a.all("env"))
        p.env.push_back(e);
    if (a.has("user")) {
        const std::string user = a.get("user");
        const std::size_t colon = user.find(':');
        p.uid = TARE_TRY(id(std::string_view(user).substr(0, colon)));
        p.gid = colon == std::string::npos ? 0 : TARE_TRY(id(std::string_view(user).substr(colon + 1)));
        p.additionalGids.clear();
    }
    for (const std::string &g : a.all("additional-gids"))
        p.additionalGids.push_back(TARE_TRY(id(g)));
    for (const std::string &c : a.all("cap")) {
        const int n = capabilityNumber(c);
        if (n < 0) { // as with those of the configuration
            warn("capability " + c + " is not known and not given");
            continue;
        }
        Capabilities caps = p.capabilities.value_or(Capabilities());
        const std::uint64_t bit = 1ULL << static_cast<unsigned>(n);
        caps.bounding |= bit; // not inheritable: a file's own capabilities would add it again (CVE-2022-29162)
        caps.effective |= bit;
        caps.permitted |= bit;
        p.capabilities = caps;
    }
    if (a.has("no-new-privs"))
        p.noNewPrivileges = true;
    if (a.has("apparmor"))
        p.apparmorProfile = a.get("apparmor");
    if (p.cwd.empty() || p.cwd[0] != '/')
        return fail(Errc::InvalidArgument, "--cwd", "it must be absolute");
    return p;
}

} // namespace

Result<int> commandExec(const Global &global, const Words &words)
{
    const Arguments a = TARE_TRY(Arguments::parse(words, known, false));
    if (a.words().empty() || (a.words().size() < 2 && !a.has("process")))
        return fail(Errc::InvalidArgument, "exec", "it takes a container and a command");
    const State state = TARE_TRY(StateDir::read(global.root, a.words()[0]));
    const Spec spec = TARE_TRY(StateDir::spec(global.root + "/" + state.id, state));
    EnterOptions options;
    options.root = global.root;
    options.id = state.id;
    options.pidFile = a.get("pid-file");
    options.process = TARE_TRY(processFrom(a, spec.process.value_or(Process())));
    options.preserveFds = TARE_TRY(preservedFds(a, 3));
    if (!a.get("process-label").empty())
        return fail(Errc::Unsupported, "--process-label", "SELinux labels are not supported");
    options.ignorePaused = a.has("ignore-paused");
    options.subgroups = a.all("cgroup");
    options.pidFdSocket = a.get("pidfd-socket");
    const bool detach = a.has("detach");
    UniqueFd ours;
    if (options.process.terminal && a.has("console-socket")) {
        options.console = TARE_TRY(connectSocket(a.get("console-socket")));
    } else if (options.process.terminal) {
        if (detach)
            return fail(Errc::InvalidArgument, "--console-socket",
                        "a detached process with a terminal needs it");
        SocketPair pair = TARE_TRY(makeSocketPair());
        ours = std::move(pair.ours);
        options.console = std::move(pair.theirs);
    }
    if (!detach)
        blockForwardedSignals();
    const SpawnedProcess process = TARE_TRY(enterContainer(std::move(options)));
    if (detach)
        return 0;
    if (global.errorFd >= 0)
        ::close(global.errorFd);
    UniqueFd master;
    if (ours)
        master = TARE_TRY(receiveFd(ours.get()));
    return attendChild(process.pid, process.pidFd.get(), master);
}

} // namespace tare::runtime
