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

} // namespace

Result<UniqueFd> makeNamespace(const std::string &path)
{
    { // an empty file to mount on
        const UniqueFd file = TARE_TRY(openFile(path, O_RDONLY | O_CREAT | O_EXCL, 0444));
    }
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
