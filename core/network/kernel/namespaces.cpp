// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/kernel/namespaces.h"

#include "core/base/file.h"
#include "core/base/scope_exit.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

namespace tare::network {
namespace {

constexpr const char *own = "/proc/self/ns/net";

// An empty file to mount on.
Status makePlace(const std::string &path)
{
    const UniqueFd file = TARE_TRY(openFile(path, O_RDONLY | O_CREAT | O_EXCL, 0444));
    return {};
}

} // namespace

Result<UniqueFd> makeNamespace(const std::string &path)
{
    TARE_CHECK(makePlace(path));
    ScopeExit undo([&] { [[maybe_unused]] const Status removed = removeNamespace(path); });
    const UniqueFd home = TARE_TRY(openFile(own, O_RDONLY));
    if (::unshare(CLONE_NEWNET) != 0)
        return failSystem("create", "network namespace");
    const ScopeExit back([&] {
        if (::setns(home.get(), CLONE_NEWNET) != 0)
            std::abort(); // whatever came next would be done to the wrong network
    });
    UniqueFd made = TARE_TRY(openFile(own, O_RDONLY));
    if (::mount(own, path.c_str(), nullptr, MS_BIND, nullptr) != 0)
        return failSystem("mount", path);
    undo.dismiss();
    return made;
}

Result<UniqueFd> makeNamespaces(const std::string &path, const std::string &userPath, const userns::Mapping &mapping)
{
    ScopeExit undo([&] {
        [[maybe_unused]] const Status net = removeNamespace(path);
        [[maybe_unused]] const Status user = removeNamespace(userPath);
    });
    TARE_CHECK(makePlace(path));
    TARE_CHECK(makePlace(userPath));
    const userns::Keeper keeper = TARE_TRY(userns::Keeper::make(mapping, CLONE_NEWNET));
    for (const auto &[kind, place] : {std::pair("net", path), {"user", userPath}}) {
        if (::mount(keeper.path(kind).c_str(), place.c_str(), nullptr, MS_BIND, nullptr) != 0)
            return failSystem("mount", place);
    }
    UniqueFd made = TARE_TRY(openFile(path, O_RDONLY));
    undo.dismiss();
    return made;
}

Result<UniqueFd> makeNamespaceIn(const std::string &path, const std::string &userPath)
{
    const UniqueFd user = TARE_TRY(openFile(userPath, O_RDONLY));
    TARE_CHECK(makePlace(path));
    ScopeExit undo([&] { [[maybe_unused]] const Status removed = removeNamespace(path); });
    const userns::Keeper keeper = TARE_TRY(userns::Keeper::in(user.get(), CLONE_NEWNET));
    if (::mount(keeper.path("net").c_str(), path.c_str(), nullptr, MS_BIND, nullptr) != 0)
        return failSystem("mount", path);
    UniqueFd made = TARE_TRY(openFile(path, O_RDONLY));
    undo.dismiss();
    return made;
}

Status removeNamespace(const std::string &path)
{
    if (::umount2(path.c_str(), MNT_DETACH | UMOUNT_NOFOLLOW) != 0 && errno != EINVAL && errno != ENOENT)
        return failSystem("unmount", path);
    if (::unlink(path.c_str()) != 0 && errno != ENOENT)
        return failSystem("remove", path);
    return {};
}

Status inNamespace(int fd, const std::function<Status()> &action)
{
    const UniqueFd home = TARE_TRY(openFile(own, O_RDONLY));
    if (::setns(fd, CLONE_NEWNET) != 0)
        return failSystem("enter", "network namespace");
    const ScopeExit back([&] {
        if (::setns(home.get(), CLONE_NEWNET) != 0)
            std::abort();
    });
    return action();
}

} // namespace tare::network
