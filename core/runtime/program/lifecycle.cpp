// SPDX-License-Identifier: GPL-3.0-or-later
// create, run, start, state, kill, delete, list.
#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/runtime/cgroup/cgroup.h"
#include "core/runtime/launch/hooks.h"
#include "core/runtime/launch/launcher.h"
#include "core/runtime/program/arguments.h"
#include "core/runtime/program/commands.h"
#include "core/runtime/program/descriptors.h"
#include "core/runtime/program/foreground.h"
#include "core/runtime/program/signals.h"
#include "core/runtime/rootfs/rootfs.h"
#include "core/runtime/spec/spec.h"
#include "core/runtime/state/state.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

namespace tare::runtime {
namespace {

Result<std::string> onlyId(const Arguments &a, const char *command)
{
    if (a.words().size() != 1)
        return fail(Errc::InvalidArgument, command, "it takes the id of one container");
    TARE_CHECK(StateDir::checkId(a.words()[0]));
    return a.words()[0];
}

Result<LaunchOptions> launchOptions(const Global &global, const Arguments &a)
{
    LaunchOptions o;
    o.root = global.root;
    o.id = TARE_TRY(onlyId(a, "create"));
    const std::string bundle = a.get("bundle", ".");
    char resolved[PATH_MAX];
    if (::realpath(bundle.c_str(), resolved) == nullptr)
        return failSystem("open bundle", bundle);
    o.bundle = resolved;
    o.pidFile = a.get("pid-file");
    o.leavings = a.get("leavings");
    o.consoleSocket = a.get("console-socket");
    o.pidFdSocket = a.get("pidfd-socket");
    o.noPivot = a.has("no-pivot");
    o.noNewKeyring = a.has("no-new-keyring");
    if (a.has("overlay"))
        o.overlay = TARE_TRY(Overlay::parse(a.get("overlay")));
    o.listenFds = listeningFds();
    o.preserveFds = TARE_TRY(preservedFds(a, 3 + o.listenFds));
    return o;
}

const std::vector<Option> launchKnown = {{"bundle", 'b', true},
                                         {"leavings", 0, true},
                                         {"console-socket", 0, true},
                                         {"pid-file", 0, true},
                                         {"overlay", 0, true},
                                         {"pidfd-socket", 0, true},
                                         {"no-pivot"},
                                         {"no-new-keyring"},
                                         {"preserve-fds", 0, true},
                                         {"detach", 'd'},
                                         {"keep"},
                                         {"no-subreaper"}};

// With the lock held: the process is dead or killed, everything of the container goes.
Status deleteHeld(const StateDir &dir, const State &state)
{
    if (!state.cgroupPath.empty()) {
        const auto hierarchy = TARE_TRY(cgroup::Hierarchy::detect());
        const auto group = cgroup::Group::open(hierarchy, state.cgroupPath);
        if (group.exists()) {
            TARE_CHECK(group.killAll());
            TARE_CHECK(group.remove());
        }
    }
    if (state.hostMount != 0 && mountIdOf(state.rootfs) == state.hostMount)
        leaveHostMounts(state.rootfs);
    if (const auto spec = StateDir::spec(dir.path(), state))
        runAllHooks(spec->hooks.poststop, "poststop", state, ContainerStatus::Stopped, state.bundle);
    return dir.remove();
}

bool hasPidNamespace(const std::string &root, const State &state)
{
    const auto spec = StateDir::spec(root + "/" + state.id, state);
    return !spec || spec->makes(NamespaceKind::Pid);
}

void waitUntilDead(const State &state)
{
    const auto fd = state.process.open();
    if (!fd)
        return;
    (void)::syscall(SYS_pidfd_send_signal, fd->get(), SIGKILL, nullptr, 0);
    if (!state.cgroupPath.empty()) {
        // A frozen process dies only when it is thawed.
        if (const auto hierarchy = cgroup::Hierarchy::detect()) {
            const auto group = cgroup::Group::open(*hierarchy, state.cgroupPath);
            if (group.frozen())
                (void)group.killAll();
        }
    }
    for (int i = 0; i < 5000 && state.process.alive(); ++i) {
        const timespec moment{0, i < 20 ? 200'000 : 2'000'000};
        ::nanosleep(&moment, nullptr);
    }
}

// Each as wide as its widest entry and three spaces, at least twelve; the last one as it is.
std::string columns(const std::vector<std::array<std::string, 6>> &table)
{
    std::string out;
    for (const auto &row : table) {
        for (std::size_t c = 0; c + 1 < row.size(); ++c) {
            std::size_t width = 12;
            for (const auto &other : table)
                width = std::max(width, other[c].size() + 3);
            out += row[c] + std::string(width - row[c].size(), ' ');
        }
        out += row.back() + "\n";
    }
    return out;
}

} // namespace

Result<int> commandCreate(const Global &global, const Words &words)
{
    const Arguments a = TARE_TRY(Arguments::parse(words, launchKnown, true));
    LaunchOptions options = TARE_TRY(launchOptions(global, a));
    TARE_CHECK(launch(std::move(options)).map([](const Launched &) {}));
    return 0;
}

Result<int> commandRun(const Global &global, const Words &words)
{
    const Arguments a = TARE_TRY(Arguments::parse(words, launchKnown, true));
    LaunchOptions options = TARE_TRY(launchOptions(global, a));
    options.start = true;
    options.detach = a.has("detach");
    if (options.detach) {
        TARE_CHECK(launch(std::move(options)).map([](const Launched &) {}));
        return 0;
    }
    const std::string id = options.id;
    const Result<int> code = runInForeground(std::move(options));
    if (code && !a.has("keep")) {
        const StateDir dir = TARE_TRY(StateDir::open(global.root, id));
        const State state = TARE_TRY(StateDir::read(global.root, id));
        TARE_CHECK(deleteHeld(dir, state));
    }
    return code;
}

Result<int> commandStart(const Global &global, const Words &words)
{
    const Arguments a = TARE_TRY(Arguments::parse(words, {}, true));
    const std::string id = TARE_TRY(onlyId(a, "start"));
    TARE_CHECK(startContainer(global.root, id));
    return 0;
}

Result<int> commandState(const Global &global, const Words &words)
{
    const Arguments a = TARE_TRY(Arguments::parse(words, {}, true));
    const std::string id = TARE_TRY(onlyId(a, "state"));
    const State state = TARE_TRY(StateDir::read(global.root, id));
    print(state.toJson(currentStatus(global.root, state), false) + "\n");
    return 0;
}

Result<int> commandKill(const Global &global, const Words &words)
{
    const Arguments a = TARE_TRY(Arguments::parse(words, {{"all", 'a'}}, true));
    if (a.words().empty() || a.words().size() > 2)
        return fail(Errc::InvalidArgument, "kill", "it takes a container and a signal");
    const auto number = signalNumber(a.words().size() == 2 ? a.words()[1] : "TERM");
    if (!number)
        return fail(Errc::InvalidArgument, a.words()[1], "there is no such signal");
    const State state = TARE_TRY(StateDir::read(global.root, a.words()[0]));
    if (a.has("all")) {
        if (state.cgroupPath.empty())
            return fail(Errc::NotOnThisMachine, "--all", "the container has no control group of its own");
        const auto hierarchy = TARE_TRY(cgroup::Hierarchy::detect());
        const auto group = cgroup::Group::open(hierarchy, state.cgroupPath);
        const auto inside = group.pids();
        if (!inside || inside->empty())
            return 0; // all of none
        TARE_CHECK(*number == SIGKILL ? group.killAll() : group.signalAll(*number));
        return 0;
    }
    // With the pid namespace of its own goes all of a container when the first process is killed. Without one the others must
    // be killed as well, also when the first process is gone.
    if (*number == SIGKILL && !state.cgroupPath.empty() && !hasPidNamespace(global.root, state)) {
        const auto hierarchy = TARE_TRY(cgroup::Hierarchy::detect());
        const auto group = cgroup::Group::open(hierarchy, state.cgroupPath);
        if (!TARE_TRY(group.pids()).empty()) {
            TARE_CHECK(group.killAll());
            return 0;
        }
    }
    if (Status done = state.process.signal(*number); !done) {
        if (done.error().code == Errc::NotFound) // in the words that Docker and containerd look for
            return fail(Errc::NotRunning, state.id);
        return tl::unexpected<Error>(std::move(done.error()));
    }
    // A frozen process would keep the signal until it is thawed.
    if (*number == SIGKILL && currentStatus(global.root, state) == ContainerStatus::Paused) {
        const auto hierarchy = TARE_TRY(cgroup::Hierarchy::detect());
        TARE_CHECK(cgroup::Group::open(hierarchy, state.cgroupPath).thaw());
    }
    return 0;
}

Result<int> commandDelete(const Global &global, const Words &words)
{
    const Arguments a = TARE_TRY(Arguments::parse(words, {{"force", 'f'}}, true));
    const std::string id = TARE_TRY(onlyId(a, "delete"));
    const bool force = a.has("force");
    const auto dir = StateDir::open(global.root, id);
    if (!dir && dir.error().code == Errc::NoSuchContainer && force)
        return 0;
    if (!dir)
        return tl::unexpected<Error>(dir.error());
    const auto state = StateDir::read(global.root, id);
    if (!state) { // nothing of it came to be
        TARE_CHECK(dir->remove());
        return 0;
    }
    const ContainerStatus status = currentStatus(global.root, *state);
    const bool alive = status != ContainerStatus::Stopped && status != ContainerStatus::Creating;
    // Nor one that is only created (runtime.md, "Delete").
    if (alive && !force)
        return fail(Errc::InvalidArgument, "cannot delete container " + id,
                    std::string("it is not stopped: it is ") + statusText(status), "Stop it first, or use --force.");
    if (alive)
        waitUntilDead(*state);
    TARE_CHECK(deleteHeld(*dir, *state));
    return 0;
}

Result<int> commandList(const Global &global, const Words &words)
{
    const Arguments a = TARE_TRY(Arguments::parse(words, {{"format", 'f', true}, {"quiet", 'q'}}, true));
    const std::string format = a.get("format", "table");
    const bool json = format == "json";
    if (!json && format != "table")
        return fail(Errc::InvalidArgument, "--format", "it is table or json");
    std::string out;
    std::vector<std::array<std::string, 6>> table = {{"ID", "PID", "STATUS", "BUNDLE", "CREATED", "OWNER"}};
    if (json)
        out = "[";
    bool first = true;
    for (const std::string &id : TARE_TRY(StateDir::list(global.root))) {
        const auto state = StateDir::read(global.root, id);
        if (!state)
            continue; // it is being made, or went away meanwhile
        const ContainerStatus status = currentStatus(global.root, *state);
        if (a.has("quiet")) {
            out += id + "\n";
        } else if (json) {
            out += (first ? "" : ",") + state->toJson(status, false, -1);
        } else {
            table.push_back({id, std::to_string(status == ContainerStatus::Stopped ? 0 : state->process.pid),
                             statusText(status), state->bundle, state->created, state->owner});
        }
        first = false;
    }
    if (!json && !a.has("quiet"))
        out = columns(table);
    print(out + (json ? "]\n" : ""));
    return 0;
}

} // namespace tare::runtime
