// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/monitor_client.h"

#include "core/base/error_json.h"
#include "core/base/file.h"
#include "core/base/programs.h"
#include "core/base/scope_exit.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"
#include "core/base/time.h"
#include "core/engine/local/events.h"
#include "core/engine/local/network_helper.h"
#include "core/monitor/protocol.h"

#include <algorithm>
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>

namespace tare::local {
namespace {

Result<std::string> readLine(int fd)
{
    std::string out;
    char buffer[4096];
    while (true) {
        const ssize_t n = ::read(fd, buffer, sizeof buffer);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return failSystem("read from", "monitor");
        if (n == 0)
            return out;
        out.append(buffer, static_cast<std::size_t>(n));
        if (out.back() == '\n')
            return out;
    }
}

// Invalid when there is no lock file.
UniqueFd openLock(const std::string &live)
{
    return UniqueFd(::open((live + "/" + monitor::lockName).c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
}

Status deleteByForce(const Paths &paths, const std::string &id)
{
    if (!exists(paths.runtime() + "/" + id))
        return {};
    SpawnOptions options;
    options.argv = {
        TARE_TRY(findProgram("tare-runtime")), "--root", paths.runtime(), "delete", "--force", id};
    const RunOutput output = TARE_TRY(run(options));
    if (output.exitCode != 0)
        return fail(Errc::Internal, id, std::string(trim(output.err)));
    return {};
}

Result<std::vector<std::string>> wordsForLog(const Record &record, const std::string &name, const std::string &bundle)
{
    const LogFiles files = TARE_TRY(logFiles(record.spec.log));
    if (!files.kept)
        return std::vector<std::string>();
    std::vector<std::string> out = {"--log", bundle + "/log.json", "--log-size", std::to_string(files.maxSize), "--log-files",
                                    std::to_string(files.count)};
    const auto attributes =
        TARE_TRY(logAttributes(record.spec.log, {record.id, name, record.spec.image, record.imageId, record.labels, record.env}));
    if (!attributes.empty())
        out.insert(out.end(), {"--log-attributes", nlohmann::json(attributes).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)});
    return out;
}

} // namespace

Status startMonitor(const ContainerStore &store, MonitorStart start)
{
    const Paths &paths = store.paths();
    const Record &record = start.record;
    const std::string live = paths.live(record.id);
    if (::mkdir(live.c_str(), 0700) != 0 && errno != EEXIST)
        return failSystem("create folder", live);
    Pipe sync = TARE_TRY(makePipe());
    SpawnOptions options;
    options.argv = start.scope;
    const std::string bundle = paths.container(record.id);
    for (const std::string &word :
         {TARE_TRY(findProgram("tare-monitor")), std::string("--id"), record.id, std::string("--bundle"),
          bundle, std::string("--live"), live, std::string("--runtime"),
          TARE_TRY(findProgram("tare-runtime")), std::string("--runtime-root"), paths.runtime(),
          std::string("--events"), paths.events(),
          std::string("--names"), store.names().dir(), std::string("--sync-fd"), std::string("3")})
        options.argv.push_back(word);
    options.fds.emplace_back(sync.write.get(), 3);
    const auto logWords = TARE_TRY(wordsForLog(record, store.nameOf(record.id), bundle));
    options.argv.insert(options.argv.end(), logWords.begin(), logWords.end());
    for (std::string &arg : start.runtimeArgs) {
        options.argv.emplace_back("--runtime-arg");
        options.argv.push_back(std::move(arg));
    }
    for (std::string &word : start.atEnd) {
        options.argv.emplace_back("--at-end");
        options.argv.push_back(std::move(word));
    }
    const auto flag = [&](bool wanted, const char *name) {
        if (wanted)
            options.argv.emplace_back(name);
    };
    flag(record.spec.tty, "--tty");
    flag(record.spec.openStdin, "--stdin");
    flag(record.spec.autoRemove, "--auto-remove");
    if (const RestartPolicy &policy = record.spec.restart; policy.when != RestartPolicy::When::No)
        options.argv.insert(options.argv.end(),
                            {"--restart", restartName(policy.when) + (policy.most > 0 ? ":" + std::to_string(policy.most) : std::string())});
    options.argv.insert(options.argv.end(), start.health.begin(), start.health.end());
    std::size_t own = 0;
    for (const VolumeMount &mount : record.spec.autoRemove ? record.volumes : std::vector<VolumeMount>()) {
        if (mount.anonymous && ++own <= 32) // more than anybody has; a prune finds them
            options.argv.insert(options.argv.end(), {"--own-volume", store.volumes().folder(mount.name)});
    }
    if (record.spec.rows > 0 && record.spec.columns > 0)
        options.argv.insert(options.argv.end(), {"--rows", std::to_string(record.spec.rows), "--columns",
                                                 std::to_string(record.spec.columns)});
    if (start.attach) {
        options.argv.insert(options.argv.end(), {"--attach-fd", "4"});
        options.fds.emplace_back(start.attach.get(), 4);
    }
    Child launcher = TARE_TRY(spawn(options));
    sync.write.reset();
    start.attach.reset();
    const std::string answer = TARE_TRY(readLine(sync.read.get()));
    const int code = TARE_TRY(launcher.wait());
    const auto json = nlohmann::json::parse(answer, nullptr, false);
    if (json.is_object() && json.contains("started"))
        return {};
    if (json.is_object() && json.contains("error"))
        return tl::unexpected<Error>(errorFromJson(json.at("error").dump()));
    if (!start.scope.empty() && code != 0) // it has said why
        return fail(Errc::NotOnThisMachine, "limits", "the user's systemd gave no scope for the container",
                    "See systemctl --user status, or leave the limits out.");
    return fail(Errc::Internal, record.id.substr(0, 12),
                "its monitor ended before the container ran (code " + std::to_string(code) + ")");
}

bool monitorLives(const std::string &live)
{
    const UniqueFd lock = openLock(live);
    return lock && ::flock(lock.get(), LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

bool awaitMonitorEnd(const ContainerStore &store, const std::string &id)
{
    const UniqueFd lock = openLock(store.paths().live(id));
    constexpr int longestPause = 20; // milliseconds
    for (int pause = 1; lock && ::flock(lock.get(), LOCK_SH | LOCK_NB) != 0; pause = std::min(2 * pause, longestPause)) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            break;
        if (store.runState(id).up())
            return false;
        ::poll(nullptr, 0, pause);
    }
    return true;
}

Status reconcile(const ContainerStore &store, const std::string &id)
{
    if (monitorLives(store.paths().live(id)))
        return {};
    Result<FileLock> lock = store.lock(id);
    if (!lock)
        return lock.error().code == Errc::NoSuchContainer ? Status()
                                                          : Status(tl::unexpected<Error>(lock.error()));
    return reconcileLocked(store, id);
}

Status reconcileLocked(const ContainerStore &store, const std::string &id)
{
    const std::string live = store.paths().live(id);
    RunState state = store.runState(id);
    // A monitor that ended in order has left neither of the two.
    if (!exists(live) && !state.up())
        return {};
    // One that lives is believed. Its lock is ours from here on: one that was started by somebody who was killed, and comes
    // so far only now, finds it taken and ends.
    const UniqueFd claim(
        ::open((live + "/" + monitor::lockName).c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (claim && ::flock(claim.get(), LOCK_EX | LOCK_NB) != 0)
        return {};
    TARE_CHECK(deleteByForce(store.paths(), id));
    TARE_CHECK(networkDown(store.paths(), id));
    const bool autoRemove = [&] {
        const auto record = store.record(id);
        return record && record->spec.autoRemove;
    }();
    const std::string name = store.nameOf(id);
    const bool wasRunning = state.status == "running";
    if (state.up()) {
        state.status = "exited";
        if (wasRunning) {
            state.exitCode = 137;
            state.finished = nowNs();
        }
        state.error = state.process.bootId == bootId() ? "its monitor was killed, so the container was ended"
                                                       : "the machine was restarted";
        TARE_CHECK(store.writeRunState(id, state, !autoRemove));
    }
    // Whoever wrote "exited" and was killed then may have said it already: it is not said twice.
    const std::string events = store.paths().events();
    const auto said = [&] {
        const auto last = lastEventOf(events, id, {"start", "die"});
        return !last || last->action != "start";
    };
    if (wasRunning || (state.status == "exited" && !said()))
        appendEvent(events, {nowNs(), "container", "die", id, name, state.exitCode});
    if (autoRemove) {
        TARE_CHECK(store.remove(id, true));
        if (!lastEventOf(events, id, {"destroy"}))
            appendEvent(events, {nowNs(), "container", "destroy", id, name});
    }
    // Last: as long as it is there, somebody who is killed here has a successor.
    return removeTree(live);
}

void reconcileAll(const ContainerStore &store)
{
    const std::string folder = store.paths().state + "/c";
    DIR *dir = ::opendir(folder.c_str());
    if (dir == nullptr)
        return;
    const ScopeExit close([&] { ::closedir(dir); });
    while (const dirent *entry = ::readdir(dir)) { // NOLINT(concurrency-mt-unsafe): a DIR of our own
        const std::string prefix = entry->d_name;
        if (prefix.size() != 12 || !isHex(prefix) || monitorLives(folder + "/" + prefix))
            continue;
        const auto id = store.resolve(prefix);
        if (id) {
            [[maybe_unused]] const Status done = reconcile(store, *id);
            continue;
        }
        if (id.error().code != Errc::NoSuchContainer)
            continue;
        // Its container was removed by a monitor that was killed right after.
        if (DIR *runtime = ::opendir(store.paths().runtime().c_str())) {
            while (const dirent *left = ::readdir(runtime)) { // NOLINT(concurrency-mt-unsafe)
                if (std::string_view(left->d_name).starts_with(prefix)) {
                    [[maybe_unused]] const Status done = deleteByForce(store.paths(), left->d_name);
                }
            }
            ::closedir(runtime);
        }
        for (const std::string &attached : network::NetworkStore(store.paths()).attachedIds()) {
            if (attached.starts_with(prefix)) {
                [[maybe_unused]] const Status done = networkDown(store.paths(), attached);
            }
        }
        [[maybe_unused]] const Status removed = removeTree(folder + "/" + prefix);
    }
}

} // namespace tare::local
