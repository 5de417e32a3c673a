// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/program/world.h"

#include "core/base/file.h"
#include "core/base/scope_exit.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"
#include "core/network/container_files.h"
#include "core/network/kernel/netlink.h"
#include "core/runtime/userns/userns.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <optional>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tare::network {
namespace {

using nlohmann::json;

constexpr const char *tap = "tap0";

struct World
{
    ProcessId holder, uplink;
};

std::string fileOf(const NetworkStore &store)
{
    return store.paths().state + "/network/world.json";
}

json toJson(const ProcessId &process)
{
    return {{"pid", process.pid}, {"startTime", process.startTime}, {"bootId", process.bootId}};
}

std::optional<World> readWorld(const NetworkStore &store)
{
    const auto text = readFile(fileOf(store), 64U << 10U);
    const json in = text ? json::parse(*text, nullptr, false) : json();
    World out;
    try {
        for (const auto &[name, process] : {std::pair("holder", &out.holder), std::pair("uplink", &out.uplink)}) {
            in.at(name).at("pid").get_to(process->pid);
            in.at(name).at("startTime").get_to(process->startTime);
            in.at(name).at("bootId").get_to(process->bootId);
        }
    } catch (const std::exception &) {
        return std::nullopt;
    }
    return out;
}

void end(const ProcessId &process)
{
    if (process.pid > 0)
        [[maybe_unused]] const Status sent = process.signal(SIGKILL);
}

// The holder's side: it says 'u' when it waits for its mapping, and 'r' when all is there.
[[noreturn]] void hold(int channel)
{
    char byte = 'u';
    const auto say = [&](char what) { return ::send(channel, &what, 1, MSG_NOSIGNAL) == 1; };
    if (::unshare(CLONE_NEWUSER) != 0 || !say('u') || ::recv(channel, &byte, 1, 0) != 1 || ::setresgid(0, 0, 0) != 0 ||
        ::setresuid(0, 0, 0) != 0 || ::unshare(CLONE_NEWNET | CLONE_NEWNS) != 0 ||
        ::mount(nullptr, "/", nullptr, MS_REC | MS_SLAVE, nullptr) != 0)
        ::_exit(1);
    {
        auto netlink = Netlink::open();
        if (!netlink || !netlink->setUp(1)) // loopback is always the first
            ::_exit(1);
    }
    ::setsid();
    ::prctl(PR_SET_NAME, "tare-world");
    if (::chdir("/") != 0 || !say('r'))
        ::_exit(1);
    ::close_range(0, ~0U, 0);
    while (true)
        ::pause();
}

Result<ProcessId> makeHolder()
{
    const userns::Mapping mapping = TARE_TRY(userns::mappingOfCaller());
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return failSystem("create", "socket");
    const UniqueFd ours(ends[0]);
    UniqueFd theirs(ends[1]);
    const pid_t pid = ::fork(); // a small process with one thread
    if (pid < 0)
        return failSystem("start", "holder of networks");
    if (pid == 0)
        hold(theirs.get());
    theirs = UniqueFd();
    ScopeExit undo([&] {
        ::kill(pid, SIGKILL);
        ::waitpid(pid, nullptr, 0);
    });
    const auto hears = [&](char wanted) {
        char byte = 0;
        return ::recv(ours.get(), &byte, 1, 0) == 1 && byte == wanted;
    };
    const auto refused = [] {
        return fail(Errc::NotOnThisMachine, "network", "no user namespace with networks of one's own can be made",
                    "See: sysctl user.max_user_namespaces user.max_net_namespaces kernel.apparmor_restrict_unprivileged_userns");
    };
    if (!hears('u'))
        return refused();
    TARE_CHECK(userns::apply(pid, mapping));
    if (::send(ours.get(), "m", 1, MSG_NOSIGNAL) != 1 || !hears('r'))
        return refused();
    const ProcessId out = TARE_TRY(ProcessId::of(pid));
    undo.dismiss();
    return out;
}

// pasta's and slirp4netns' own numbers are the same here, so that a world looks the same by either.
std::vector<std::vector<std::string>> uplinkCommands(pid_t holder)
{
    const std::string at = "/proc/" + std::to_string(holder) + "/ns/";
    return {{"pasta", "--foreground", "--quiet", "--stderr", "--config-net", "--ipv4-only", "--ns-ifname", tap, "--address", "10.0.2.100",
             "--netmask", "24", "--gateway", "10.0.2.2", "--dns-forward", worldResolver, "--no-map-gw", "-t", "none", "-u", "none", "-T",
             "none", "-U", "none", "--userns", at + "user", "--netns", at + "net"},
            // Its sandbox can only be made from inside.
            {"nsenter", "--user=" + at + "user", "--preserve-credentials", "slirp4netns", "--configure", "--mtu=65520",
             "--disable-host-loopback", "--enable-sandbox", "--enable-seccomp", "--netns-type=path", at + "net", tap}};
}

// Runs until the network is gone; what it says in vain is kept for the error.
Result<ProcessId> startUplink(const NetworkStore &store, pid_t holder)
{
    if (::access("/dev/net/tun", R_OK | W_OK) != 0)
        return fail(Errc::NotOnThisMachine, "network", "/dev/net/tun cannot be opened: " + strerrorText(errno),
                    "As root: modprobe tun; chmod 666 /dev/net/tun. Or use --network none or host.");
    // The device of one that was killed goes with its process, which may take a moment.
    const std::string network = "/proc/" + std::to_string(holder) + "/net/";
    const auto holds = [&](const char *file, const std::string &text) {
        const auto now = readFile(network + file, 1U << 20U);
        return now && now->find(text) != std::string::npos;
    };
    for (int waited = 0; waited < 2000 && holds("dev", std::string(tap) + ":"); waited += 5)
        ::usleep(5000);
    std::string said;
    for (const std::vector<std::string> &command : uplinkCommands(holder)) {
        const std::string log = store.paths().state + "/network/uplink.log";
        const UniqueFd err = TARE_TRY(openFile(log, O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW));
        SpawnOptions options;
        options.argv = command;
        options.fds = {{err.get(), 1}, {err.get(), 2}};
        options.newSession = true;
        auto child = spawn(options);
        if (!child) {
            said += command[0] + " is not here. ";
            continue;
        }
        const auto id = ProcessId::of(child->pid());
        // Up when its device has an address and the way out leads there; the table of routes is that of the holder's network.
        for (int waited = 0; waited < 5000; waited += 5) {
            if (id && holds("route", std::string(tap) + "\t00000000\t0202000A"))
                return *id;
            if (child->wait(std::chrono::milliseconds(5)))
                break;
        }
        [[maybe_unused]] const Status killed = child->kill(SIGKILL);
        const auto text = readFile(log, 64U << 10U);
        said += command[0] + " failed: " + escapeControl(trim(text ? std::string_view(*text) : std::string_view())) + ". ";
    }
    return fail(Errc::NotOnThisMachine, "network", "no way out for networks without root: " + std::string(trim(said)),
                "Install passt or slirp4netns (apt install passt), or use --network none or host.");
}

Result<pid_t> enter(pid_t holder)
{
    const std::string at = "/proc/" + std::to_string(holder) + "/ns/";
    const UniqueFd user = TARE_TRY(openFile(at + "user", O_RDONLY)), net = TARE_TRY(openFile(at + "net", O_RDONLY)),
                   mnt = TARE_TRY(openFile(at + "mnt", O_RDONLY));
    if (::setns(user.get(), CLONE_NEWUSER) != 0 || ::setns(net.get(), CLONE_NEWNET) != 0 || ::setns(mnt.get(), CLONE_NEWNS) != 0)
        return failSystem("enter", "networks without root");
    return holder;
}

} // namespace

