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
        if (type == namespaceName(kind))
            return {kind, f.textOr("path")};
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

cgroup::DeviceRule readRule(const Field &f)
{
    cgroup::DeviceRule r;
    r.allow = f.booleanOr("allow", false);
    const std::string type = f.textOr("type", "a");
    if (type != "a" && type != "b" && type != "c" && !type.empty())
        f.bad("the type of a device rule is a, b or c");
    r.type = type.empty() ? 'a' : type[0];
    const auto number = [&](const char *key) -> std::optional<std::uint32_t> {
        const auto n = f.integerOr<std::int64_t>(key, -1);
        if (n > 0xffff'ffffLL)
            f.bad(std::string(key) + " is out of range");
        return n < 0 ? std::nullopt : std::optional(static_cast<std::uint32_t>(n));
    };
    r.major = number("major");
    r.minor = number("minor");
    r.access = f.textOr("access", "rwm");
    if (r.access.empty() || r.access.find_first_not_of("rwm") != std::string::npos)
        f.bad("the access of a device rule is made of r, w and m");
    return r;
}

cgroup::Resources readResources(const Field &f)
{
    cgroup::Resources r;
    const auto number = [](const Field &in, const char *key, std::optional<std::int64_t> &out) {
        if (const auto v = in.get(key))
            out = v->integer<std::int64_t>();
    };
    if (const auto cpu = f.get("cpu")) {
        number(*cpu, "quota", r.cpuQuota);
        if (const auto v = cpu->get("period"))
            r.cpuPeriod = v->integer<std::uint64_t>();
        if (const auto v = cpu->get("shares"))
            r.cpuShares = v->integer<std::uint64_t>();
        if (r.cpuPeriod == 0U)
            r.cpuPeriod.reset();
        if (r.cpuQuota == 0)
            r.cpuQuota.reset(); // 0 is "not said" in what Docker writes
        r.cpusetCpus = cpu->textOr("cpus");
        r.cpusetMems = cpu->textOr("mems");
    }
    if (const auto memory = f.get("memory")) {
        number(*memory, "limit", r.memory);
        number(*memory, "swap", r.memorySwap);
        number(*memory, "reservation", r.memoryReservation);
        if (r.memory == 0)
            r.memory.reset();
        r.disableOomKiller = memory->booleanOr("disableOOMKiller", false);
    }
    if (const auto pids = f.get("pids"))
        number(*pids, "limit", r.pids);
    if (const auto io = f.get("blockIO")) {
        if (const auto v = io->get("weight"))
            r.blkioWeight = v->integer<std::uint16_t>();
    }
    if (const auto unified = f.get("unified")) {
        for (const auto &[key, value] : unified->raw().items())
            r.unified.emplace_back(key, Field(value, "unified." + key).text());
    }
    return r;
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

} // namespace

void readLinux(const Field &f, Spec &s)
{
    for (const Field &n : f.itemsOr("namespaces")) {
        Namespace one = readNamespace(n);
        if (s.find(one.kind) != nullptr)
            n.bad("this type of namespace is there twice");
        s.namespaces.push_back(std::move(one));
    }
    for (const Field &m : f.itemsOr("uidMappings"))
        s.uidMappings.push_back(readRange(m));
    for (const Field &m : f.itemsOr("gidMappings"))
        s.gidMappings.push_back(readRange(m));
    for (const Field &d : f.itemsOr("devices"))
        s.devices.push_back(readDevice(d));
    s.cgroupsPath = f.textOr("cgroupsPath");
    if (const auto resources = f.get("resources")) {
        s.resources = readResources(*resources);
        for (const Field &d : resources->itemsOr("devices"))
            s.deviceRules.push_back(readRule(d));
    }
    if (const auto sysctl = f.get("sysctl")) {
        if (!sysctl->raw().is_object())
            sysctl->bad("it must be an object");
        for (const auto &[key, value] : sysctl->raw().items())
            s.sysctl[key] = Field(value, "linux.sysctl." + key).text();
    }
    s.maskedPaths = f.textsOr("maskedPaths");
    s.readonlyPaths = f.textsOr("readonlyPaths");
    if (const auto p = f.get("rootfsPropagation"))
        s.rootfsPropagation = readPropagation(*p);
    if (const auto seccomp = f.get("seccomp"))
        s.seccomp = seccomp->raw().dump(-1, ' ', false, json::error_handler_t::replace);
    if (const auto personality = f.get("personality")) {
        const std::string domain = personality->textOr("domain");
        if (domain != "LINUX" && domain != "LINUX32")
            personality->bad("the domain is LINUX or LINUX32");
        s.personality = domain == "LINUX32" ? 8 : 0;
    }
    if (const auto offsets = f.get("timeOffsets"); offsets && !offsets->raw().empty())
        offsets->bad("time offsets are not supported");
    if (const auto rdt = f.get("intelRdt"))
        rdt->bad("Intel RDT is not supported");
}

Result<cgroup::Resources> parseResources(std::string_view text)
{
    const json j = parseBounded(text);
    if (!j.is_object())
        return fail(Errc::InvalidArgument, "resources", "it is not a JSON object");
    try {
        return readResources(Field(j, "resources"));
    } catch (const BadField &e) {
        return fail(Errc::InvalidArgument, e.field, e.reason);
    }
}

} // namespace tare::runtime
