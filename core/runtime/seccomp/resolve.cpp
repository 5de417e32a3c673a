// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/seccomp/resolve.h"

#include "core/runtime/spec/spec.h"

#include <nlohmann/json.hpp>

namespace tare::runtime {
namespace {

using nlohmann::json;

bool hasCapability(const json &names, std::uint64_t capabilities)
{
    for (const json &n : names) {
        const int c = capabilityNumber(n.get<std::string>());
        if (c < 0 || (capabilities >> static_cast<unsigned>(c) & 1U) == 0)
            return false;
    }
    return true;
}

bool holds(const json &rule, const std::string &arch, std::uint64_t capabilities)
{
    const json includes = rule.value("includes", json::object());
    const json excludes = rule.value("excludes", json::object());
    const auto names = [](const json &in, const char *key) { return in.value(key, json::array()); };
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
    const json in = json::parse(text, nullptr, false);
    if (!in.is_object())
        return fail(Errc::InvalidArgument, "seccomp profile", "it is not a JSON object");
    try {
        json out;
        out["defaultAction"] = in.at("defaultAction");
        if (in.contains("defaultErrnoRet"))
            out["defaultErrnoRet"] = in["defaultErrnoRet"];
        out["architectures"] = json::array();
        for (const json &a : in.value("archMap", json::array())) {
            const std::string name = a.at("architecture").get<std::string>();
            const bool mine = (arch == "amd64" && name == "SCMP_ARCH_X86_64") ||
                              (arch == "arm64" && name == "SCMP_ARCH_AARCH64") ||
                              (arch == "riscv64" && name == "SCMP_ARCH_RISCV64") ||
                              (arch == "ppc64le" && name == "SCMP_ARCH_PPC64LE") ||
                              (arch == "s390x" && name == "SCMP_ARCH_S390X");
            if (!mine)
                continue;
            out["architectures"].push_back(name);
            for (const json &sub : a.value("subArchitectures", json::array()))
                out["architectures"].push_back(sub);
        }
        out["syscalls"] = json::array();
        for (const json &rule : in.at("syscalls")) {
            if (!holds(rule, arch, capabilities))
                continue;
            json r = {{"names", rule.at("names")}, {"action", rule.at("action")}};
            if (rule.contains("errnoRet"))
                r["errnoRet"] = rule["errnoRet"];
            if (rule.contains("args") && !rule["args"].is_null() && !rule["args"].empty())
                r["args"] = rule["args"];
            out["syscalls"].push_back(std::move(r));
        }
        return out.dump();
    } catch (const json::exception &e) {
        return fail(Errc::InvalidArgument, "seccomp profile", e.what());
    }
}

} // namespace tare::runtime
