// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/seccomp/resolve.h"

#include "core/runtime/spec/reader.h"
#include "core/runtime/spec/spec.h"

#include <cstdio>
#include <nlohmann/json.hpp>
#include <sys/utsname.h>

namespace tare::runtime {
namespace {

using nlohmann::json;

struct Ambiguous
{
    std::string what;
};

// What is null is as good as missing: Go writes its empty lists so.
json member(const json &in, const char *key, json otherwise)
{
    const auto it = in.find(key);
    return it == in.end() || it->is_null() ? std::move(otherwise) : *it;
}

// Not both of two that mean the same (moby, profiles/seccomp/seccomp_linux.go).
void eitherOr(const json &in, const char *one, const char *other)
{
    const auto isSaid = [&in](const char *key) {
        const json value = member(in, key, json::array());
        return !(value.is_array() ? value.empty() : value == "");
    };
    if (isSaid(one) && isSaid(other))
        throw Ambiguous{std::string("'") + one + "' and '" + other + "' were specified in the seccomp profile, use either '" + one +
                        "' or '" + other + "'"};
}

bool hasCapability(const json &names, std::uint64_t capabilities)
{
    for (const json &n : names) {
        const int c = capabilityNumber(n.get<std::string>());
        if (c < 0 || (capabilities >> static_cast<unsigned>(c) & 1U) == 0)
            return false;
    }
    return true;
}

// "4.8": the least kernel that a rule is for.
bool kernelIsAtLeast(const std::string &least)
{
    int wanted[2] = {0, 0}, have[2] = {0, 0};
    utsname name{};
    if (std::sscanf(least.c_str(), "%d.%d", &wanted[0], &wanted[1]) != 2 || ::uname(&name) != 0 || // NOLINT(cert-err34-c): checked
        std::sscanf(name.release, "%d.%d", &have[0], &have[1]) != 2)                               // NOLINT(cert-err34-c)
        return false;
    return have[0] != wanted[0] ? have[0] > wanted[0] : have[1] >= wanted[1];
}

bool holds(const json &rule, const std::string &arch, std::uint64_t capabilities)
{
    const json includes = member(rule, "includes", json::object());
    const json excludes = member(rule, "excludes", json::object());
    const auto names = [](const json &in, const char *key) { return member(in, key, json::array()); };
    const auto lists = [&](const json &in) {
        for (const json &a : names(in, "arches")) {
            if (a == arch)
                return true;
        }
        return false;
    };
    if (!names(includes, "arches").empty() && !lists(includes))
        return false;
    if (!hasCapability(names(includes, "caps"), capabilities))
        return false;
    if (lists(excludes))
        return false;
    const auto kernel = [](const json &in) { return member(in, "minKernel", "").get<std::string>(); };
    if (!kernel(includes).empty() && !kernelIsAtLeast(kernel(includes)))
        return false;
    if (!kernel(excludes).empty() && kernelIsAtLeast(kernel(excludes)))
        return false;
    return names(excludes, "caps").empty() || !hasCapability(names(excludes, "caps"), capabilities);
}

} // namespace

const char *thisArchitecture()
{
#if defined(__x86_64__)
    return "amd64";
#elif defined(__aarch64__)
    return "arm64";
#elif defined(__riscv)
    return "riscv64";
#elif defined(__powerpc64__)
    return "ppc64le";
#elif defined(__s390x__)
    return "s390x";
#else
    return "unknown";
#endif
}

std::uint64_t defaultCapabilities()
{
    std::uint64_t mask = 0;
    for (const char *name :
         {"chown", "dac_override", "fsetid", "fowner", "mknod", "net_raw", "setgid", "setuid", "setfcap",
          "setpcap", "net_bind_service", "sys_chroot", "kill", "audit_write"})
        mask |= 1ULL << static_cast<unsigned>(capabilityNumber(name));
    return mask;
}

Result<std::string> resolveProfile(std::string_view text, const std::string &arch, std::uint64_t capabilities)
{
    const json in = parseBounded(text);
    if (!in.is_object())
        return fail(Errc::InvalidArgument, "seccomp profile", "it is not a JSON object");
    try {
        eitherOr(in, "architectures", "archMap");
        json out;
        out["defaultAction"] = in.at("defaultAction");
        for (const char *key : {"defaultErrnoRet", "flags", "listenerPath", "listenerMetadata"}) {
            if (json value = member(in, key, nullptr); !value.is_null())
                out[key] = std::move(value);
        }
        out["architectures"] = member(in, "architectures", json::array());
        for (const json &a : member(in, "archMap", json::array())) {
            const std::string name = a.at("architecture").get<std::string>();
            const bool mine = (arch == "amd64" && name == "SCMP_ARCH_X86_64") ||
                              (arch == "arm64" && name == "SCMP_ARCH_AARCH64") ||
                              (arch == "riscv64" && name == "SCMP_ARCH_RISCV64") ||
                              (arch == "ppc64le" && name == "SCMP_ARCH_PPC64LE") ||
                              (arch == "s390x" && name == "SCMP_ARCH_S390X");
            if (!mine)
                continue;
            out["architectures"].push_back(name);
            for (const json &sub : member(a, "subArchitectures", json::array()))
                out["architectures"].push_back(sub);
        }
        out["syscalls"] = json::array();
        for (const json &rule : member(in, "syscalls", json::array())) {
            eitherOr(rule, "name", "names");
            if (!holds(rule, arch, capabilities))
                continue;
            const json name = member(rule, "name", "");
            json r = {{"names", name != "" ? json::array({name}) : rule.at("names")}, {"action", rule.at("action")}};
            for (const char *key : {"errnoRet", "args"}) {
                if (json value = member(rule, key, nullptr); !value.is_null() && !(value.is_array() && value.empty()))
                    r[key] = std::move(value);
            }
            out["syscalls"].push_back(std::move(r));
        }
        return out.dump(-1, ' ', false, json::error_handler_t::replace);
    } catch (const Ambiguous &e) {
        return fail(Errc::InvalidArgument, "seccomp profile", e.what);
    } catch (const json::exception &e) {
        return fail(Errc::InvalidArgument, "seccomp profile", e.what());
    }
}

} // namespace tare::runtime
