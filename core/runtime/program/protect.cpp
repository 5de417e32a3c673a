// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/program/protect.h"

#include "core/base/file.h"
#include "core/base/unique_fd.h"

#include <cerrno>
#include <fcntl.h>
#include <linux/memfd.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>

namespace tare::runtime {
namespace {

constexpr const char *self = "/proc/self/exe";
constexpr int seals = F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;

bool alreadySafe(const UniqueFd &exe)
{
    struct statvfs fs
    {
    };
    if (::fstatvfs(exe.get(), &fs) == 0 && (fs.f_flag & ST_RDONLY) != 0)
        return true;
    const int sealed = ::fcntl(exe.get(), F_GET_SEALS); // -1 for what is no memory file
    if (sealed >= 0 && (sealed & seals) == seals)
        return true;
    // Root inside is this user outside: who may not write now may not then.
    struct stat st
    {
    };
    return ::geteuid() != 0 && ::fstat(exe.get(), &st) == 0 && st.st_uid != ::geteuid() &&
           ::faccessat(AT_FDCWD, self, W_OK, AT_EACCESS) != 0;
}

[[nodiscard]] bool readOnlyMount(const UniqueFd &exe, UniqueFd &out)
{
    out.reset(::open_tree(exe.get(), "", OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_EMPTY_PATH));
    if (!out)
        return false;
    mount_attr attr{};
    attr.attr_set = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NODEV;
    return ::mount_setattr(out.get(), "", AT_EMPTY_PATH, &attr, sizeof attr) == 0;
}

Result<UniqueFd> sealedCopy(const UniqueFd &exe)
{
    UniqueFd copy(static_cast<int>(
        ::syscall(SYS_memfd_create, "tare-runtime", MFD_CLOEXEC | MFD_ALLOW_SEALING | 0x10U)));
    if (!copy && errno == EINVAL) // MFD_EXEC came with Linux 6.3
        copy.reset(
            static_cast<int>(::syscall(SYS_memfd_create, "tare-runtime", MFD_CLOEXEC | MFD_ALLOW_SEALING)));
    if (!copy)
        return failSystem("create", "memory file");
    struct stat st
    {
    };
    if (::fstat(exe.get(), &st) != 0)
        return failSystem("look at", self);
    for (off_t done = 0; done < st.st_size;) {
        const ssize_t n =
            ::sendfile(copy.get(), exe.get(), &done, static_cast<std::size_t>(st.st_size - done));
        if (n <= 0)
            return failSystem("copy", self);
    }
    if (::fcntl(copy.get(), F_ADD_SEALS, seals) != 0)
        return failSystem("seal", "memory file");
    return copy;
}

} // namespace

Status protectOwnProgram(int, char **argv)
{
    const UniqueFd exe = TARE_TRY(openFile(self, O_RDONLY));
    if (alreadySafe(exe))
        return {};
    UniqueFd from;
    if (!readOnlyMount(exe, from))
        from = TARE_TRY(sealedCopy(exe));
    ::syscall(SYS_execveat, from.get(), "", argv, environ, AT_EMPTY_PATH);
    return failSystem("start again", self);
}

} // namespace tare::runtime
