// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/state/state.h"

#include "core/base/file.h"
#include "core/base/scope_exit.h"
#include "core/base/strings.h"
#include "core/base/time.h"
#include "core/runtime/cgroup/cgroup.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <dirent.h>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/file.h>
#include <sys/stat.h>

namespace tare::runtime {

using nlohmann::json;

const char *statusText(ContainerStatus status)
{
    switch (status) {
    case ContainerStatus::Creating:
        return "creating";
    case ContainerStatus::Created:
        return "created";
    case ContainerStatus::Running:
        return "running";
    case ContainerStatus::Paused:
        return "paused";
    case ContainerStatus::Stopped:
        return "stopped";
    }
    return "stopped";
}

std::string State::toJson(ContainerStatus status, bool internal, int indent) const
{
    nlohmann::ordered_json j;
    j["ociVersion"] = version;
    j["id"] = id;
    j["pid"] = status == ContainerStatus::Stopped ? 0 : process.pid;
    j["status"] = statusText(status);
    j["bundle"] = bundle;
    j["rootfs"] = rootfs;
    j["created"] = created;
    j["owner"] = owner;
    if (!annotations.empty())
        j["annotations"] = annotations;
    if (internal)
        j["tare"] = {{"pid", process.pid},
                     {"startTime", process.startTime},
                     {"bootId", process.bootId},
                     {"cgroupPath", cgroupPath},
                     {"userNamespace", userNamespace},
                     {"hostMount", hostMount}};
    return j.dump(internal ? -1 : indent, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

Result<State> State::fromJson(const std::string &text)
{
    const json j = json::parse(text, nullptr, false);
    const auto broken = [] { return fail(Errc::Internal, "state.json", "it is damaged"); };
    if (!j.is_object() || !j.contains("tare"))
        return broken();
    try {
        State s;
        s.id = j.at("id").get<std::string>();
        s.bundle = j.at("bundle").get<std::string>();
        s.version = j.at("ociVersion").get<std::string>();
        s.rootfs = j.at("rootfs").get<std::string>();
        s.created = j.at("created").get<std::string>();
        s.owner = j.value("owner", "");
        if (j.contains("annotations"))
            s.annotations = j["annotations"].get<std::map<std::string, std::string>>();
        const json &t = j["tare"];
        s.process.pid = t.at("pid").get<pid_t>();
        s.process.startTime = t.at("startTime").get<std::uint64_t>();
        s.process.bootId = t.at("bootId").get<std::string>();
        s.cgroupPath = t.at("cgroupPath").get<std::string>();
        s.userNamespace = t.at("userNamespace").get<bool>();
        s.hostMount = t.value("hostMount", std::uint64_t(0));
        return s;
    } catch (const json::exception &) {
        return broken();
    }
}

Status StateDir::checkId(const std::string &id)
{
    const auto good = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
               c == '+' || c == '-' || c == '.';
    };
    if (id.empty() || id.size() > 1024 || id == "." || id == ".." || !std::all_of(id.begin(), id.end(), good))
        return fail(Errc::InvalidArgument, "container id \"" + id + "\"",
                    "letters, digits and _ + - . are allowed");
    return {};
}

namespace {

// What is left when the runtime was killed while it created a container: no process that runs, or none at
// all.
void clearLeftover(const std::string &path)
{
    const auto text = readFile(path + "/state.json");
    const auto state = text ? State::fromJson(*text) : Result<State>(fail(Errc::NotFound, path));
    if (state && !state->cgroupPath.empty()) {
        if (const auto hierarchy = cgroup::Hierarchy::detect()) {
            const auto group = cgroup::Group::open(*hierarchy, state->cgroupPath);
            if (group.exists()) {
                (void)group.killAll();
                (void)group.remove();
            }
        }
    }
    (void)removeTree(path);
}

bool isLeftover(const std::string &path)
{
    const auto text = readFile(path + "/state.json");
    if (!text)
        return true;
    const auto state = State::fromJson(*text);
    return !state || state->process.pid == 0 || state->process.bootId != bootId();
}

Result<UniqueFd> lockDir(const std::string &path, int operation)
{
    UniqueFd fd = TARE_TRY(openFile(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW));
    while (::flock(fd.get(), operation) != 0) {
        if (errno != EINTR)
            return failSystem("lock", path);
    }
    return fd;
}

} // namespace

Result<StateDir> StateDir::create(const std::string &root, const std::string &id)
{
    TARE_CHECK(checkId(id));
    std::string path = root + "/" + id;
    for (int attempt = 0; attempt < 3; ++attempt) {
        if (::mkdir(path.c_str(), 0711) == 0) {
            UniqueFd lock = TARE_TRY(lockDir(path, LOCK_EX));
            return StateDir(std::move(path), std::move(lock));
        }
        if (errno == ENOENT) {
            TARE_CHECK(makeDirs(root, 0700)); // the container finds its FIFO by a descriptor
            continue;
        }
        if (errno != EEXIST)
            return failSystem("create folder", path);
        const auto lock = lockDir(path, LOCK_EX | LOCK_NB);
        if (!lock && lock.error().code == Errc::NotFound)
            continue;
        if (!lock || !isLeftover(path))
            return fail(Errc::NameInUse, id, "another container");
        clearLeftover(path);
    }
    return fail(Errc::NameInUse, id, "another container");
}

Result<StateDir> StateDir::open(const std::string &root, const std::string &id)
{
    TARE_CHECK(checkId(id));
    std::string path = root + "/" + id;
    auto lock = lockDir(path, LOCK_EX);
    if (!lock && lock.error().code == Errc::NotFound)
        return fail(Errc::NoSuchContainer, id);
    if (!lock)
        return tl::unexpected<Error>(std::move(lock.error()));
    if (!exists(path)) // removed while the lock was waited for
        return fail(Errc::NoSuchContainer, id);
    return StateDir(std::move(path), std::move(*lock));
}

Result<State> StateDir::read(const std::string &root, const std::string &id)
{
    TARE_CHECK(checkId(id));
    const auto text = readFile(root + "/" + id + "/state.json", 4U << 20U);
    if (!text)
        return fail(Errc::NoSuchContainer, id);
    return State::fromJson(*text);
}

Result<std::vector<std::string>> StateDir::list(const std::string &root)
{
    std::vector<std::string> out;
    DIR *dir = ::opendir(root.c_str());
    if (dir == nullptr && errno == ENOENT)
        return out;
    if (dir == nullptr)
        return failSystem("list", root);
    const ScopeExit close([&] { ::closedir(dir); });
    while (const dirent *e = ::readdir(dir)) { // NOLINT(concurrency-mt-unsafe): a DIR of our own
        if (e->d_type == DT_DIR && checkId(e->d_name))
            out.emplace_back(e->d_name);
    }
    std::sort(out.begin(), out.end());
    return out;
}

Status StateDir::write(const State &state, ContainerStatus status) const
{
    // Not synced to the disk: after a reboot it says nothing that is true.
    const std::string temporary = m_path + "/state.tmp";
    const UniqueFd fd = TARE_TRY(openFile(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0600));
    TARE_CHECK(writeAll(fd.get(), state.toJson(status, true)));
    if (::rename(temporary.c_str(), (m_path + "/state.json").c_str()) != 0)
        return failSystem("rename", m_path + "/state.json");
    return {};
}

Status StateDir::keepSpec(std::string_view text) const
{
    const UniqueFd fd = TARE_TRY(openFile(m_path + "/config.json", O_WRONLY | O_CREAT | O_TRUNC, 0600));
    return writeAll(fd.get(), text);
}

Result<Spec> StateDir::spec(const std::string &folder, const State &state)
{
    return Spec::load(exists(folder + "/config.json") ? folder : state.bundle);
}

Status StateDir::remove() const
{
    return removeTree(m_path);
}

ContainerStatus currentStatus(const std::string &root, const State &state)
{
    if (state.process.pid == 0)
        return ContainerStatus::Creating;
    if (!state.process.alive())
        return ContainerStatus::Stopped;
    if (!state.cgroupPath.empty()) {
        const auto hierarchy = cgroup::Hierarchy::detect();
        if (hierarchy && cgroup::Group::open(*hierarchy, state.cgroupPath).frozen())
            return ContainerStatus::Paused; // one that is only created, too: it cannot be started now
    }
    return exists(root + "/" + state.id + "/exec.fifo") ? ContainerStatus::Created : ContainerStatus::Running;
}

} // namespace tare::runtime
