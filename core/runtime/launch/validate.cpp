// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/launch/validate.h"

#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/runtime/launch/kernel.h"
#include "core/runtime/launch/log.h"
#include "core/runtime/userns/userns.h"

#include <climits>
#include <cstdlib>
#include <unistd.h>

namespace tare::runtime {

std::string rootfsPath(const Spec &spec, const std::string &bundle)
{
    const std::string &path = spec.rootPath;
    std::string joined = path[0] == '/' ? path : bundle + "/" + path;
    char resolved[PATH_MAX];
    return ::realpath(joined.c_str(), resolved) != nullptr ? std::string(resolved) : joined;
}

std::string userName(uid_t uid)
{
    if (uid == 0)
        return "root";
    const std::string number = std::to_string(uid);
    const auto passwd = readFile("/etc/passwd", 4U << 20U);
    for (const std::string_view line : split(passwd ? std::string_view(*passwd) : std::string_view(), '\n')) {
        const auto fields = split(line, ':');
        if (fields.size() > 2 && fields[2] == number)
            return std::string(fields[0]);
    }
    return number;
}

Status completeAndCheck(Spec &spec, const LaunchOptions &options)
{
    if (!spec.process && !options.start)
        spec.process = Process(); // `start` will refuse it (runtime.md, "Start")
    else if (!spec.process || spec.process->args.empty() || spec.process->args[0].empty())
        return fail(Errc::InvalidArgument, "config.json", "process.args is empty");
    if (spec.rootPath.empty())
        return fail(Errc::InvalidArgument, "config.json", "root.path is missing");
    for (const std::string &name : spec.process->unknownCapabilities)
        warn("capability " + name + " is not known and not given");
    if (spec.process->terminal && !options.consoleFd && options.consoleSocket.empty())
        return fail(Errc::InvalidArgument, "--console-socket",
                    "a detached container with a terminal needs it");
    if (!spec.process->terminal && !options.consoleSocket.empty())
        return fail(Errc::InvalidArgument, "--console-socket", "the container has no terminal");
    const bool user = spec.find(NamespaceKind::User) != nullptr;
    if (!user && userns::needed())
        spec.namespaces.push_back({NamespaceKind::User, {}});
    if (spec.makes(NamespaceKind::User) && spec.uidMappings.empty() && spec.gidMappings.empty()) {
        if (!userns::needed())
            return fail(Errc::InvalidArgument, "config.json",
                        "a user namespace needs uidMappings and gidMappings");
        const userns::Mapping mapping = TARE_TRY(userns::mappingOfCaller());
        spec.uidMappings = mapping.uids;
        spec.gidMappings = mapping.gids;
    }
    if (spec.makes(NamespaceKind::User)) {
        userns::Mapping mapping;
        mapping.uids = spec.uidMappings;
        mapping.gids = spec.gidMappings;
        if (mapping.hostUid(spec.process->uid) < 0 || mapping.hostGid(spec.process->gid) < 0)
            return fail(Errc::InvalidArgument,
                        "user " + std::to_string(spec.process->uid) + ":" + std::to_string(spec.process->gid),
                        "it is not mapped in the container's user namespace",
                        "Give the user a larger range in /etc/subuid and /etc/subgid.");
    }
    if (spec.find(NamespaceKind::Mount) == nullptr && !(spec.maskedPaths.empty() && spec.readonlyPaths.empty()))
        return fail(Errc::InvalidArgument, "config.json", "maskedPaths and readonlyPaths need a mount namespace");
    if (spec.find(NamespaceKind::Mount) == nullptr && (spec.rootfsPropagation != 0 || options.overlay || user))
        return fail(Errc::InvalidArgument, "config.json",
                    "rootfsPropagation, overlays and user namespaces need a mount namespace");
    for (const auto &[name, value] : spec.sysctl)
        TARE_CHECK(checkSysctl(spec, name));
    return {};
}

std::vector<cgroup::DeviceRule> devicePolicy(const Spec &spec)
{
    using Rule = cgroup::DeviceRule;
    std::vector<Rule> rules = spec.deviceRules;
    bool everything = false; // a privileged container
    for (const Rule &r : rules)
        everything = r.type == 'a' && !r.major && !r.minor && r.access == "rwm" ? r.allow : everything;
    if (everything)
        return rules;
    // A new group may do what its parent may: rules that only allow would forbid nothing.
    const Rule nothing{false, 'a', {}, {}, "rwm"};
    if (rules.empty() || !(rules.front() == nothing))
        rules.insert(rules.begin(), nothing);
    rules.push_back(Rule{true, 'c', {}, {}, "m"});
    rules.push_back(Rule{true, 'b', {}, {}, "m"});
    for (const std::uint32_t minor : {3U, 5U, 7U, 8U, 9U})
        rules.push_back(Rule{true, 'c', 1, minor, "rwm"});
    for (const std::uint32_t minor : {0U, 1U, 2U})
        rules.push_back(Rule{true, 'c', 5, minor, "rwm"});
    rules.push_back(Rule{true, 'c', 136, {}, "rwm"}); // pseudo-terminals
    return rules; // linux.devices are nodes only: who may use them is said by the rules
}

} // namespace tare::runtime
