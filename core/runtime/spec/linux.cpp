// SPDX-License-Identifier: GPL-3.0-or-later
// The object `linux` of config.json.
#include "core/runtime/spec/reader.h"
#include "core/runtime/spec/spec.h"

#include <sys/mount.h>

namespace tare::runtime {
namespace {

Namespace readNamespace(const Field &f)
{
    const std::string type = f.textOr("type");
    for (std::size_t k = 0; k < namespaceKinds; ++k) {
        const auto kind = static_cast<NamespaceKind>(k);
        if (type != namespaceName(kind))
            continue;
        Namespace one{kind, f.textOr("path")};
        if (!one.path.empty() && one.path[0] != '/')
            f.bad("the path of a namespace must be absolute");
        return one;
    }
    f.bad("there is no namespace type \"" + type + "\"");
}

userns::Range readRange(const Field &f)
{
    const auto number = [&](const char *key) {
        const auto v = f.get(key);
        if (!v)
            f.bad(std::string("it has no ") + key);
        return v->integer<std::uint32_t>();
    };
    return {number("containerID"), number("hostID"), number("size")};
}

Device readDevice(const Field &f)
{
    Device d;
    const std::string type = f.textOr("type");
    if (type != "b" && type != "c" && type != "u" && type != "p")
        f.bad("the type of a device is b, c, u or p");
    d.type = type == "u" ? 'c' : type[0];
    d.path = f.textOr("path");
    if (d.path.empty() || d.path[0] != '/')
        f.bad("the path of a device must be absolute");
    d.major = f.integerOr<std::uint32_t>("major", 0);
    d.minor = f.integerOr<std::uint32_t>("minor", 0);
    d.mode = f.integerOr<std::uint32_t>("fileMode", 0666) & 07777U;
    d.uid = f.integerOr<std::uint32_t>("uid", 0);
    d.gid = f.integerOr<std::uint32_t>("gid", 0);
    return d;
}

std::uint64_t readPropagation(const Field &f)
{
    const std::string text = f.text();
    const MountOptions parsed = MountOptions::parse({text});
    if (text.empty())
        return 0;
    if (parsed.propagation.empty())
        f.bad("\"" + text + "\" is no propagation type");
    return parsed.propagation[0].first |
           (parsed.propagation[0].second ? static_cast<std::uint64_t>(MS_REC) : 0U);
}

std::vector<std::string> absolutePaths(const Field &f, const char *key)
{
    std::vector<std::string> out = f.textsOr(key);
    for (const std::string &path : out) {
        if (path.empty() || path[0] != '/')
            f.bad(std::string(key) + " must be absolute: \"" + path + "\"");
    }
    return out;
}

std::uint64_t readPersonality(const Field &f)
{
    const std::string domain = f.textOr("domain");
    if (domain != "LINUX" && domain != "LINUX32")
        f.bad("the domain is LINUX or LINUX32");
    if (!f.itemsOr("flags").empty())
        f.bad("there are no personality flags");
    return domain == "LINUX32" ? 8 : 0;
}

void readTimeOffsets(const Field &f, Spec &s)
{
    if (!f.raw().is_object())
        f.bad("it must be an object");
    for (const auto &[clock, value] : f.raw().items()) {
        const Field one(value, f.name() + "." + clock);
        if (clock != "monotonic" && clock != "boottime")
            one.bad("the clocks are monotonic and boottime");
        s.timeOffsets.push_back({clock == "monotonic" ? "monotonic" : "boottime", one.integerOr<std::int64_t>("secs", 0),
                                 one.integerOr<std::uint32_t>("nanosecs", 0)});
        if (s.timeOffsets.back().nanoseconds > 999'999'999)
            one.bad("nanosecs are below 1 000 000 000");
    }
    if (!s.timeOffsets.empty() && !s.makes(NamespaceKind::Time))
        f.bad("time offsets need a new time namespace");
}

// linux/mempolicy.h
struct MemoryName
{
    std::string_view name;
    int value;
};
constexpr MemoryName memoryModes[] = {{"MPOL_DEFAULT", 0},    {"MPOL_PREFERRED", 1}, {"MPOL_BIND", 2},
                                      {"MPOL_INTERLEAVE", 3}, {"MPOL_LOCAL", 4},     {"MPOL_PREFERRED_MANY", 5},
                                      {"MPOL_WEIGHTED_INTERLEAVE", 6}};
constexpr MemoryName memoryFlags[] = {
    {"MPOL_F_STATIC_NODES", 1 << 15}, {"MPOL_F_RELATIVE_NODES", 1 << 14}, {"MPOL_F_NUMA_BALANCING", 1 << 13}};

template <std::size_t N> int memoryValue(const Field &f, const MemoryName (&known)[N], const char *what)
{
    const std::string text = f.text();
    for (const MemoryName &one : known) {
        if (text == one.name)
            return one.value;
    }
    f.bad("invalid memory policy " + std::string(what) + " \"" + text + "\"");
}

MemoryPolicy readMemoryPolicy(const Field &f)
{
    MemoryPolicy m;
    const auto mode = f.get("mode");
    if (!mode)
        f.bad("invalid memory policy mode: there is none");
    m.mode = memoryValue(*mode, memoryModes, "mode");
    m.nodes = f.textOr("nodes");
    for (const Field &flag : f.itemsOr("flags"))
        m.mode |= memoryValue(flag, memoryFlags, "flag");
    if (!m.nodes.empty() && !parseNumberList(m.nodes))
        f.bad("invalid memory policy nodes: it is a list such as 0-1");
    return m;
}

} // namespace

std::vector<userns::Range> readRanges(const Field &f, const char *key)
{
    std::vector<userns::Range> out;
    for (const Field &m : f.itemsOr(key))
        out.push_back(readRange(m));
    return out;
}

void readLinux(const Field &f, Spec &s)
{
    for (const Field &n : f.itemsOr("namespaces")) {
        Namespace one = readNamespace(n);
        if (s.find(one.kind) != nullptr)
            n.bad("this type of namespace is there twice");
        s.namespaces.push_back(std::move(one));
    }
    s.uidMappings = readRanges(f, "uidMappings");
    s.gidMappings = readRanges(f, "gidMappings");
    if (!(s.uidMappings.empty() && s.gidMappings.empty()) && s.find(NamespaceKind::User) == nullptr)
        f.bad("uidMappings and gidMappings need a user namespace");
    for (const Field &d : f.itemsOr("devices"))
        s.devices.push_back(readDevice(d));
    s.cgroupsPath = f.textOr("cgroupsPath");
    if (const auto resources = f.get("resources")) {
        s.resources = detail::readResources(*resources);
        for (const Field &d : resources->itemsOr("devices"))
            s.deviceRules.push_back(detail::readDeviceRule(d));
    }
    if (const auto sysctl = f.get("sysctl")) {
        if (!sysctl->raw().is_object())
            sysctl->bad("it must be an object");
        for (const auto &[key, value] : sysctl->raw().items())
            s.sysctl[key] = Field(value, "linux.sysctl." + key).text();
    }
    s.maskedPaths = absolutePaths(f, "maskedPaths");
    s.readonlyPaths = absolutePaths(f, "readonlyPaths");
    if (const auto p = f.get("rootfsPropagation"))
        s.rootfsPropagation = readPropagation(*p);
    if (const auto seccomp = f.get("seccomp"))
        s.seccomp = seccomp->raw().dump(-1, ' ', false, json::error_handler_t::replace);
    if (const auto personality = f.get("personality"))
        s.personality = readPersonality(*personality);
    if (const auto offsets = f.get("timeOffsets"))
        readTimeOffsets(*offsets, s);
    if (const auto policy = f.get("memoryPolicy"); policy && !policy->raw().empty())
        s.memoryPolicy = readMemoryPolicy(*policy);
    // What cannot be done here is refused: a container without what was asked for would be another one.
    if (!f.textOr("mountLabel").empty())
        f.bad("mountLabel is not supported");
    if (const auto devices = f.get("netDevices"); devices && !devices->raw().empty())
        devices->bad("moving network devices is not supported");
    if (const auto rdt = f.get("intelRdt"))
        rdt->bad("Intel RDT is not supported");
}

} // namespace tare::runtime
