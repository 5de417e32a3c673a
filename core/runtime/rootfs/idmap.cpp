// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/rootfs/idmap.h"

#include "core/base/file.h"
#include "core/base/safe_path.h"
#include "core/runtime/rootfs/attach.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/mount.h>
#include <unistd.h>

namespace tare::runtime {
namespace {

Result<UniqueFd> mapped(const std::vector<userns::Range> &uids, const std::vector<userns::Range> &gids)
{
    userns::Mapping mapping;
    mapping.uids = uids;
    mapping.gids = gids;
    const userns::Keeper keeper = TARE_TRY(userns::Keeper::make(mapping));
    return openFile(keeper.path("user"), O_RDONLY);
}

Result<UniqueFd> openOne(const Spec &spec, const Mount &m, const std::string &bundle)
{
    const UniqueFd names = m.uidMappings.empty() ? TARE_TRY(userNamespaceOf(spec)) : TARE_TRY(mapped(m.uidMappings, m.gidMappings));
    const std::string source = sourceOf(m, bundle);
    const UniqueFd from = TARE_TRY(openSource(m, bundle));
    UniqueFd copy = TARE_TRY(copyMount(from.get(), m.options.recursive, source));
    TARE_CHECK(mapIds(copy.get(), names.get(), m.options.idmapAll, source));
    return copy;
}

} // namespace

Result<UniqueFd> userNamespaceOf(const Spec &spec)
{
    const Namespace *user = spec.find(NamespaceKind::User);
    if (user != nullptr && !user->path.empty())
        return openFile(user->path, O_RDONLY);
    return mapped(spec.uidMappings, spec.gidMappings);
}

Status mapIds(int mount, int userNamespace, bool recursive, const std::string &what)
{
    mount_attr attr{};
    attr.attr_set = MOUNT_ATTR_IDMAP;
    attr.userns_fd = static_cast<std::uint64_t>(userNamespace);
    const unsigned all = recursive ? static_cast<unsigned>(AT_RECURSIVE) : 0U;
    if (::mount_setattr(mount, "", AT_EMPTY_PATH | all, &attr, sizeof attr) != 0)
        return failSystem("map the ids of", what);
    return {};
}

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
