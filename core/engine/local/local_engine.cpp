// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/local_engine.h"

#include "core/base/error_json.h"
#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/base/time.h"
#include "core/engine/lease.h"
#include "core/engine/local/events.h"
#include "core/engine/local/health.h"
#include "core/engine/local/inspect.h"
#include "core/engine/local/monitor_client.h"
#include "core/engine/local/network_helper.h"
#include "core/monitor/protocol.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

namespace tare::local {

LocalEngine::~LocalEngine()
{
    for (const auto &[id, lock] : m_unstarted) {
        [[maybe_unused]] const Status removed = removeTree(m_store.paths().live(id));
    }
}

void LocalEngine::event(const std::string &type, const std::string &action, const std::string &id,
                        const std::string &name)
{
    appendEvent(m_store.paths().events(), {nowNs(), type, action, id, name});
}

void LocalEngine::keepUnstarted(const std::string &id)
{
    // The live folder with a held lock says "somebody cares for it"; when we are killed it says the opposite.
    const std::string live = m_store.paths().live(id);
    if (::mkdir(live.c_str(), 0700) != 0)
        return;
    UniqueFd lock(::open((live + "/" + monitor::lockName).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!lock || ::flock(lock.get(), LOCK_EX | LOCK_NB) != 0)
        return;
    const std::lock_guard guard(m_mutex);
    m_unstarted[id] = std::move(lock);
}

void LocalEngine::letGoOfUnstarted(const std::string &id)
{
    const std::lock_guard guard(m_mutex);
    m_unstarted.erase(id);
}

Result<LocalEngine::Known> LocalEngine::known(const std::string &id)
{
    Known out;
    out.record = TARE_TRY(m_store.record(id));
    out.state = m_store.runState(id);
    const std::string live = m_store.paths().live(id);
    if (out.state.up() && !monitorLives(live)) {
        TARE_CHECK(reconcile(m_store, id));
        if (!exists(m_store.paths().container(id)))
            return fail(Errc::NoSuchContainer, id);
        out.state = m_store.runState(id);
    }
    Container &c = out.container;
    const CreateSpec &spec = out.record.spec;
    c.id = id;
    c.name = m_store.nameOf(id);
    c.image = spec.image;
    c.imageId = out.record.imageId;
    c.command = out.record.args;
    c.created = out.record.created;
    c.started = out.state.started;
    c.finished = out.state.finished;
    c.exitCode = out.state.exitCode;
    c.oomKilled = out.state.oomKilled;
    if (!out.state.error.empty())
        c.error = out.state.error.front() == '{' ? errorFromJson(out.state.error).text() : out.state.error;
    c.limits = spec.limits;
    c.tty = spec.tty;
    c.openStdin = spec.openStdin;
    c.autoRemove = spec.autoRemove;
    c.network = spec.network;
    c.exposedPorts = out.record.exposedPorts;
    nameNetworks(out.record, c);
    c.labels = out.record.labels;
    c.mounts = spec.mounts;
    c.volumes = out.record.volumes;
    c.restart = spec.restart;
    c.restarts = out.state.restarts;
    c.stoppedByHand = out.state.byHand;
    if (out.state.status == "running") {
        c.status = exists(live + "/paused") ? ContainerStatus::Paused : ContainerStatus::Running;
        c.pid = out.state.process.pid;
        c.monitorPid = out.state.monitor.pid;
        if (const auto health = readHealth(out.record, m_store.paths().container(id)))
            c.health = health->status;
        if (isPlugged(spec.network)) {
            if (auto attachment = network::NetworkStore(m_store.paths()).attachment(id)) {
                c.ports = std::move(attachment->ports);
                c.endpoints = std::move(attachment->endpoints);
            }
        }
    } else if (out.state.status == "restarting") {
        c.status = ContainerStatus::Restarting;
        c.monitorPid = out.state.monitor.pid;
    } else if (out.state.status == "exited") {
        c.status = ContainerStatus::Exited;
    }
    return out;
}

Result<LocalEngine::Known> LocalEngine::find(const std::string &nameOrId)
{
    const std::string id = TARE_TRY(m_store.resolve(nameOrId));
    Result<Known> out = known(id);
    if (!out && out.error().code == Errc::NoSuchContainer)
        out.error().subject = nameOrId;
    return out;
}

Result<LocalEngine::Known> LocalEngine::findRunning(const std::string &nameOrId, bool pausedIsFine)
{
    Known out = TARE_TRY(find(nameOrId));
    if (out.container.status == ContainerStatus::Restarting)
        return fail(Errc::NotRunning, nameOrId, "Container " + out.container.id + " is restarting, wait until the container is running");
    if (out.container.pid == 0)
        return fail(Errc::NotRunning, nameOrId);
    if (out.container.status == ContainerStatus::Paused && !pausedIsFine)
        return fail(Errc::Paused, nameOrId);
    return out;
}

Result<std::vector<Container>> LocalEngine::containers()
{
    std::vector<Container> out;
    for (const std::string &id : TARE_TRY(m_store.ids())) {
        auto one = known(id);
        if (one)
            out.push_back(std::move(one->container));
        else if (one.error().code != Errc::NoSuchContainer)
            out.push_back(damagedContainer(id, m_store.nameOf(id), one.error()));
    }
    std::sort(out.begin(), out.end(), [](const Container &a, const Container &b) {
        return a.created != b.created ? a.created > b.created : a.id < b.id;
    });
    return out;
}

Result<Container> LocalEngine::container(const std::string &nameOrId)
{
    return std::move(TARE_TRY(find(nameOrId)).container);
}

Result<std::string> LocalEngine::inspectContainer(const std::string &nameOrId)
{
    const Known one = TARE_TRY(find(nameOrId));
    return inspectContainerJson(one.container, one.record, m_store.paths());
}

Result<CreateSpec> LocalEngine::specOf(const std::string &nameOrId)
{
    CreateSpec spec = TARE_TRY(find(nameOrId)).record.spec;
    spec.name.clear(); // this one has it
    spec.rows = spec.columns = 0;
    std::erase_if(spec.mounts, [](const BindMount &mount) { return mount.inherited; }); // volumesFrom asks for them
    return spec;
}

Status LocalEngine::rename(const std::string &container, const std::string &newName)
{
    const std::string name = newName.starts_with('/') ? newName.substr(1) : newName; // as inspect shows it
    const std::string id = TARE_TRY(m_store.resolve(container));
    const FileLock lock = TARE_TRY(m_store.lock(id));
    const std::string before = m_store.nameOf(id);
    if (before == name)
        return fail(Errc::InvalidArgument, {},
                    "Renaming a container with the same name as its current name");
    TARE_CHECK(m_store.names().claim(name, id));
    const std::string link = m_store.file(id, "name");
    const std::string temporary = link + ".tmp";
    ::unlink(temporary.c_str());
    if (::symlink(name.c_str(), temporary.c_str()) != 0 || ::rename(temporary.c_str(), link.c_str()) != 0) {
        const int error = errno;
        m_store.names().release(name, id);
        return failSystem("rename", container, error);
    }
    m_store.names().release(before, id);
    TARE_CHECK(network::NetworkStore(m_store.paths()).rename(id, name));
    event("container", "rename", id, name);
    return {};
}

Result<std::unique_ptr<Subscription>>
LocalEngine::subscribe(const std::function<void(const Event &)> &callback, std::optional<std::int64_t> since)
{
    return watchEvents(m_store.paths().events(), callback, since);
}

} // namespace tare::local

namespace tare {

Result<std::unique_ptr<Engine>> openLocalEngine(const std::string &root, const std::string &state)
{
    const Paths paths = TARE_TRY(Paths::resolve(root, state));
    // The last folder that is made tells that all are there.
    if (!exists(paths.runtime()) || !exists(paths.root + "/names") || !exists(paths.root + "/rootfs")) {
        TARE_CHECK(makeDirs(paths.root, 0711));
        TARE_CHECK(makeDirs(paths.root + "/names", 0700));
        TARE_CHECK(makeDirs(paths.root + "/rootfs", 0700));
        TARE_CHECK(paths.create());
    }
    image::Store images = TARE_TRY(image::Store::open(paths));
    [[maybe_unused]] const Status cleaned = images.cleanUp(); // what cannot be removed now is no reason not to start
    auto engine = std::make_unique<local::LocalEngine>(paths, std::move(images));
    const local::ContainerStore store(paths);
    local::reconcileAll(store);
    store.sweep();
    store.volumes().sweep();
    local::sweepNetworks(paths);
    removeAbandoned(*engine, paths);
    return std::unique_ptr<Engine>(std::move(engine));
}

} // namespace tare
