// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/seccomp/compile.h"

#include "core/base/file.h"
#include "core/base/scope_exit.h"
#include "core/base/strings.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <nlohmann/json.hpp>
#include <seccomp.h>
#include <sys/mman.h>

namespace tare::runtime {
namespace {

using nlohmann::json;

struct BadProfile
{
    std::string what, why;
};

std::uint32_t action(const std::string &name, std::uint32_t errnoRet)
{
    if (name == "SCMP_ACT_ALLOW")
        return SCMP_ACT_ALLOW;
    if (name == "SCMP_ACT_ERRNO")
        return SCMP_ACT_ERRNO(errnoRet & 0xffffU);
    if (name == "SCMP_ACT_KILL" || name == "SCMP_ACT_KILL_THREAD")
        return SCMP_ACT_KILL_THREAD;
    if (name == "SCMP_ACT_KILL_PROCESS")
        return SCMP_ACT_KILL_PROCESS;
    if (name == "SCMP_ACT_LOG")
        return SCMP_ACT_LOG;
    if (name == "SCMP_ACT_TRAP")
        return SCMP_ACT_TRAP;
    if (name == "SCMP_ACT_TRACE")
        return SCMP_ACT_TRACE(errnoRet & 0xffffU);
    throw BadProfile{name, "this action is not supported"};
}

std::uint32_t architecture(const std::string &name)
{
    if (name.compare(0, 10, "SCMP_ARCH_") != 0)
        throw BadProfile{name, "there is no such architecture"};
    const std::string lower = toLower(std::string_view(name).substr(10));
    const std::uint32_t token = seccomp_arch_resolve_name(lower.c_str());
    if (token == 0)
        throw BadProfile{name, "there is no such architecture"};
    return token;
}

scmp_compare comparison(const std::string &name)
{
    static constexpr std::pair<const char *, scmp_compare> known[] = {
        {"SCMP_CMP_NE", SCMP_CMP_NE},
        {"SCMP_CMP_LT", SCMP_CMP_LT},
        {"SCMP_CMP_LE", SCMP_CMP_LE},
        {"SCMP_CMP_EQ", SCMP_CMP_EQ},
        {"SCMP_CMP_GE", SCMP_CMP_GE},
        {"SCMP_CMP_GT", SCMP_CMP_GT},
        {"SCMP_CMP_MASKED_EQ", SCMP_CMP_MASKED_EQ}};
    for (const auto &[text, value] : known) {
        if (name == text)
            return value;
    }
    throw BadProfile{name, "there is no such comparison"};
}

std::vector<scmp_arg_cmp> arguments(const json &rule)
{
    std::vector<scmp_arg_cmp> out;
    if (!rule.contains("args") || rule["args"].is_null())
        return out;
    for (const json &a : rule.at("args")) {
        scmp_arg_cmp cmp{};
        cmp.arg = a.at("index").get<unsigned>();
        if (cmp.arg > 5)
            throw BadProfile{"args", "a system call has six arguments"};
        cmp.op = comparison(a.at("op").get<std::string>());
        cmp.datum_a = a.value("value", std::uint64_t(0)); // the mask, with SCMP_CMP_MASKED_EQ
        cmp.datum_b = a.value("valueTwo", std::uint64_t(0));
        out.push_back(cmp);
    }
    return out;
}

void check(int done, const std::string &what)
{
    if (done < 0)
        throw BadProfile{what, strerrorText(-done)};
}

void addRules(scmp_filter_ctx filter, const json &rule, std::uint32_t defaultAction)
{
    const std::uint32_t act =
        action(rule.at("action").get<std::string>(), rule.value("errnoRet", std::uint32_t(EPERM)));
    if (act == defaultAction)
        return; // says nothing, and libseccomp refuses it
    const auto args = arguments(rule);
    bool repeated = false; // several conditions on one argument mean "or" in the specification
    for (std::size_t i = 0; i < args.size(); ++i) {
        for (std::size_t k = 0; k < i; ++k)
            repeated = repeated || args[i].arg == args[k].arg;
    }
    for (const json &one : rule.at("names")) {
        const auto name = one.get<std::string>();
        const int number = seccomp_syscall_resolve_name(name.c_str());
        if (number == __NR_SCMP_ERROR)
            continue;
        if (repeated) {
            for (const scmp_arg_cmp &cmp : args)
                check(seccomp_rule_add_array(filter, act, number, 1, &cmp), name);
        } else {
            check(
                seccomp_rule_add_array(filter, act, number, static_cast<unsigned>(args.size()), args.data()),
                name);
        }
    }
}

unsigned filterFlags(const json &profile)
{
    unsigned out = 0;
    for (const json &one : profile.value("flags", json::array())) {
        const auto name = one.get<std::string>();
        if (name == "SECCOMP_FILTER_FLAG_LOG")
            out |= SECCOMP_FILTER_FLAG_LOG;
        else if (name == "SECCOMP_FILTER_FLAG_SPEC_ALLOW")
            out |= SECCOMP_FILTER_FLAG_SPEC_ALLOW;
        else if (name != "SECCOMP_FILTER_FLAG_TSYNC") // there is one thread
            throw BadProfile{name, "this flag is not supported"};
    }
    return out;
}

Result<std::vector<sock_filter>> exportProgram(scmp_filter_ctx filter)
{
    const UniqueFd fd(::memfd_create("seccomp", MFD_CLOEXEC));
    if (!fd)
        return failSystem("create", "memory file");
    check(seccomp_export_bpf(filter, fd.get()), "seccomp");
    const off_t size = ::lseek(fd.get(), 0, SEEK_END);
    std::vector<sock_filter> program(static_cast<std::size_t>(size) / sizeof(sock_filter));
    if (::pread(fd.get(), program.data(), static_cast<std::size_t>(size), 0) != size)
        return failSystem("read", "memory file");
    return program;
}

} // namespace

Result<SeccompFilter> compileProfile(std::string_view text)
{
    const json profile = json::parse(text, nullptr, false);
    if (!profile.is_object())
        return fail(Errc::InvalidArgument, "seccomp profile", "it is not a JSON object");
    try {
        if (profile.contains("listenerPath") && !profile["listenerPath"].get<std::string>().empty())
            throw BadProfile{"listenerPath", "user notification is not supported"};
        const std::uint32_t otherwise = action(profile.at("defaultAction").get<std::string>(),
                                               profile.value("defaultErrnoRet", std::uint32_t(EPERM)));
        const scmp_filter_ctx filter = seccomp_init(otherwise);
        if (filter == nullptr)
            throw BadProfile{"defaultAction", "libseccomp refuses it"};
        const ScopeExit release([&] { seccomp_release(filter); });
        for (const json &a : profile.value("architectures", json::array())) {
            const int added = seccomp_arch_add(filter, architecture(a.get<std::string>()));
            if (added != -EEXIST)
                check(added, a.get<std::string>());
        }
        check(seccomp_attr_set(filter, SCMP_FLTATR_CTL_NNP, 0), "no_new_privs"); // set by whoever installs it
        check(seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2), "optimization"); // a binary tree
        for (const json &rule : profile.value("syscalls", json::array()))
            addRules(filter, rule, otherwise);
        SeccompFilter out;
        out.flags = filterFlags(profile);
        out.program = TARE_TRY(exportProgram(filter));
        return out;
    } catch (const BadProfile &e) {
        return fail(Errc::InvalidArgument, "seccomp profile", e.what + ": " + e.why);
    } catch (const json::exception &e) {
        return fail(Errc::InvalidArgument, "seccomp profile", e.what());
    }
}

} // namespace tare::runtime
