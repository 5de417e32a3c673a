// SPDX-License-Identifier: GPL-3.0-or-later
// Making, joining and removing a container's group.
#include "core/runtime/cgroup/cgroup.h"

#include "core/base/file.h"
#include "core/base/scope_exit.h"
#include "core/base/strings.h"
#include "core/runtime/cgroup/tree.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <map>
#include <sys/stat.h>
#include <unistd.h>

namespace tare::cgroup {
namespace {

constexpr std::array<Controller, 7> usual = {Controller::Cpu,  Controller::CpuAcct, Controller::Memory,
                                             Controller::Pids, Controller::Freezer, Controller::Devices,
                                             Controller::BlkIo};
constexpr std::array<Controller, 7> extras = {Controller::CpuSet, Controller::HugeTlb,   Controller::NetCls, Controller::NetPrio,
                                              Controller::Rdma,   Controller::PerfEvent, Controller::Systemd};

Status checkPath(const std::string &path)
{
    bool named = false;
    for (const std::string_view part : split(path, '/')) {
        if (part == "..")
            return fail(Errc::InvalidArgument, path, "a control group's path must not climb");
        named = named || (!part.empty() && part != ".");
    }
    if (!named)
        return fail(Errc::InvalidArgument, path, "not the path of a control group");
    return {};
}

// The controllers that containers need, handed down level by level. What cannot be handed down shows when a
// limit is applied, so failing here is no error.
void handDownControllers(const Place &place, const std::string &folder, const std::vector<Controller> &extra)
{
    std::string at = place.mount;
    while (true) {
        const auto available = readFile(at + "/cgroup.controllers", 4096);
        const auto given = readFile(at + "/cgroup.subtree_control", 4096);
        if (available && given) {
            const auto have = split(trim(*given), ' ');
            for (const std::string_view c : split(trim(*available), ' ')) {
                const bool wanted = c == "cpu" || c == "memory" || c == "pids" || c == "io" ||
                                    std::any_of(extra.begin(), extra.end(),
                                                [c](Controller one) { return c == controllerName(one); });
                if (wanted && std::find(have.begin(), have.end(), c) == have.end())
                    handDown(at, std::string(c));
            }
        }
        const std::size_t next = folder.find('/', at.size() + 1);
        if (next == std::string::npos)
            return;
        at = folder.substr(0, next);
    }
}

// A v1 cpuset starts without CPUs and memory nodes, and nothing can join it then.
Status inheritCpuset(const std::string &mount, const std::string &folder)
{
    std::string parent = mount;
    for (std::size_t next = folder.find('/', mount.size() + 1);; next = folder.find('/', next + 1)) {
        const std::string at = folder.substr(0, next);
        for (const char *file : {"/cpuset.cpus", "/cpuset.mems"}) {
            const auto mine = readFile(at + file, 65536);
            if (mine && trim(*mine).empty())
                TARE_CHECK(writeExisting(at + file, trim(TARE_TRY(readFile(parent + file, 65536)))));
        }
        if (next == std::string::npos)
            return {};
        parent = at;
    }
}

} // namespace

Group Group::open(const Hierarchy &hierarchy, const std::string &path)
{
    Group g;
    g.m_path = path;
    if (path.empty())
        return g;
    for (const Controller c : usual)
        g.use(hierarchy, c);
    for (const Controller c : extras) {
        const Place *place = hierarchy.place(c);
        if (place != nullptr && ((place->unified && !g.m_unifiedFolder.empty()) || tare::exists(hierarchy.folder(*place, path))))
            g.use(hierarchy, c);
    }
    // A v2 hierarchy beside v1's has no controllers, and still tells whose a process is.
    const Place *unified = hierarchy.unified();
    if (unified != nullptr && g.m_unifiedFolder.empty() && tare::exists(hierarchy.folder(*unified, path)))
        g.m_unifiedFolder = hierarchy.folder(*unified, path);
    return g;
}

void Group::use(const Hierarchy &hierarchy, Controller controller)
{
    const Place *place = hierarchy.place(controller);
    if (place == nullptr)
        return;
    const auto n = static_cast<std::size_t>(controller);
    m_folders[n] = hierarchy.folder(*place, m_path);
    m_isV2[n] = place->unified;
    if (place->unified)
        m_unifiedFolder = m_folders[n];
}

Result<Group> Group::create(const Hierarchy &hierarchy, const std::string &path, const std::vector<Controller> &extra,
                            bool everywhere)
{
    TARE_CHECK(checkPath(path));
    Group g = open(hierarchy, path);
    for (const Controller c : extra)
        g.use(hierarchy, c);
    if (g.folders().empty())
        return fail(Errc::NotOnThisMachine, "control groups", "no control group file system is mounted");
    std::vector<std::string> made;
    ScopeExit undo([&] {
        for (const std::string &folder : made)
            (void)removeGroupTree(folder);
    });
    for (const std::string &folder : g.folders()) {
        if (::mkdir(folder.c_str(), 0755) != 0) {
            if (errno == EEXIST) {
                // Left by a crash, or in use. Its counters and limits would show as ours: it is made anew.
                const auto inside = TARE_TRY(pidsBelow(folder));
                if (!inside.empty())
                    return fail(Errc::InvalidArgument, folder,
                                "container's cgroup is not empty: " + std::to_string(inside.size()) + " process(es) found");
                if (g.frozen())
                    return fail(Errc::InvalidArgument, folder, "container's cgroup unexpectedly frozen");
                TARE_CHECK(removeGroupTree(folder));
            } else if (errno != ENOENT) {
                return failSystem("create control group", folder);
            }
            TARE_CHECK(makeDirs(folder, 0755));
        }
        made.push_back(folder);
    }
    TARE_CHECK(g.prepare(hierarchy, extra));
    if (everywhere)
        g.spread(hierarchy, made);
    undo.dismiss();
    return g;
}

// Nothing is limited there, so that a hierarchy in which we may make nothing is left out.
void Group::spread(const Hierarchy &hierarchy, std::vector<std::string> &made)
{
    const auto make = [&](std::string &folder, const std::string &wanted) {
        if (!folder.empty() && tare::exists(folder))
            return false;
        if (!makeDirs(wanted, 0755))
            return false;
        folder = wanted;
        made.push_back(wanted);
        return true;
    };
    for (const Controller c : extras) {
        const Place *place = hierarchy.place(c);
        const auto n = static_cast<std::size_t>(c);
        if (place == nullptr || place->unified || !make(m_folders[n], hierarchy.folder(*place, m_path)))
            continue;
        if (c == Controller::CpuSet && !inheritCpuset(place->mount, m_folders[n])) {
            (void)removeGroupTree(m_folders[n]);
            m_folders[n].clear();
        }
    }
    if (hierarchy.unified() != nullptr)
        make(m_unifiedFolder, hierarchy.folder(*hierarchy.unified(), m_path));
}

// What a folder needs before a process may be in it.
Status Group::prepare(const Hierarchy &hierarchy, const std::vector<Controller> &extra) const
{
    if (!m_unifiedFolder.empty())
        handDownControllers(*hierarchy.unified(), m_unifiedFolder, extra);
    if (std::find(extra.begin(), extra.end(), Controller::CpuSet) == extra.end() || isV2(Controller::CpuSet) ||
        folder(Controller::CpuSet).empty())
        return {};
    return inheritCpuset(hierarchy.place(Controller::CpuSet)->mount, folder(Controller::CpuSet));
}

Status Group::extend(const Hierarchy &hierarchy, const std::vector<Controller> &extra)
{
    for (const Controller c : extra) {
        if (!folder(c).empty())
            continue;
        use(hierarchy, c);
        if (folder(c).empty())
            continue; // there is none: it shows when the limit is written
        TARE_CHECK(makeDirs(folder(c), 0755));
        TARE_CHECK(prepare(hierarchy, {c}));
        // Until nothing new is born outside: each child is born where its parent is.
        for (bool moved = true; moved;) {
            moved = false;
            const auto inside = TARE_TRY(pidsBelow(folder(c)));
            for (const pid_t pid : TARE_TRY(pids())) {
                if (std::binary_search(inside.begin(), inside.end(), pid))
                    continue;
                const Status done = writeExisting(folder(c) + "/cgroup.procs", std::to_string(pid));
                if (!done && done.error().osError != ESRCH)
                    return done;
                moved = moved || done.has_value();
            }
        }
    }
    return {};
}

bool Group::exists() const
{
    const auto all = folders();
    return std::any_of(all.begin(), all.end(), [](const std::string &f) { return tare::exists(f); });
}

std::vector<std::string> Group::folders() const
{
    std::vector<std::string> out;
    if (!m_unifiedFolder.empty())
        out.push_back(m_unifiedFolder);
    for (const std::string &folder : m_folders) {
        if (!folder.empty() && std::find(out.begin(), out.end(), folder) == out.end())
            out.push_back(folder);
    }
    return out;
}

std::vector<Controller> Group::controllers() const
{
    std::vector<Controller> out;
    for (std::size_t n = 0; n < m_folders.size(); ++n) {
        if (!m_folders[n].empty())
            out.push_back(static_cast<Controller>(n));
    }
    return out;
}

const std::string &Group::folder(Controller controller) const
{
    return m_folders[static_cast<std::size_t>(controller)];
}

bool Group::isUnified() const
{
    return m_isV2[static_cast<std::size_t>(Controller::Memory)];
}

Result<std::vector<UniqueFd>> Group::joinFds(bool unifiedToo) const
{
    std::vector<UniqueFd> out;
    for (const std::string &folder : folders()) {
        const bool unified = folder == m_unifiedFolder;
        if (!unified || unifiedToo)
            out.push_back(TARE_TRY(openFile(folder + (unified ? "/cgroup.procs" : "/tasks"), O_WRONLY)));
    }
    return out;
}

Status Group::joinSelf(const std::vector<UniqueFd> &fds)
{
    for (const UniqueFd &fd : fds) {
        if (::write(fd.get(), "0", 1) != 1)
            return failSystem("join", "control group");
    }
    return {};
}

Result<std::vector<UniqueFd>> Group::joinFds(const std::vector<std::string> &below) const
{
    std::map<std::string, std::string> where; // folder → the group below it
    for (const std::string &folder : folders())
        where[folder];
    for (const std::string &one : below) {
        const std::size_t colon = one.find(':');
        const std::string path = one.substr(colon == std::string::npos ? 0 : colon + 1);
        const auto parts = split(path, '/');
        if (std::find(parts.begin(), parts.end(), "..") != parts.end())
            return fail(Errc::InvalidArgument, "--cgroup", "bad sub cgroup path: " + path + " is not a sub cgroup path");
        std::string clean;
        for (const std::string_view part : parts) {
            if (!part.empty() && part != ".")
                clean += "/" + std::string(part);
        }
        if (colon == std::string::npos) {
            for (auto &[folder, group] : where)
                group = clean;
            continue;
        }
        for (const std::string_view name : split(std::string_view(one).substr(0, colon), ',')) {
            const auto n = std::find_if(m_folders.begin(), m_folders.end(), [&](const std::string &folder) {
                return !folder.empty() && name == controllerName(static_cast<Controller>(&folder - m_folders.data()));
            });
            if (n == m_folders.end())
                return fail(Errc::InvalidArgument, "--cgroup", "unknown controller " + std::string(name));
            where[*n] = clean;
        }
    }
    std::vector<UniqueFd> out;
    for (const std::string &folder : folders()) {
        const std::string group = folder + where[folder];
        const std::string file = group + (folder == m_unifiedFolder ? "/cgroup.procs" : "/tasks"); // see joinFds() above
        auto fd = openFile(file, O_WRONLY);
        if (!fd)
            return fail(Errc::InvalidArgument, "--cgroup",
                        "error adding pid " + std::to_string(::getpid()) + " to " + group + "/cgroup.procs: " +
                            (fd.error().code == Errc::NotFound ? "no such file or directory" : fd.error().text()));
        out.push_back(std::move(*fd));
    }
    return out;
}

Status Group::giveTo(uid_t uid) const
{
    if (!isUnified())
        return {};
    const auto named = readFile("/sys/kernel/cgroup/delegate", 4096);
    std::string files = named ? *named : "cgroup.procs\ncgroup.subtree_control\ncgroup.threads\n";
    for (const std::string_view file : split(files, '\n')) { // its end is an empty name: the folder
        const std::string path = m_unifiedFolder + "/" + std::string(file);
        if (file.find('/') == std::string_view::npos && ::chown(path.c_str(), uid, static_cast<gid_t>(-1)) != 0 && errno != ENOENT)
            return failSystem("give away", path);
    }
    return {};
}

Result<UniqueFd> Group::cloneFd() const
{
    return m_unifiedFolder.empty() ? UniqueFd() : openFile(m_unifiedFolder, O_PATH | O_DIRECTORY);
}

Status Group::remove() const
{
    for (const std::string &folder : folders())
        TARE_CHECK(removeGroupTree(folder));
    return {};
}

} // namespace tare::cgroup
