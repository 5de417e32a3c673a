// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/rootfs/mapped_overlay.h"

#include "core/base/error_json.h"
#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"
#include "core/runtime/rootfs/attach.h"
#include "core/runtime/rootfs/idmap.h"

#include <cerrno>
#include <fcntl.h>
#include <linux/sched.h>
#include <linux/securebits.h>
#include <sys/fsuid.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tare::runtime {
namespace {

Result<UniqueFd> mappedCopy(const std::string &folder, int userNamespace)
{
    const UniqueFd from = TARE_TRY(openFile(folder, O_PATH | O_DIRECTORY));
    UniqueFd copy = TARE_TRY(copyMount(from.get(), false, folder));
    const Status done = mapIds(copy.get(), userNamespace, false, folder);
    if (!done && done.error().osError == EINVAL)
        return fail(Errc::NotOnThisMachine, "--userns", "the file system of " + folder + " cannot map ids",
                    "Keep Tare's folder (--root) on ext4, XFS or Btrfs.");
    TARE_CHECK(done);
    return copy;
}

// In a mount namespace of one's own: an overlay takes layers only from the one it is mounted in.
Result<UniqueFd> mountThere(const Overlay &overlay, const std::string &target, int userNamespace)
{
    if (::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
        return failSystem("make private", "/");
    const std::size_t slash = overlay.upper.rfind('/');
    const std::string parent = overlay.upper.substr(0, slash), name = overlay.upper.substr(slash + 1);
    if (slash == std::string::npos || overlay.work.compare(0, slash + 1, parent + "/") != 0 || overlay.work.find('/', slash + 1) != std::string::npos)
        return fail(Errc::InvalidArgument, "--overlay", "with idmap, upper and work lie in one folder");
    OverlayFolders folders;
    const auto place = [&](const std::string &folder) -> Result<UniqueFd> {
        UniqueFd copy = TARE_TRY(mappedCopy(folder, userNamespace));
        const UniqueFd at = TARE_TRY(openFile(target, O_PATH | O_DIRECTORY));
        TARE_CHECK(attach(copy.get(), at.get(), target)); // one over the other: each is known by its descriptor
        return copy;
    };
    for (const std::string &folder : overlay.lower)
        folders.lower.push_back(TARE_TRY(place(folder)));
    TARE_CHECK(clearVolatileMark(overlay.work));
    const UniqueFd both = TARE_TRY(place(parent));
    folders.upper = UniqueFd(::openat(both.get(), name.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    folders.work = UniqueFd(::openat(both.get(), overlay.work.c_str() + slash + 1, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!folders.upper || !folders.work)
        return failSystem("open", parent);
    // An overlay acts as who mounted it, and only who is mapped can make anything.
    if (::prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP) != 0)
        return failSystem("keep the rights of", "root");
    ::setfsgid(overlay.root);
    ::setfsuid(overlay.root);
    Status mounted = mountFolders(folders, overlay.isVolatile, target, false);
    if (!mounted && mounted.error().osError == EINVAL)
        return fail(Errc::NotOnThisMachine, "--userns", "this kernel's overlay takes no id-mapped layers", "Linux 5.19 and later do.");
    TARE_CHECK(mounted);
    const UniqueFd root = TARE_TRY(openFile(target, O_PATH | O_DIRECTORY));
    return copyMount(root.get(), false, target);
}

} // namespace

Result<UniqueFd> mappedOverlay(const Overlay &overlay, const std::string &target, int userNamespace)
{
    Pipe answer = TARE_TRY(makePipe());
    clone_args args{};
    args.flags = CLONE_NEWNS | CLONE_FILES; // the descriptor that it opens is ours, too
    args.exit_signal = SIGCHLD;
    const auto pid = static_cast<pid_t>(::syscall(SYS_clone3, &args, sizeof args));
    if (pid < 0)
        return failSystem("create namespace", "mount");
    if (pid == 0) {
        auto made = mountThere(overlay, target, userNamespace);
        const std::string text = made ? std::to_string(made->release()) : errorToJson(made.error());
        [[maybe_unused]] const Status told = writeAll(answer.write.get(), text + "\n");
        ::_exit(0);
    }
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    answer.write.reset();
    char buffer[4096];
    const ssize_t n = ::read(answer.read.get(), buffer, sizeof buffer);
    const std::string text(trim(std::string_view(buffer, n > 0 ? static_cast<std::size_t>(n) : 0)));
    if (const auto number = parseInt(text))
        return UniqueFd(static_cast<int>(*number));
    if (text.empty())
        return fail(Errc::Internal, "overlay", "the process that mounts it ended");
    return tl::unexpected<Error>(errorFromJson(text));
}

} // namespace tare::runtime
