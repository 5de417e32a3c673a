// SPDX-License-Identifier: GPL-3.0-or-later
// From start to removal.
#include "core/base/file.h"
#include "core/base/programs.h"
#include "core/base/scope_exit.h"
#include "core/base/strings.h"
#include "core/base/time.h"
#include "core/engine/local/events.h"
#include "core/engine/local/limits.h"
#include "core/engine/local/health.h"
#include "core/engine/local/local_engine.h"
#include "core/engine/local/merge.h"
#include "core/engine/local/monitor_client.h"
#include "core/engine/local/network_files.h"
#include "core/engine/local/network_helper.h"
#include "core/engine/local/propagation.h"
#include "core/engine/local/spec_builder.h"
#include "core/engine/local/spec_mounts.h"

#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/socket.h>

namespace tare::local {
namespace {

constexpr std::int64_t defaultStopTimeout = 10; // s, Docker's

} // namespace

Status LocalEngine::startWith(const std::string &nameOrId, UniqueFd attach, bool &alreadyRunning)
{
    const std::string id = TARE_TRY(m_store.resolve(nameOrId));
    const FileLock lock = TARE_TRY(m_store.lock(id));
    letGoOfUnstarted(id);
    Status started = startLocked(nameOrId, id, std::move(attach), alreadyRunning);
    // One that is removed with its end has had it. A monitor that got so far has removed it already; after one that was
    // killed there may be a process, control groups and the runtime's state.
    if (!started && started.error().code != Errc::Paused) {
        const auto record = m_store.record(id);
        if (record && record->spec.autoRemove) {
            const std::string live = m_store.paths().live(id), name = m_store.nameOf(id);
            [[maybe_unused]] const bool ended = awaitMonitorEnd(m_store, id);
            [[maybe_unused]] const Status cleaned = reconcileLocked(m_store, id);
            if (exists(m_store.paths().container(id)) && m_store.remove(id, true))
                event("container", "destroy", id, name);
            [[maybe_unused]] const Status removed = cleaned ? removeTree(live) : Status();
        }
    }
    return started;
}

Status LocalEngine::startLocked(const std::string &nameOrId, const std::string &id, UniqueFd attach,
                                bool &alreadyRunning)
{
    const std::string live = m_store.paths().live(id);
    RunState state = m_store.runState(id);
    alreadyRunning = state.up() && monitorLives(live); // one between two runs is as good as running
    if (alreadyRunning && exists(live + "/paused"))
        return fail(Errc::Paused, nameOrId, "cannot start a paused container, try unpause instead");
    if (alreadyRunning)
        return {};
    alreadyRunning = !awaitMonitorEnd(m_store, id); // of a run that is just being cleaned up
    if (alreadyRunning)
        return {};
    state = m_store.runState(id);
    const bool fresh = state.status == "created";
    if (!fresh)
        TARE_CHECK(reconcileLocked(m_store, id));
    Record record = TARE_TRY(m_store.record(id));
    for (const std::string &layer : record.layers) {
        if (exists(layer))
            continue;
        const image::StoredImage image = TARE_TRY(m_images.findHeld(record.imageId));
        record.layers = TARE_TRY(layersOf(image));
        break;
    }
    const std::string bundle = m_store.paths().container(id);
    std::vector<std::string> layers = record.layers;
    layers.push_back(bundle + "/upper");
    // Mounted upon in the container's own mount namespace only, so that all can share it.
    const Joined joined = TARE_TRY(joinNamespace(record.spec.network, "net", "network"));
    SpecInput input{record, bundle, m_store.paths().root + "/rootfs", {}, {}, {}, {}};
    TARE_CHECK(prepareMounts(record.spec));
    TARE_CHECK(checkPropagation(record.spec.mounts));
    for (const VolumeMount &mount : record.volumes)
        input.volumes.push_back(volumeFolder(m_store.paths(), id, mount));
    input.networkPath = joined.path;
    input.userPath = joined.userPath;
    if (!joined.id.empty()) {
        input.filesFrom = m_store.paths().container(joined.id);
        record.hostname = TARE_TRY(m_store.record(joined.id)).hostname;
    }
    const UserFiles files = TARE_TRY(readUserFiles(layers));
    input.user = TARE_TRY(resolveUser(record.user, files.passwd, files.group));
    TARE_CHECK(addGroups(input.user, record.spec.isolation.groups, files.group));
    const Joined processes = TARE_TRY(joinNamespace(record.spec.isolation.pid, "pid", "PID"));
    input.pidPath = processes.path;
    const bool apart = processes.userPath != joined.userPath && !processes.id.empty() && !joined.id.empty();
    if (apart && processes.id != joined.id)
        return fail(Errc::NotOnThisMachine, "--pid", "where containers have user namespaces, network and processes can only be joined of one container");
    if (!processes.userPath.empty())
        input.userPath = processes.userPath;
    if (record.spec.init)
        input.init = TARE_TRY(findProgram("tare-init"));
    // Whoever joins one with a user namespace is in it as well.
    const std::uint32_t firstId = record.firstId != 0 ? record.firstId : joined.firstId != 0 ? joined.firstId : processes.firstId;
    if (userns::needed())
        input.mapping = TARE_TRY(userns::mappingOfCaller());
    else if (firstId != 0)
        input.mapping = userns::mappingFrom(firstId);
    input.idmap = firstId != 0;
    const cgroup::Hierarchy *groups = TARE_TRY(hierarchy());
    cgroup::Resources resources = TARE_TRY(resourcesOf(record.spec.limits, false));
    input.cgroupsPath = groups->containerPath(id);
    if (const std::string &parent = record.spec.cgroupParent; !parent.empty() && !input.cgroupsPath.empty())
        input.cgroupsPath = cleanPath("/" + parent) + "/" + id;
    const UserScope scope = UserScope::find(*groups);
    if (resources.memory && !resources.memorySwap && scope.support().memorySwap)
        resources = TARE_TRY(resourcesOf(record.spec.limits, true));
    input.resources = resources;
    // From here on, whoever finds the live folder without a monitor takes the network down.
    std::vector<Endpoint> endpoints;
    ScopeExit unplug([&] {
        [[maybe_unused]] const Status down = networkDown(m_store.paths(), id);
        ::rmdir(live.c_str());
    });
    if (isPlugged(record.spec.network)) {
        if (::mkdir(live.c_str(), 0700) != 0 && errno != EEXIST)
            return failSystem("create folder", live);
        NetworkUp up = TARE_TRY(networkUp(m_store.paths(), record, m_store.nameOf(id), userns::needed() ? std::string() : input.userPath));
        endpoints = std::move(up.endpoints);
        input.networkPath = std::move(up.path);
        if (!up.userPath.empty())
            input.userPath = std::move(up.userPath);
        if (record.firstId != 0)
            input.userPath = network::NetworkStore(m_store.paths()).userNamespacePath(id);
    } else {
        unplug.dismiss();
    }
    TARE_CHECK(writeNetworkFiles(record, bundle, endpoints));
    {
        const UniqueFd config =
            TARE_TRY(openFile(bundle + "/config.json", O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW));
        TARE_CHECK(writeAll(config.get(), TARE_TRY(buildSpec(input))));
    }
    std::string overlay = overlayArgument(record.layers, bundle);
    if (record.spec.autoRemove)
        overlay += ",volatile";
    if (input.idmap)
        overlay += ",idmap=" + std::to_string(firstId);
    MonitorStart start{record, {"--overlay", std::move(overlay)}, std::move(attach)};
    if (resources.limitsAnything())
        start.scope = scope.words("tare-" + id.substr(0, 12) + "-" + randomHex(4));
    if (isPlugged(record.spec.network))
        start.atEnd = TARE_TRY(networkCommand(m_store.paths(), {"down", id}));
    start.health = TARE_TRY(prepareHealth(record, input.user, bundle));
    Status started = startMonitor(m_store, std::move(start));
    if (started)
        unplug.dismiss();
    return started;
}

Result<LocalEngine::Joined> LocalEngine::joinNamespace(const std::string &mode, const char *kind, const char *shown)
{
    const std::string other = joinedContainer(mode);
    if (other.empty())
        return Joined{};
    const Known one = TARE_TRY(find(other));
    if (one.container.pid == 0)
        return fail(Errc::NotRunning, {}, std::string("cannot join ") + shown + " of a non running container: " + one.container.id);
    const std::string at = "/proc/" + std::to_string(one.container.pid) + "/ns/";
    return Joined{at + kind, userns::needed() || one.record.firstId != 0 ? at + "user" : "", one.container.id, one.record.firstId};
}

Status LocalEngine::start(const std::string &container)
{
    bool alreadyRunning = false;
    return startWith(container, {}, alreadyRunning);
}

Result<std::unique_ptr<Session>> LocalEngine::startAttached(const std::string &container, bool withStdin)
{
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return failSystem("create", "socket");
    UniqueFd ours(ends[0]), theirs(ends[1]);
    auto session = TARE_TRY(AttachSession::greet(std::move(ours), withStdin ? AttachSession::Mode::Write
                                                                            : AttachSession::Mode::Read));
    bool alreadyRunning = false;
    TARE_CHECK(startWith(container, std::move(theirs), alreadyRunning));
    if (alreadyRunning)
        return attach(container, withStdin);
    return std::unique_ptr<Session>(std::move(session));
}

Status LocalEngine::signalProcess(const Known &one, int signal)
{
    const Status sent = one.state.process.signal(signal);
    if (!sent && sent.error().code == Errc::NotFound)
        return fail(Errc::NotRunning, one.container.name);
    return sent;
}

Status LocalEngine::kill(const std::string &container, int signal)
{
    const Known one = TARE_TRY(find(container));
    const std::string live = m_store.paths().live(one.container.id);
    if (one.container.status == ContainerStatus::Restarting) // nothing runs that could get a signal
        return giveUp(one);
    if (one.container.pid == 0)
        return fail(Errc::NotRunning, container);
    // As Docker: who kills a container finds it stopped, and who means to end it does not see it started again.
    const bool ends = signal == SIGKILL || signal == parseSignal(one.record.stopSignal).value_or(SIGTERM);
    auto watch = ends ? AttachSession::connect(live, AttachSession::Mode::Quit) : Result<std::unique_ptr<AttachSession>>(nullptr);
    TARE_CHECK(signalProcess(one, signal));
    // A frozen process does not die (version 1 of control groups).
    if (signal == SIGKILL && one.container.status == ContainerStatus::Paused) {
        if (const Status thawed = unpause(container); !thawed && one.state.process.alive())
            return thawed;
    }
    event("container", "kill", one.container.id, one.container.name);
    if (signal == SIGKILL && watch && *watch != nullptr) {
        const auto ended = (*watch)->wait({}, 10'000);
        if (!ended && ended.error().code != Errc::Timeout)
            return tl::unexpected<Error>(ended.error());
    }
    return {};
}

// One that waits to be started again stays ended.
Status LocalEngine::giveUp(const Known &one)
{
    auto watch = AttachSession::connect(m_store.paths().live(one.container.id), AttachSession::Mode::Quit);
    if (!watch)
        return watch.error().code == Errc::NotRunning ? Status() : Status(tl::unexpected<Error>(watch.error()));
    // It may have been started at this moment.
    const Known now = TARE_TRY(known(one.container.id));
    if (now.container.pid != 0)
        [[maybe_unused]] const Status sent = signalProcess(now, SIGKILL);
    const auto ended = TARE_TRY((*watch)->wait({}, 30'000));
    return ended ? Status() : reconcile(m_store, one.container.id);
}

Status LocalEngine::stopById(const Known &one, const StopOptions &options, const CancelToken &cancel)
{
    const std::string live = m_store.paths().live(one.container.id);
    if (one.container.status == ContainerStatus::Restarting)
        return giveUp(one);
    auto watch = AttachSession::connect(live, AttachSession::Mode::Quit);
    if (!watch)
        return watch.error().code == Errc::NotRunning ? Status()
                                                      : Status(tl::unexpected<Error>(watch.error()));
    const int signal =
        options.signal.empty() ? parseSignal(one.record.stopSignal).value_or(SIGTERM) : TARE_TRY(parseSignal(options.signal));
    Status sent = signalProcess(one, signal);
    if (sent && one.container.status == ContainerStatus::Paused)
        sent = unpause(one.container.id);
    if (!sent && sent.error().code != Errc::NotRunning)
        return sent;
    constexpr std::int64_t longest = 2'000'000; // a poll(2)'s, in seconds
    const std::int64_t seconds =
        options.timeout ? options.timeout->count() : one.record.spec.stopTimeout.value_or(defaultStopTimeout);
    const int limit = seconds < 0 ? -1 : static_cast<int>(std::min(seconds, longest) * 1000);
    auto ended = (*watch)->wait(cancel, limit);
    if (!ended && ended.error().code == Errc::Timeout) {
        sent = signalProcess(one, SIGKILL);
        if (!sent && sent.error().code != Errc::NotRunning)
            return sent;
        ended = (*watch)->wait(cancel, 30'000);
    }
    if (!ended)
        return tl::unexpected<Error>(ended.error());
    return *ended ? Status() : reconcile(m_store, one.container.id);
}

Status LocalEngine::stop(const std::string &container, const StopOptions &options,
                         const CancelToken &cancel)
{
    const Known one = TARE_TRY(find(container));
    if (!one.state.up())
        return {}; // as Docker: it is stopped
    TARE_CHECK(stopById(one, options, cancel));
    event("container", "stop", one.container.id, one.container.name);
    return {};
}

Status LocalEngine::restart(const std::string &container, const StopOptions &options,
                            const CancelToken &cancel)
{
    const Known one = TARE_TRY(find(container));
    // As Docker: kill, die, stop, start, restart.
    if (one.state.up()) {
        TARE_CHECK(stopById(one, options, cancel));
        event("container", "stop", one.container.id, one.container.name);
    }
    TARE_CHECK(start(one.container.id));
    event("container", "restart", one.container.id, one.container.name);
    return {};
}

// One that runs is ended first, when that is wanted.
Status LocalEngine::endForRemoval(const std::string &container, const std::string &id, const Result<Known> &one, bool force)
{
    if (one && one->state.up()) {
        if (!force)
            return fail(Errc::AlreadyRunning, container,
                        one->container.status == ContainerStatus::Restarting
                            ? "You cannot remove a restarting container " + id +
                                  ". Stop the container before attempting removal or force remove"
                        : one->container.status == ContainerStatus::Paused
                            ? "You cannot remove a paused container " + id +
                                  ". Unpause and then stop the container before attempting removal or force remove"
                            : "You cannot remove a running container " + id +
                                  ". Stop the container before attempting removal or force remove",
                        "Stop it first, or remove it by force: tare rm -f " + shellQuote(container));
        auto watch = AttachSession::connect(m_store.paths().live(id), AttachSession::Mode::Quit);
        const Status killed = kill(id, SIGKILL);
        if (!killed && killed.error().code != Errc::NotRunning && killed.error().code != Errc::NoSuchContainer)
            return killed; // one that ends at this moment is as good as killed
        if (watch) {
            const auto ended = TARE_TRY((*watch)->wait({}, 30'000));
            if (!ended)
                TARE_CHECK(reconcile(m_store, id));
        }
    }
    return {};
}

Status LocalEngine::remove(const std::string &container, const RemoveOptions &options)
{
    const std::string id = TARE_TRY(m_store.resolve(container));
    const std::string name = m_store.nameOf(id);
    constexpr int mostAttempts = 10;
    for (int attempt = 1;; ++attempt) {
        const Result<Known> one = known(id);
        TARE_CHECK(endForRemoval(container, id, one, options.force));
        letGoOfUnstarted(id);
        const Result<FileLock> lock = m_store.lock(id);
        if (!lock) // it removed itself
            return lock.error().code == Errc::NoSuchContainer ? Status()
                                                              : Status(tl::unexpected<Error>(lock.error()));
        const std::string live = m_store.paths().live(id);
        if ((m_store.runState(id).up() && monitorLives(live)) || !awaitMonitorEnd(m_store, id)) { // started again meanwhile
            if (!options.force || attempt == mostAttempts)
                return fail(Errc::AlreadyRunning, container);
            continue;
        }
        // It may have been started meanwhile by somebody, and its monitor been killed.
        TARE_CHECK(reconcileLocked(m_store, id));
        if (!exists(m_store.paths().container(id)))
            return {};
        TARE_CHECK(removeTree(live));
        // As Docker: one that was to remove itself leaves no volumes of its own.
        TARE_CHECK(m_store.remove(id, options.volumes || (one && one->record.spec.autoRemove)));
        break;
    }
    event("container", "destroy", id, name);
    return m_images.letGo([this] { return usesOfImages(); });
}

Result<int> LocalEngine::wait(const std::string &container, const CancelToken &cancel)
{
    // One that is removed with its end, after whose monitor somebody else cleaned up: what it ended with is written
    // down among the events only.
    const auto orFromEvents = [&](const std::string &id, Result<Known> now) -> Result<int> {
        if (now)
            return now->container.exitCode;
        const auto died = now.error().code == Errc::NoSuchContainer
                              ? lastEventOf(m_store.paths().events(), id, {"die"})
                              : std::nullopt;
        if (died && died->exitCode)
            return *died->exitCode;
        return tl::unexpected<Error>(std::move(now).error());
    };
    const auto resolved = m_store.resolve(container);
    const std::string id = resolved.value_or(container);
    Result<Known> one = find(container);
    if (!one || !one->state.up())
        return orFromEvents(id, std::move(one));
    // Who cannot be asked has ended, or has just begun.
    do {
        TARE_CHECK(cancel.check());
        auto watch = AttachSession::connect(m_store.paths().live(id), AttachSession::Mode::Wait);
        if (!watch) {
            ::poll(nullptr, 0, 5);
            continue;
        }
        const auto code = TARE_TRY((*watch)->wait(cancel, -1));
        if (code)
            return *code;
        break;
    } while (!awaitMonitorEnd(m_store, id));
    return orFromEvents(id, known(id));
}

} // namespace tare::local
