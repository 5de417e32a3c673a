// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/rootfs/attach.h"

#include "core/base/strings.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/mount.h>

namespace tare::runtime {
namespace {

// What the file system logged about a refused option ("e gid: invalid").
std::string kernelWords(int context)
{
    char buffer[512];
    std::string out;
    ssize_t n = 0;
    while (out.size() < 2048 && (n = ::read(context, buffer, sizeof buffer)) > 0) {
        out += out.empty() ? "" : "; ";
        out += trim(std::string_view(buffer, static_cast<std::size_t>(n)));
    }
    return out;
}

tl::unexpected<Error> failContext(int context, const std::string &doing, const std::string &what)
{
    const int os = errno;
    auto failed = failSystem(doing, what, os);
    const std::string words = kernelWords(context);
    if (!words.empty())
        failed.value().reason += " (" + words + ")";
    return failed;
}

} // namespace

Result<UniqueFd> makeFileSystem(const std::string &type, const std::string &source, const MountData &data,
                                std::uint64_t attributes)
{
    const UniqueFd context(::fsopen(type.c_str(), FSOPEN_CLOEXEC));
    if (!context)
        return failSystem("make file system", type);
    if (!source.empty() && ::fsconfig(context.get(), FSCONFIG_SET_STRING, "source", source.c_str(), 0) != 0)
        return failContext(context.get(), "make file system", type);
    for (const auto &[key, value] : data) {
        const int done = value.empty()
                             ? ::fsconfig(context.get(), FSCONFIG_SET_FLAG, key.c_str(), nullptr, 0)
                             : ::fsconfig(context.get(), FSCONFIG_SET_STRING, key.c_str(), value.c_str(), 0);
        if (done != 0)
            return failContext(context.get(), "set option " + key + " of file system", type);
    }
    if (::fsconfig(context.get(), FSCONFIG_CMD_CREATE, nullptr, nullptr, 0) != 0)
        return failContext(context.get(), "make file system", type);
    UniqueFd mount(::fsmount(context.get(), FSMOUNT_CLOEXEC, static_cast<unsigned>(attributes)));
    if (!mount)
        return failContext(context.get(), "mount", type);
    return mount;
}

Result<UniqueFd> copyMount(int fd, bool recursive, const std::string &what)
{
    UniqueFd copy(::open_tree(fd, "",
                              OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_EMPTY_PATH |
                                  (recursive ? static_cast<unsigned>(AT_RECURSIVE) : 0U)));
    if (!copy)
        return failSystem("bind mount", what);
    return copy;
}

Status setAttributes(int mount, std::uint64_t set, std::uint64_t clear, std::uint64_t propagation,
                     bool recursive, const std::string &what)
{
    if ((set | clear | propagation) == 0)
        return {};
    mount_attr attr{};
    attr.attr_set = set;
    attr.attr_clr = clear;
    attr.propagation = propagation;
    if (::mount_setattr(mount, "", AT_EMPTY_PATH | (recursive ? static_cast<unsigned>(AT_RECURSIVE) : 0U),
                        &attr, sizeof attr) != 0)
        return failSystem("set mount options of", what);
    return {};
}

Status attach(int mount, int target, const std::string &what)
{
    if (::move_mount(mount, "", target, "", MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH) != 0)
        return failSystem("mount on", what);
    return {};
}

} // namespace tare::runtime