bool needsWorld()
{
    return ::geteuid() != 0;
}

bool inWorld()
{
    const auto map = readFile("/proc/self/uid_map", 4096);
    return map && map->find("4294967295") == std::string::npos;
}

Result<pid_t> enterWorld(const NetworkStore &store)
{
    if (const auto there = readWorld(store); there && there->holder.alive() && there->uplink.alive())
        return enter(there->holder.pid);
    else if (there && !there->holder.alive())
        end(there->uplink);
    World made;
    const auto old = readWorld(store);
    made.holder = old && old->holder.alive() ? old->holder : TARE_TRY(makeHolder());
    ScopeExit undo([&] { end(made.holder); });
    made.uplink = TARE_TRY(startUplink(store, made.holder.pid));
    const json out = {{"holder", toJson(made.holder)}, {"uplink", toJson(made.uplink)}};
    if (Status written = writeFileAtomic(fileOf(store), out.dump() + "\n"); !written) {
        end(made.uplink);
        return tl::unexpected<Error>(std::move(written).error());
    }
    undo.dismiss();
    return enter(made.holder.pid);
}

Result<pid_t> enterOldWorld(const NetworkStore &store)
{
    const auto there = readWorld(store);
    if (!there || !there->holder.alive())
        return fail(Errc::NotFound, "network", "no networks without root are up");
    return enter(there->holder.pid);
}

void leaveWorld(const NetworkStore &store)
{
    const auto there = readWorld(store);
    if (!there || !store.attachedIds().empty())
        return;
    end(there->uplink);
    end(there->holder);
    ::unlink(fileOf(store).c_str());
    ::unlink((store.paths().state + "/network/uplink.log").c_str());
}

} // namespace tare::network
