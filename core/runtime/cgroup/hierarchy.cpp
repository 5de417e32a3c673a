// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/cgroup/cgroup.h"

#include "core/base/file.h"
#include "core/base/strings.h"

#include <map>
#include <sys/xattr.h>
#include <unistd.h>

namespace tare::cgroup {
namespace {

// proc(5): space, tab, newline and backslash are octal escapes in mountinfo.
std::string unescape(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto octal = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '7'; };
        if (text[i] == '\\' && i + 3 < text.size() && octal(i + 1) && octal(i + 2) && octal(i + 3)) {
            out +=
                static_cast<char>((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 + (text[i + 3] - '0'));
            i += 3;
        } else {
            out += text[i];
        }
    }
    return out;
}

struct MountLine
{
    std::string root, mount, type, superOptions;
};

bool parseMountLine(std::string_view line, MountLine &out)
{
    const auto fields = split(line, ' ');
    std::size_t dash = 6; // optional fields end with a lone hyphen
    while (dash < fields.size() && fields[dash] != "-")
        ++dash;
    if (dash + 3 >= fields.size())
        return false;
    out = {unescape(fields[3]), unescape(fields[4]), std::string(fields[dash + 1]),
           std::string(fields[dash + 3])};
    return out.type == "cgroup" || out.type == "cgroup2";
}

// v1 controllers (and "" for v2) to the caller's group.
std::map<std::string, std::string, std::less<>> parseOwn(std::string_view cgroup)
{
    std::map<std::string, std::string, std::less<>> own;
    for (const std::string_view line : split(cgroup, '\n')) {
        const std::size_t first = line.find(':');
        const std::size_t second = first == std::string_view::npos ? first : line.find(':', first + 1);
        if (second == std::string_view::npos)
            continue;
        std::string group(line.substr(second + 1));
        // A group outside the caller's cgroup namespace shows as "/../..": no name can be made below it.
        if (group.empty() || group[0] != '/' || group.find("/..") != std::string::npos)
            group = "/";
        for (const std::string_view name : split(line.substr(first + 1, second - first - 1), ','))
            own.emplace(name, group);
    }
    return own;
}

constexpr std::array<Controller, controllerCount + rareControllerCount> allControllers = {
    Controller::Cpu,  Controller::CpuAcct, Controller::CpuSet,  Controller::Memory,
    Controller::Pids, Controller::Freezer, Controller::Devices, Controller::BlkIo,
    Controller::HugeTlb, Controller::NetCls, Controller::NetPrio, Controller::Rdma,
    Controller::PerfEvent, Controller::Systemd};

// What a controller is called in cgroup.controllers; those that are part of every v2 group are "".
std::string_view unifiedName(Controller c)
{
    switch (c) {
    case Controller::BlkIo:
        return "io";
    case Controller::CpuAcct:
    case Controller::Freezer:
    case Controller::Devices:
        return "";
    default:
        return controllerName(c);
    }
}

bool contains(std::string_view list, char separator, std::string_view word)
{
    for (const std::string_view one : split(list, separator)) {
        if (one == word)
            return true;
    }
    return false;
}

bool writable(const std::string &path)
{
    return ::access(path.c_str(), W_OK) == 0;
}

// How systemd marks the top of what it hands over (systemd.resource-control(5), "Delegate="); the one is root's to write.
bool isDelegated(const std::string &folder)
{
    char value[2];
    for (const char *name : {"trusted.delegate", "user.delegate"}) {
        if (::getxattr(folder.c_str(), name, value, sizeof value) == 1 && value[0] == '1')
            return true;
    }
    return false;
}

std::string withoutPrefix(const std::string &path, const std::string &prefix)
{
    if (prefix == "/" || path.compare(0, prefix.size(), prefix) != 0 ||
        (path.size() > prefix.size() && path[prefix.size()] != '/'))
        return path == "/" ? "" : path;
    return path.substr(prefix.size());
}

} // namespace

