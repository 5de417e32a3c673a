// SPDX-License-Identifier: GPL-3.0-or-later
// /dev: the nodes that every container has (runtime-spec, config-linux.md, "Default Devices"), those of the
// configuration, and the usual links.
#include "core/base/file.h"
#include "core/base/safe_path.h"
#include "core/runtime/rootfs/attach.h"
#include "core/runtime/rootfs/rootfs.h"

#include <cerrno>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>

namespace tare::runtime {
namespace {

struct DefaultDevice
{
    const char *name;
    unsigned major, minor;
};
constexpr DefaultDevice defaults[] = {{"null", 1, 3}, {"zero", 1, 5},   {"full", 1, 7},
                                      {"tty", 5, 0},  {"random", 1, 8}, {"urandom", 1, 9}};

struct Link
{
    const char *name, *to;
};
constexpr Link links[] = {{"fd", "/proc/self/fd"},
                          {"stdin", "/proc/self/fd/0"},
                          {"stdout", "/proc/self/fd/1"},
                          {"stderr", "/proc/self/fd/2"}};

// The container's /dev. An image may ship a link there, and what is made in it would land on the host
// (CVE-2026-41579): no link is followed.
Result<UniqueFd> openDev(int root)
{
    open_how how{};
    how.flags = O_PATH | O_DIRECTORY | O_CLOEXEC;
    how.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
    UniqueFd dev(static_cast<int>(::syscall(SYS_openat2, root, "dev", &how, sizeof how)));
    if (!dev && errno == ENOENT) {
        if (::mkdirat(root, "dev", 0755) != 0)
            return failSystem("create folder", "/dev");
        dev.reset(static_cast<int>(::syscall(SYS_openat2, root, "dev", &how, sizeof how)));
    }
    if (!dev && (errno == ELOOP || errno == ENOTDIR))
        return fail(Errc::UnsafePath, "/dev", "it is not a folder in the image");
    if (!dev)
        return failSystem("open", "/dev");
    return dev;
}

unsigned typeBits(char type)
{
    return type == 'b' ? S_IFBLK : type == 'p' ? S_IFIFO : S_IFCHR;
}

Status makeNode(int at, const char *name, const Device &d)
{
    const dev_t number = ::makedev(d.major, d.minor);
    if (::mknodat(at, name, typeBits(d.type) | d.mode, number) != 0) {
        struct stat st
        {
        };
        if (errno != EEXIST || ::fstatat(at, name, &st, AT_SYMLINK_NOFOLLOW) != 0 ||
            (st.st_mode & S_IFMT) != typeBits(d.type) || st.st_rdev != number)
            return failSystem("create device", d.path, errno);
    }
    if ((d.uid != 0 || d.gid != 0) && ::fchownat(at, name, d.uid, d.gid, AT_SYMLINK_NOFOLLOW) != 0)
        return failSystem("change owner of device", d.path);
    return {};
}

// In a user namespace, also in one that we were started in, no device can be made: the host's is bound, if it is the one that is meant.
Status bindNode(int at, const char *name, const Device &d)
{
    const UniqueFd source = TARE_TRY(openFile(d.path, O_PATH | O_NOFOLLOW));
    struct stat st
    {
    };
    if (::fstat(source.get(), &st) != 0 || (st.st_mode & S_IFMT) != typeBits(d.type) ||
        (d.type != 'p' && st.st_rdev != ::makedev(d.major, d.minor)))
        return fail(Errc::UnsafePath, d.path, "the host's device of that name is another one");
    const UniqueFd copy = TARE_TRY(copyMount(source.get(), false, d.path));
    const UniqueFd made(::openat(at, name, O_RDONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0666));
    if (!made)
        return failSystem("create", d.path);
    const UniqueFd target = TARE_TRY(openFileAt(at, name, O_PATH | O_NOFOLLOW));
    return attach(copy.get(), target.get(), d.path);
}

} // namespace

Status Rootfs::populateDev() const
{
    for (const Mount &m : m_plan.spec.mounts) {
        if (m.destination == "/dev" && m.options.bind)
            return {}; // the host's /dev, as it was asked for
    }
    const UniqueFd dev = TARE_TRY(openDev(m_root.get()));
    const auto make = [&](int at, const char *name, const Device &d) {
        if (m_plan.userNamespace && d.type != 'p')
            return bindNode(at, name, d);
        Status made = makeNode(at, name, d);
        return !made && made.error().osError == EPERM && d.type != 'p' ? bindNode(at, name, d) : made;
    };
    for (const DefaultDevice &d : defaults)
        TARE_CHECK(
            make(dev.get(), d.name, {'c', std::string("/dev/") + d.name, d.major, d.minor, 0666, 0, 0}));
    for (const Device &d : m_plan.spec.devices) {
        const std::size_t slash = d.path.rfind('/');
        const UniqueFd at = TARE_TRY(makeDirsInRoot(m_root.get(), d.path.substr(0, slash), 0755));
        bool isDefault = false;
        for (const DefaultDevice &one : defaults)
            isDefault = isDefault || d.path == std::string("/dev/") + one.name;
        if (!isDefault)
            TARE_CHECK(make(at.get(), d.path.c_str() + slash + 1, d));
    }
    for (const Link &l : links) {
        if (::symlinkat(l.to, dev.get(), l.name) != 0 && errno != EEXIST)
            return failSystem("create link", std::string("/dev/") + l.name);
    }
    if (::unlinkat(dev.get(), "ptmx", 0) != 0 && errno != ENOENT)
        return failSystem("remove", "/dev/ptmx");
    if (::symlinkat("pts/ptmx", dev.get(), "ptmx") != 0)
        return failSystem("create link", "/dev/ptmx");
    return {};
}

} // namespace tare::runtime
