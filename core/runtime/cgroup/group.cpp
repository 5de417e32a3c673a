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
#include <sys/stat.h>

namespace tare::cgroup {
namespace {

constexpr std::array<Controller, 7> usual = {Controller::Cpu,  Controller::CpuAcct, Controller::Memory,
                                             Controller::Pids, Controller::Freezer, Controller::Devices,
                                             Controller::BlkIo};

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
void handDownControllers(const Place &place, const std::string &folder, bool cpuset)
{
    std::string at = place.mount;
    while (true) {
        const auto available = readFile(at + "/cgroup.controllers", 4096);
        const auto given = readFile(at + "/cgroup.subtree_control", 4096);
        if (available && given) {
            const auto have = split(trim(*given), ' ');
            for (const std::string_view c : split(trim(*available), ' ')) {
                const bool wanted =
                    c == "cpu" || c == "memory" || c == "pids" || c == "io" || (cpuset && c == "cpuset");
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
    for (const Controller c : usual) {
        const Place *place = hierarchy.place(c);
        if (place == nullptr)
            continue;
        const auto n = static_cast<std::size_t>(c);
        g.m_folders[n] = hierarchy.folder(*place, path);
        g.m_isV2[n] = place->unified;
        if (place->unified)
            g.m_unifiedFolder = g.m_folders[n];
    }
    if (const Place *cpuset = hierarchy.place(Controller::CpuSet)) {
        const std::string folder = hierarchy.folder(*cpuset, path);
        if (cpuset->unified || tare::exists(folder)) {
            g.m_folders[static_cast<std::size_t>(Controller::CpuSet)] = folder;
            g.m_isV2[static_cast<std::size_t>(Controller::CpuSet)] = cpuset->unified;
        }
    }
    return g;
}

Result<Group> Group::create(const Hierarchy &hierarchy, const std::string &path, bool cpuset)
{
    TARE_CHECK(checkPath(path));
    Group g = open(hierarchy, path);
    const Place *cpusetPlace = hierarchy.place(Controller::CpuSet);
    if (cpuset && cpusetPlace != nullptr) {
        g.m_folders[static_cast<std::size_t>(Controller::CpuSet)] = hierarchy.folder(*cpusetPlace, path);
        g.m_isV2[static_cast<std::size_t>(Controller::CpuSet)] = cpusetPlace->unified;
    }
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
                if (!TARE_TRY(pidsBelow(folder)).empty())
                    return fail(Errc::NameInUse, folder, "a control group with processes in it");
                TARE_CHECK(removeGroupTree(folder));
            } else if (errno != ENOENT) {
                return failSystem("create control group", folder);
            }
            TARE_CHECK(makeDirs(folder, 0755));
        }
        made.push_back(folder);
    }
    if (!g.m_unifiedFolder.empty())
        handDownControllers(*hierarchy.unified(), g.m_unifiedFolder, cpuset);
    if (cpuset && cpusetPlace != nullptr && !cpusetPlace->unified)
        TARE_CHECK(inheritCpuset(cpusetPlace->mount, g.folder(Controller::CpuSet)));
    undo.dismiss();
    return g;
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