Hierarchy Hierarchy::parse(std::string_view cgroup, std::string_view mountinfo, std::string_view available)
{
    Hierarchy h;
    const auto own = parseOwn(cgroup);
    const auto ownOf = [&](std::string_view name) {
        const auto it = own.find(name);
        return it == own.end() ? std::string("/") : it->second;
    };
    bool anyV1 = false;
    for (const std::string_view line : split(mountinfo, '\n')) {
        MountLine m;
        if (!parseMountLine(line, m))
            continue;
        if (m.type == "cgroup2") {
            if (!h.m_unified)
                h.m_unified = Place{true, m.mount, m.root, ownOf("")};
            continue;
        }
        for (const Controller c : allControllers) {
            auto &place = h.m_places[static_cast<std::size_t>(c)];
            if (!place && contains(m.superOptions, ',', controllerName(c))) {
                place = Place{false, m.mount, m.root, ownOf(controllerName(c))};
                anyV1 = anyV1 || c != Controller::Systemd; // it comes with v2 as well, on some machines
            }
        }
    }
    if (h.m_unified) {
        // Freezer, devices and CPU accounting have no switch of their own: they come with v2 when it is what
        // is used.
        for (const Controller c : allControllers) {
            auto &place = h.m_places[static_cast<std::size_t>(c)];
            const std::string_view name = unifiedName(c);
            if (!place && (name.empty() ? !anyV1 : contains(trim(available), ' ', name)))
                place = h.m_unified;
        }
    }
    h.m_layout =
        anyV1 ? (h.m_unified ? Layout::Hybrid : Layout::V1) : (h.m_unified ? Layout::V2 : Layout::None);
    return h;
}

Result<Hierarchy> Hierarchy::detect()
{
    const std::string cgroup = TARE_TRY(readFile("/proc/self/cgroup"));
    const std::string mountinfo = TARE_TRY(readFile("/proc/self/mountinfo"));
    Hierarchy first = parse(cgroup, mountinfo, {});
    if (!first.m_unified)
        return first;
    const auto available = readFile(first.m_unified->mount + "/cgroup.controllers", 4096);
    if (!available || trim(*available).empty())
        return first;
    return parse(cgroup, mountinfo, *available);
}

const Place *Hierarchy::place(Controller controller) const
{
    const auto &p = m_places[static_cast<std::size_t>(controller)];
    return p ? &*p : nullptr;
}

const Place *Hierarchy::unified() const
{
    return m_unified ? &*m_unified : nullptr;
}

std::string Hierarchy::absolute(const std::string &path) const
{
    if (path.empty() || path[0] == '/')
        return path;
    const bool v2 = m_layout == Layout::V2;
    return (v2 && m_unified->own != "/" ? m_unified->own : std::string()) + "/" + path;
}

std::string Hierarchy::folder(const Place &place, const std::string &path) const
{
    if (!path.empty() && path[0] == '/')
        return place.mount + withoutPrefix(path, place.root);
    return place.mount + withoutPrefix(place.own, place.root) + "/" + path;
}

std::string Hierarchy::containerPath(const std::string &id) const
{
    const Place *memory = place(Controller::Memory);
    const Place *main = memory != nullptr ? memory : unified();
    if (main == nullptr)
        return {};
    if (::geteuid() == 0 && writable(main->mount))
        return "/tare/" + id;
    if (!main->unified)
        return {};
    // Delegation (cgroup-v2, "Model of Delegation"): the highest folder above us in which the user may make
    // groups, move processes and hand out controllers.
    std::string found;
    for (std::string group = withoutPrefix(main->own, main->root); !group.empty();
         group.resize(group.rfind('/'))) {
        const std::string dir = main->mount + group;
        if (!writable(dir) || !writable(dir + "/cgroup.procs") || !writable(dir + "/cgroup.subtree_control"))
            break;
        found = group;
        if (isDelegated(dir)) // what is above is systemd's, though the user may write there
            break;
    }
    if (found.empty())
        return {};
    return (main->root == "/" ? "" : main->root) + found + "/tare/" + id;
}

} // namespace tare::cgroup
