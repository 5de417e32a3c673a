// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done with a container that runs.
#include "core/base/file.h"
#include "core/base/process_id.h"
#include "core/base/programs.h"
#include "core/base/scope_exit.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"
#include "core/base/time.h"
#include "core/engine/local/exec_session.h"
#include "core/engine/local/limits.h"
#include "core/engine/local/local_engine.h"
#include "core/engine/local/log_reader.h"
#include "core/engine/local/monitor_client.h"
#include "core/engine/local/process_list.h"
#include "core/engine/local/spec_builder.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/syscall.h>
#include <unistd.h>

namespace tare::local {
namespace {

// Its first process has ended, or is just ending: it has no root then.
bool isOver(const ProcessId &process)
{
    char root[2];
    return !process.alive() || (::readlink(("/proc/" + std::to_string(process.pid) + "/root").c_str(), root, sizeof root) < 0 && errno == ENOENT);
}

Status rewriteLimits(const std::string &file, const cgroup::Resources &resources)
{
    const std::string config = TARE_TRY(readFile(file));
    return writeFileAtomic(file, TARE_TRY(withResources(config, resources)));
}

} // namespace

Result<const cgroup::Hierarchy *> LocalEngine::hierarchy()
{
    const std::lock_guard guard(m_mutex);
    if (!m_hierarchy)
        m_hierarchy = TARE_TRY(cgroup::Hierarchy::detect());
    return &*m_hierarchy;
}

Result<UserScope> LocalEngine::userScope()
{
    return UserScope::find(*TARE_TRY(hierarchy()));
}

Result<cgroup::Group> LocalEngine::groupOf(const std::string &id)
{
    const cgroup::Hierarchy *groups = TARE_TRY(hierarchy());
    const auto config =
        nlohmann::json::parse(TARE_TRY(readFile(m_store.file(id, "config.json"))), nullptr, false);
    const auto at = nlohmann::json::json_pointer("/linux/cgroupsPath");
    if (config.is_object() && config.contains(at) && config.at(at).is_string())
        return cgroup::Group::open(*groups, config.at(at).get<std::string>());
    // In a scope of systemd's the runtime chose it, and the monitor saw where.
    const std::string folder = m_store.runState(id).cgroup;
    const cgroup::Place *unified = groups->unified();
    if (folder.ends_with("/tare/" + id) && unified != nullptr && folder.starts_with(unified->mount + "/"))
        return cgroup::Group::open(*groups, (unified->root == "/" ? "" : unified->root) + folder.substr(unified->mount.size()));
    return fail(Errc::NotOnThisMachine, "limits", "the container has no control group of its own",
                "See tare info for what this machine lacks.");
}

Status LocalEngine::pause(const std::string &container)
{
    const Known one = TARE_TRY(findRunning(container, true));
    if (one.container.status == ContainerStatus::Paused)
        return fail(Errc::AlreadyPaused, container);
    const FileLock lock = TARE_TRY(m_store.lock(one.container.id));
    const cgroup::Group group = TARE_TRY(groupOf(one.container.id));
    if (const Status frozen = group.freeze(); !frozen)
        return isOver(one.state.process) ? Status(fail(Errc::NotRunning, container)) : frozen;
    const UniqueFd mark =
        TARE_TRY(openFile(m_store.paths().live(one.container.id) + "/paused", O_WRONLY | O_CREAT));
    event("container", "pause", one.container.id, one.container.name);
    return {};
}

Status LocalEngine::unpause(const std::string &container)
{
    const Known one = TARE_TRY(findRunning(container, true));
    if (one.container.status != ContainerStatus::Paused)
        return fail(Errc::NotPaused, container);
    const FileLock lock = TARE_TRY(m_store.lock(one.container.id));
    const cgroup::Group group = TARE_TRY(groupOf(one.container.id));
    TARE_CHECK(group.thaw());
    ::unlink((m_store.paths().live(one.container.id) + "/paused").c_str());
    event("container", "unpause", one.container.id, one.container.name);
    return {};
}

Status LocalEngine::updateRunning(const Known &one, const Limits &limits)
{
    const cgroup::Hierarchy *groups = TARE_TRY(hierarchy());
    cgroup::Group group = TARE_TRY(groupOf(one.container.id));
    const cgroup::Support support = groups->probe(group.path());
    // A new memory limit moves the swap limit that was derived from the old one.
    Limits wanted = limits;
    if (limits.memory && !limits.memorySwap && one.record.spec.limits.memorySwap)
        wanted.memorySwap = one.record.spec.limits.memorySwap;
    TARE_CHECK(checkLimits(mergeLimits(one.record.spec.limits, limits)));
    const cgroup::Resources resources = TARE_TRY(resourcesOf(wanted, support.memorySwap));
    TARE_CHECK(support.check(resources));
    TARE_CHECK(group.extend(*groups, resources.extraControllers()));
    return group.apply(resources);
}

Status LocalEngine::update(const std::string &container, const Limits &limits)
{
    const Known one = TARE_TRY(find(container));
    const std::string &id = one.container.id;
    const FileLock lock = TARE_TRY(m_store.lock(id));
    Record record = TARE_TRY(m_store.record(id));
    const Limits merged = mergeLimits(record.spec.limits, limits);
    TARE_CHECK(checkLimits(merged));
    if (one.container.pid != 0) {
        TARE_CHECK(updateRunning(one, limits));
    } else {
        const cgroup::Resources wanted = TARE_TRY(resourcesOf(merged, false));
        if (wanted.limitsAnything())
            TARE_CHECK(TARE_TRY(userScope()).support().check(wanted));
    }
    record.spec.limits = merged;
    TARE_CHECK(m_store.writeRecord(record));
    if (one.state.up()) { // what its monitor starts again has the limits of now
        const UserScope scope = TARE_TRY(userScope());
        const cgroup::Resources resources = TARE_TRY(resourcesOf(merged, scope.support().memorySwap));
        TARE_CHECK(rewriteLimits(m_store.file(id, "config.json"), resources));
    }
    event("container", "update", id, one.container.name);
    return {};
}

Status LocalEngine::setRestart(const std::string &container, const RestartPolicy &policy)
{
    const Known one = TARE_TRY(find(container));
    const std::string &id = one.container.id;
    const FileLock lock = TARE_TRY(m_store.lock(id));
    Record record = TARE_TRY(m_store.record(id));
    if (record.spec.autoRemove)
        return fail(Errc::InvalidArgument, {}, "Restart policy cannot be updated because AutoRemove is enabled for the container");
    record.spec.restart = policy;
    TARE_CHECK(m_store.writeRecord(record));
    const Status told = AttachSession::tellPolicy(m_store.paths().live(id), policy);
    if (!told && told.error().code != Errc::NotRunning)
        return told;
    event("container", "update", id, one.container.name);
    return {};
}

Result<Stats> LocalEngine::stats(const std::string &container)
{
    const Known one = TARE_TRY(find(container));
    Stats out;
    out.readAt = monotonicNs();
    out.onlineCpus = static_cast<int>(::sysconf(_SC_NPROCESSORS_ONLN));
    out.memoryLimit = ::sysconf(_SC_PHYS_PAGES) * ::sysconf(_SC_PAGESIZE);
    if (one.container.pid == 0)
        return out;
    const Result<cgroup::Group> group = groupOf(one.container.id);
    const auto read = group ? group->stats() : Result<cgroup::Stats>(tl::unexpected<Error>(group.error()));
    if (read) {
        out.readAt = read->readAt;
        out.cpuUsage = read->cpuUsage;
        out.cpuUser = read->cpuUser;
        out.cpuSystem = read->cpuSystem;
        out.periods = read->periods;
        out.throttledPeriods = read->throttledPeriods;
        out.throttledTime = read->throttledTime;
        out.memoryUsage = read->memoryUsage;
        out.memoryCurrent = read->memoryCurrent;
        out.memoryPeak = read->memoryPeak;
        if (read->memoryLimit > 0)
            out.memoryLimit = std::min(out.memoryLimit, read->memoryLimit);
        out.oomKills = read->oomKills;
        out.pids = read->pids;
        out.pidsLimit = read->pidsLimit;
        out.blockRead = read->blockRead;
        out.blockWritten = read->blockWritten;
    } else {
        // No control group may be made here: what the processes themselves tell.
        for (const Process &process : describeProcesses(processTree(one.container.pid))) {
            out.cpuUsage += process.cpuTime;
            out.memoryUsage += process.memory;
            ++out.pids;
        }
        out.memoryCurrent = out.memoryUsage;
    }
    if (one.record.spec.network != "host")
        addNetworkCounters(one.container.pid, out);
    return out;
}

Result<std::vector<Process>> LocalEngine::top(const std::string &container)
{
    const Known one = TARE_TRY(findRunning(container, true));
    const Result<cgroup::Group> group = groupOf(one.container.id);
    if (group) {
        if (const auto pids = group->pids(); pids && !pids->empty())
            return describeProcesses(*pids);
    }
    return describeProcesses(processTree(one.container.pid));
}

Status LocalEngine::signalProcess(const std::string &container, const Process &process, int signal)
{
    const auto gone = [&] { return fail(Errc::NotFound, "process " + std::to_string(process.pid), "it has ended"); };
    const auto id = ProcessId::of(process.pid);
    const auto held = id ? id->open() : Result<UniqueFd>(gone());
    if (!held)
        return gone();
    // From here on the number is nobody else's; whether it is the container's, and the one that was seen, is asked now.
    for (const Process &now : TARE_TRY(top(container))) {
        // When it started is told by the clock, and differs by a moment from one look to the next.
        if (now.pid != process.pid || std::abs(now.started - process.started) > 100'000'000)
            continue;
        if (::syscall(SYS_pidfd_send_signal, held->get(), signal, nullptr, 0) == 0)
            return {};
        return errno == ESRCH ? Status(gone()) : Status(failSystem("signal", "process " + std::to_string(process.pid)));
    }
    return gone();
}

Status LocalEngine::logs(const std::string &container, const LogOptions &options,
                         const std::function<bool(const LogLine &)> &line, const CancelToken &cancel)
{
    const Known one = TARE_TRY(find(container));
    if (one.record.spec.log.driver == "none")
        return fail(Errc::Unsupported, {}, "configured logging driver does not support reading",
                    "Its output was not kept: it was made with --log-driver none.");
    std::unique_ptr<AttachSession> watch;
    if (options.follow && one.container.pid != 0) {
        if (auto connected =
                AttachSession::connect(m_store.paths().live(one.container.id), AttachSession::Mode::Wait))
            watch = std::move(*connected);
    }
    LogReader reader(m_store.file(one.container.id, "log.json"), options);
    if (!TARE_TRY(reader.readExisting(line)) || !watch)
        return {};
    // The monitor's answer to our greeting would wake the reader for nothing.
    [[maybe_unused]] const auto answer = watch->mayWrite();
    return reader.follow(line, watch->pollFd(), cancel);
}

Result<std::unique_ptr<Session>> LocalEngine::attach(const std::string &container, bool withStdin)
{
    const Known one = TARE_TRY(findRunning(container, false));
    const bool write = withStdin && one.record.spec.openStdin;
    auto session = AttachSession::connect(m_store.paths().live(one.container.id),
                                          write ? AttachSession::Mode::Write : AttachSession::Mode::Read);
    if (!session) {
        if (session.error().code == Errc::NotRunning)
            session.error().subject = container;
        return tl::unexpected<Error>(std::move(session).error());
    }
    if (write && !TARE_TRY((*session)->mayWrite()))
        return fail(Errc::InvalidArgument, container, "somebody else is attached to its standard input",
                    "Attach without input: tare attach --no-stdin " + shellQuote(container));
    return std::unique_ptr<Session>(std::move(*session));
}

Result<std::unique_ptr<Session>> LocalEngine::exec(const std::string &container, const ExecSpec &spec)
{
    const Known one = TARE_TRY(findRunning(container, false));
    if (spec.command.empty())
        return fail(Errc::InvalidArgument, {}, "No command specified");
    const std::string pid = std::to_string(one.container.pid);
    const auto files = readUserFilesInRoot("/proc/" + pid + "/root");
    if (isOver(one.state.process))
        return fail(Errc::NotRunning, container);
    if (!files)
        return tl::unexpected<Error>(files.error());
    ResolvedUser user =
        TARE_TRY(resolveUser(spec.user.empty() ? one.record.user : spec.user, files->passwd, files->group));
    TARE_CHECK(addGroups(user, one.record.spec.isolation.groups, files->group));
    const std::string live = m_store.paths().live(one.container.id);
    const std::string process = live + "/exec-" + randomHex(6);
    {
        const UniqueFd file = TARE_TRY(openFile(process, O_WRONLY | O_CREAT | O_EXCL));
        TARE_CHECK(writeAll(file.get(), buildExecProcess(one.record, spec, user)));
    }
    const ScopeExit cleanup([&] { ::unlink(process.c_str()); });
    ExecStart start;
    // Into a group of the user's systemd one gets only from inside (cgroup-v2, "Delegation Containment").
    if (groupOf(one.container.id))
        start.argv = TARE_TRY(userScope()).words("tare-exec-" + one.container.id.substr(0, 12) + "-" + randomHex(4));
    start.argv.insert(start.argv.end(), {TARE_TRY(findProgram("tare-runtime")), "--root", m_store.paths().runtime(), "exec",
                                         "--process", process});
    if (spec.detach)
        start.argv.emplace_back("--detach");
    start.id = one.container.id;
    start.tty = spec.tty && !spec.detach;
    start.openStdin = spec.stdin_ && !spec.detach;
    start.socketDir = live;
    return startExec(std::move(start));
}

} // namespace tare::local
