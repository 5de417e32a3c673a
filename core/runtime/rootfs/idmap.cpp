// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/rootfs/idmap.h"

#include "core/base/file.h"
#include "core/base/safe_path.h"
#include "core/base/scope_exit.h"
#include "core/runtime/rootfs/attach.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <linux/sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tare::runtime {
namespace {

// A user namespace exists only with a process in it: one that does nothing, until its namespace is held by a descriptor.
Result<UniqueFd> userNamespaceOf(const userns::Mapping &mapping)
{
    const pid_t parent = ::getpid();
    clone_args args{};
    args.flags = CLONE_NEWUSER;
    args.exit_signal = SIGCHLD;
    const auto pid = static_cast<pid_t>(::syscall(SYS_clone3, &args, sizeof args));
    if (pid == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        while (::getppid() == parent)
            ::pause();
        ::_exit(0);
    }
    if (pid < 0)
        return failSystem("create namespace", "user");
    const ScopeExit end([&] {
        ::kill(pid, SIGKILL); // our child, not waited for yet: the number is its own
        while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
        }
    });
    TARE_CHECK(userns::apply(pid, mapping));
    return openFile("/proc/" + std::to_string(pid) + "/ns/user", O_RDONLY);
}

Result<UniqueFd> openOne(const Spec &spec, const Mount &m, const std::string &bundle)
{
    userns::Mapping mapping;
    mapping.uids = m.uidMappings.empty() ? spec.uidMappings : m.uidMappings;
    mapping.gids = m.gidMappings.empty() ? spec.gidMappings : m.gidMappings;
    const UniqueFd names = TARE_TRY(userNamespaceOf(mapping));
    const std::string source = sourceOf(m, bundle);
    const UniqueFd from = TARE_TRY(openSource(m, bundle));
    UniqueFd copy = TARE_TRY(copyMount(from.get(), m.options.recursive, source));
    mount_attr attr{};
    attr.attr_set = MOUNT_ATTR_IDMAP;
    attr.userns_fd = static_cast<std::uint64_t>(names.get());
    const unsigned all = m.options.idmapAll ? static_cast<unsigned>(AT_RECURSIVE) : 0U;
    if (::mount_setattr(copy.get(), "", AT_EMPTY_PATH | all, &attr, sizeof attr) != 0)
        return failSystem("map the ids of", source);
    return copy;
}

} // namespace

std::string sourceOf(const Mount &m, const std::string &bundle)
{
    return m.source[0] == '/' ? m.source : bundle + "/" + m.source;
}

Result<UniqueFd> openSource(const Mount &m, const std::string &bundle)
{
    UniqueFd from = TARE_TRY(openFile(sourceOf(m, bundle), O_PATH));
    return m.options.subpath.empty() ? Result<UniqueFd>(std::move(from)) : openInRoot(from.get(), m.options.subpath, O_PATH);
}

Result<std::vector<UniqueFd>> copySources(const Spec &spec, const std::string &bundle)
{
    // Root's namespace maps root to somebody who may not reach what root can.
    const bool reach = ::geteuid() == 0 && spec.find(NamespaceKind::User) != nullptr && spec.makes(NamespaceKind::Mount);
    // What is to be shared with the host is copied while it is: inside, the host's mounts are only listened to.
    const auto shared = [&](const Mount &m) {
        const auto &all = m.options.propagation;
        return std::any_of(all.begin(), all.end(), [](const auto &one) { return one.first == MS_SHARED; });
    };
    std::vector<UniqueFd> out;
    if (!reach && std::none_of(spec.mounts.begin(), spec.mounts.end(),
                               [&](const Mount &m) { return m.options.idmap || shared(m); }))
        return out;
    for (const Mount &m : spec.mounts) {
        out.emplace_back();
        if (m.options.idmap) {
            auto made = openOne(spec, m, bundle);
            if (!made)
                return tl::unexpected<Error>(std::move(made.error()).while_("mount " + m.destination));
            out.back() = std::move(*made);
        } else if ((reach || shared(m)) && m.options.bind && !m.options.remount) {
            // What goes wrong here (root in a container has no such right) is tried again from inside.
            const auto from = openSource(m, bundle);
            if (auto copy = from ? copyMount(from->get(), m.options.recursive, m.source) : Result<UniqueFd>(UniqueFd()))
                out.back() = std::move(*copy);
        }
    }
    return out;
}

} // namespace tare::runtime
