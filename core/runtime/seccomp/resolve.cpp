// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/seccomp/resolve.h"

#include "core/runtime/spec/spec.h"

#include <cstdio>
#include <nlohmann/json.hpp>
#include <sys/utsname.h>

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
    const auto kernel = [](const json &in) { return in.value("minKernel", std::string()); };
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
    const json in = json::parse(text, nullptr, false);
    if (!in.is_object())
        return fail(Errc::InvalidArgument, "seccomp profile", "it is not a JSON object");
    try {
        json out;
        out["defaultAction"] = in.at("defaultAction");
        if (in.contains("defaultErrnoRet"))
            out["defaultErrnoRet"] = in["defaultErrnoRet"];
        out["architectures"] = in.value("architectures", json::array());
        if (in.contains("flags"))
            out["flags"] = in["flags"];
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
            const json names = rule.contains("name") ? json::array({rule["name"]}) : rule.at("names");
            json r = {{"names", names}, {"action", rule.at("action")}};
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
