// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/seccomp/compile.h"

#include "core/base/file.h"
#include "core/base/scope_exit.h"
#include "core/base/strings.h"
#include "core/runtime/spec/reader.h"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <nlohmann/json.hpp>
#include <seccomp.h>
#include <sys/mman.h>

namespace tare::runtime {
namespace {

using nlohmann::json;

constexpr unsigned waitKillable = 1U << 5U; // SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV, since Linux 5.19

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
    if (name == "SCMP_ACT_NOTIFY")
        return SCMP_ACT_NOTIFY;
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

// What an argument is compared with; none is 0.
std::uint64_t datum(const json &argument, const char *key)
{
    const auto it = argument.find(key);
    if (it == argument.end() || it->is_null())
        return 0;
    if (!it->is_number_unsigned())
        throw BadProfile{key, "it is a number from 0 to 2⁶⁴ - 1"};
    return it->get<std::uint64_t>();
}

std::vector<scmp_arg_cmp> arguments(const json &rule)
{
    std::vector<scmp_arg_cmp> out;
    if (!rule.contains("args") || rule["args"].is_null())
        return out;
    for (const json &a : rule.at("args")) {
        scmp_arg_cmp cmp{};
        const json &index = a.at("index");
        if (!index.is_number_unsigned() || index.get<std::uint64_t>() > 5)
            throw BadProfile{"args", "a system call has six arguments, 0 to 5"};
        cmp.arg = index.get<unsigned>();
        cmp.op = comparison(a.at("op").get<std::string>());
        cmp.datum_a = datum(a, "value"); // the mask, with SCMP_CMP_MASKED_EQ
        cmp.datum_b = datum(a, "valueTwo");
        out.push_back(cmp);
    }
    return out;
}

// What is null is as good as missing.
json list(const json &in, const char *key)
{
    const auto it = in.find(key);
    return it == in.end() || it->is_null() ? json::array() : *it;
}

// An errno, where one is said: what is not below 2¹⁶ the kernel would cut.
std::uint32_t errnoOf(const json &in, const char *key)
{
    const auto it = in.find(key);
    if (it == in.end() || it->is_null())
        return EPERM;
    if (!it->is_number_unsigned() || it->get<std::uint64_t>() > 0xffffU)
        throw BadProfile{key, "it is a number from 0 to 65535"};
    return it->get<std::uint32_t>();
}

void check(int done, const std::string &what)
{
    if (done < 0)
        throw BadProfile{what, strerrorText(-done)};
}

void addRules(scmp_filter_ctx filter, const json &rule, std::uint32_t defaultAction)
{
    const std::uint32_t act =
        action(rule.at("action").get<std::string>(), errnoOf(rule, "errnoRet"));
    if (act == defaultAction)
        return; // says nothing, and libseccomp refuses it
    if (act == SCMP_ACT_NOTIFY) {
        // The first process tells the runtime of its listener by this very call.
        for (const json &one : rule.at("names")) {
            if (one == "write")
                throw BadProfile{"write", "SCMP_ACT_NOTIFY cannot be used for the write syscall"};
        }
    }
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

// Without a list of flags speculation is left as it is everywhere else (config-linux.md, "seccomp"; as runc has it).
unsigned filterFlags(const json &profile)
{
    const auto flags = profile.find("flags");
    if (flags == profile.end() || flags->is_null())
        return SECCOMP_FILTER_FLAG_SPEC_ALLOW;
    unsigned out = 0;
    for (const json &one : *flags) {
        const auto name = one.get<std::string>();
        if (name == "SECCOMP_FILTER_FLAG_LOG")
            out |= SECCOMP_FILTER_FLAG_LOG;
        else if (name == "SECCOMP_FILTER_FLAG_SPEC_ALLOW")
            out |= SECCOMP_FILTER_FLAG_SPEC_ALLOW;
        else if (name == "SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV")
            out |= waitKillable;
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

bool notifies(const json &profile)
{
    for (const json &rule : list(profile, "syscalls")) {
        if (rule.at("action") == "SCMP_ACT_NOTIFY")
            return true;
    }
    return false;
}

// A profile cannot name calls that came after it was written. Answered with EPERM they look forbidden, and a program gives up;
// answered with ENOSYS they look absent, and it falls back to an older call (glibc with clone3, for one). So calls with a
// number above every one that the profile names are absent. Where everything else is allowed anyway there is nothing to mend.
bool refusesUnknown(std::uint32_t otherwise)
{
    const std::uint32_t kind = otherwise & SECCOMP_RET_ACTION_FULL;
    return kind != SECCOMP_RET_ALLOW && kind != SECCOMP_RET_LOG && kind != SECCOMP_RET_TRACE &&
           otherwise != SCMP_ACT_ERRNO(ENOSYS);
}

constexpr std::uint32_t x32Bit = 0x4000'0000;

// The highest call that the profile names; 0 when it names none of this architecture.
std::uint32_t lastCall(const json &profile, std::uint32_t architecture)
{
    int last = 0;
    for (const json &rule : list(profile, "syscalls")) {
        for (const json &name : rule.at("names"))
            last = std::max(last, seccomp_syscall_resolve_name_arch(architecture, name.get<std::string>().c_str()));
    }
    return static_cast<std::uint32_t>(last);
}

std::vector<sock_filter> newerCalls(const json &profile, const std::vector<std::uint32_t> &architectures)
{
    std::vector<sock_filter> out;
    const auto add = [&](unsigned code, std::uint32_t k, unsigned yes = 0, unsigned no = 0) {
        out.push_back({static_cast<std::uint16_t>(code), static_cast<std::uint8_t>(yes), static_cast<std::uint8_t>(no), k});
    };
    constexpr unsigned load = BPF_LD | BPF_W | BPF_ABS;
    constexpr std::uint32_t absent = SECCOMP_RET_ERRNO | ENOSYS;
    for (const std::uint32_t token : architectures) {
        const std::uint32_t last = lastCall(profile, token);
        if (last == 0)
            continue;
        // x86_64 and x32 are one architecture to the kernel: a bit in the number tells them apart.
        const bool x32 = token == SCMP_ARCH_X32;
        add(load, offsetof(seccomp_data, arch));
        add(BPF_JMP | BPF_JEQ | BPF_K, x32 ? SCMP_ARCH_X86_64 : token, 0, token == SCMP_ARCH_X86_64 || x32 ? 4 : 3);
        add(load, offsetof(seccomp_data, nr));
        if (x32)
            add(BPF_JMP | BPF_JGE | BPF_K, x32Bit, 0, 2);
        else if (token == SCMP_ARCH_X86_64)
            add(BPF_JMP | BPF_JGE | BPF_K, x32Bit, 2, 0);
        add(BPF_JMP | BPF_JGT | BPF_K, last, 0, 1);
        add(BPF_RET | BPF_K, absent);
    }
    return out;
}

} // namespace

Result<SeccompFilter> compileProfile(std::string_view text)
{
    const json profile = parseBounded(text);
    if (!profile.is_object())
        return fail(Errc::InvalidArgument, "seccomp profile", "it is not a JSON object");
    try {
        const std::uint32_t otherwise = action(profile.at("defaultAction").get<std::string>(),
                                               errnoOf(profile, "defaultErrnoRet"));
        if (otherwise == SCMP_ACT_NOTIFY)
            throw BadProfile{"defaultAction", "SCMP_ACT_NOTIFY cannot be the default action"};
        const scmp_filter_ctx filter = seccomp_init(otherwise);
        if (filter == nullptr)
            throw BadProfile{"defaultAction", "libseccomp refuses it"};
        const ScopeExit release([&] { seccomp_release(filter); });
        std::vector<std::uint32_t> architectures = {seccomp_arch_native()};
        for (const json &a : list(profile, "architectures")) {
            const std::uint32_t token = architecture(a.get<std::string>());
            const int added = seccomp_arch_add(filter, token);
            if (added != -EEXIST)
                check(added, a.get<std::string>());
            if (std::find(architectures.begin(), architectures.end(), token) == architectures.end())
                architectures.push_back(token);
        }
        check(seccomp_attr_set(filter, SCMP_FLTATR_CTL_NNP, 0), "no_new_privs"); // set by whoever installs it
        check(seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2), "optimization"); // a binary tree
        for (const json &rule : list(profile, "syscalls"))
            addRules(filter, rule, otherwise);
        SeccompFilter out;
        out.flags = filterFlags(profile);
        if (notifies(profile)) {
            out.listenerPath = profile.value("listenerPath", "");
            out.listenerMetadata = profile.value("listenerMetadata", "");
            if (out.listenerPath.empty())
                throw BadProfile{"SCMP_ACT_NOTIFY", "it needs a listenerPath"};
        } else {
            out.flags &= ~waitKillable; // says how a listener is waited for: the kernel refuses it where there is none
        }
        const auto program = TARE_TRY(exportProgram(filter));
        if (refusesUnknown(otherwise))
            out.program = newerCalls(profile, architectures);
        out.program.insert(out.program.end(), program.begin(), program.end());
        if (out.program.size() > BPF_MAXINSNS)
            throw BadProfile{"syscalls", "the filter is too long for the kernel"};
        return out;
    } catch (const BadProfile &e) {
        return fail(Errc::InvalidArgument, "seccomp profile", e.what + ": " + e.why);
    } catch (const json::exception &e) {
        return fail(Errc::InvalidArgument, "seccomp profile", e.what());
    }
}

} // namespace tare::runtime
