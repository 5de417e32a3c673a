// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preflight/in_child.h"
#include "core/preflight/probes.h"

#include "core/base/file.h"
#include "core/base/scope_exit.h"
#include "core/base/strings.h"
#include "core/runtime/userns/userns.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace tare::preflight {

namespace {

constexpr uid_t nobody = 65534; // whom root is for the length of a question
enum Stage { BecomeUser = 1, MakeNamespace, WriteMap, MakeMounts, Mount, EnterFolder };

bool writeTo(const char *file, const char *text, std::size_t length)
{
    const int fd = ::open(file, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    const bool done = ::write(fd, text, length) == static_cast<ssize_t>(length);
    const int error = errno;
    ::close(fd);
    errno = error;
    return done;
}

// "0 UID 1": only digits, and no allocation between fork and exit.
std::size_t mapLine(char (&line)[32], unsigned id)
{
    char digits[12];
    std::size_t count = 0, at = 0;
    do
        digits[count++] = static_cast<char>('0' + id % 10);
    while ((id /= 10) > 0);
    line[at++] = '0';
    line[at++] = ' ';
    while (count > 0)
        line[at++] = digits[--count];
    line[at++] = ' ';
    line[at++] = '1';
    return at;
}

struct Who
{
    bool root = false;
    unsigned uid = 0, gid = 0;
};

// Root of a user namespace with a mount namespace, as a container's first process is.
Step enterNamespaces(const Who &who)
{
    if (who.root) {
        // By system call: the library's functions speak to other threads, which a child does not have.
        if (::syscall(SYS_setgroups, 0, nullptr) != 0 || ::syscall(SYS_setresgid, nobody, nobody, nobody) != 0 ||
            ::syscall(SYS_setresuid, nobody, nobody, nobody) != 0)
            return {BecomeUser, errno};
        ::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0); // whoever changes its user may not write its own maps else
    }
    if (::unshare(CLONE_NEWUSER) != 0)
        return {MakeNamespace, errno};
    char line[32];
    if (!writeTo("/proc/self/setgroups", "deny", 4) && errno != ENOENT)
        return {WriteMap, errno};
    if (!writeTo("/proc/self/uid_map", line, mapLine(line, who.root ? nobody : who.uid)) ||
        !writeTo("/proc/self/gid_map", line, mapLine(line, who.root ? nobody : who.gid)))
        return {WriteMap, errno};
    if (::unshare(CLONE_NEWNS) != 0)
        return {MakeMounts, errno};
    return ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 ? Step{} : Step{Mount, errno};
}

Check userNamespaces(const Machine &machine)
{
    // Root of a namespace that somebody else made has no ordinary user to ask as.
    const Who who{machine.user == 0 && !userns::inside(), ::geteuid(), ::getegid()};
    const Step step = inChild([](const void *argument) { return enterNamespaces(*static_cast<const Who *>(argument)); }, &who);
    if (step.error == 0)
        return {"userns", State::Works, who.root ? "An ordinary user can be root of a user namespace of his own." : "This user can be root of a user namespace of his own.", {}};
    Check check{"userns", State::Missing, "A user namespace cannot be made: " + strerrorText(step.error) + ".", {}};
    const std::string sysctl = machine.proc + "/sys/";
    if (numberIn(sysctl + "kernel/unprivileged_userns_clone") == 0)
        check.fix = "sudo sysctl -w kernel.unprivileged_userns_clone=1";
    else if (numberIn(sysctl + "user/max_user_namespaces") == 0)
        check.fix = "sudo sysctl -w user.max_user_namespaces=15000";
    else if (numberIn(sysctl + "kernel/apparmor_restrict_unprivileged_userns") == 1)
        check.fix = "sudo install -m 644 installer/data/tare.apparmor /etc/apparmor.d/tare && sudo apparmor_parser -r /etc/apparmor.d/tare";
    return check;
}

Check subordinateIds(const Machine &machine)
{
    if (machine.user == 0)
        return {"subuid", State::NotNeeded, "Root has every id of the machine.", {}};
    const auto mapping = userns::mappingOfCaller();
    if (!mapping)
        return {"subuid", State::Missing, sentence(mapping.error().text()), mapping.error().advice};
    if (mapping->single())
        return {"subuid", State::Limited, sentence("Only this user's own id can be used in containers: " + mapping->whySingle), mapping->fix};
    std::uint64_t ids = 0;
    for (const userns::Range &range : mapping->uids)
        ids += range.count;
    const auto tried = userns::run(*mapping, {{"true"}, {}, false});
    if (tried && *tried == 0)
        return {"subuid", State::Works, std::to_string(ids) + " ids can be used in containers.", {}};
    return {"subuid", State::Missing, "newuidmap does not map this user's ids: " + (tried ? "it failed" : tried.error().text()) + ".",
            "sudo apt install --reinstall uidmap"};
}

struct Scratch
{
    const char *folder = nullptr;
    Who who;
};

Step mountOverlay(const void *argument)
{
    const auto &scratch = *static_cast<const Scratch *>(argument);
    if (scratch.who.root) {
        if (::unshare(CLONE_NEWNS) != 0)
            return {MakeMounts, errno};
        if (::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
            return {Mount, errno};
    } else if (const Step step = enterNamespaces(scratch.who); step.error != 0) {
        return step;
    }
    if (::chdir(scratch.folder) != 0)
        return {EnterFolder, errno};
    const char *options = scratch.who.root ? "lowerdir=lower,upperdir=upper,workdir=work" : "lowerdir=lower,upperdir=upper,workdir=work,userxattr";
    return ::mount("overlay", "merged", "overlay", 0, options) == 0 ? Step{} : Step{Mount, errno};
}

// Where containers' files are kept: whether one can be made of layers depends on that file system, too.
Check overlay(const Paths &paths, const Machine &machine)
{
    std::string folder = paths.root + "/preflight-XXXXXX";
    if (::mkdtemp(folder.data()) == nullptr)
        return {"overlay", State::Missing, "No folder can be made in " + paths.root + ": " + strerrorText(errno) + ".", {}};
    const char *const parts[] = {"/merged", "/upper", "/lower", "/work", ""};
    const ScopeExit clean([&] {
        for (const char *left : {"/work/work", "/work/index"}) // the kernel's own
            ::rmdir((folder + left).c_str());
        for (const char *part : parts)
            ::rmdir((folder + part).c_str());
    });
    for (const char *part : parts) {
        if (*part != '\0' && ::mkdir((folder + part).c_str(), 0700) != 0)
            return {"overlay", State::Missing, "No folder can be made in " + paths.root + ": " + strerrorText(errno) + ".", {}};
    }
    const Scratch scratch{folder.c_str(), {machine.user == 0, ::geteuid(), ::getegid()}};
    const Step step = inChild(&mountOverlay, &scratch);
    if (step.error == 0)
        return {"overlay", State::Works, "Layers can be put together in " + paths.root + ".", {}};
    Check check{"overlay", State::Missing, "An overlay cannot be mounted in " + paths.root + ": " + strerrorText(step.error) + ".", {}};
    if (step.stage == Mount && step.error == ENODEV)
        check.fix = "sudo modprobe overlay";
    else if (step.stage == Mount && step.error == EINVAL)
        check.found += " Its file system cannot be the upper layer of one (an overlay itself, or a network's): choose another folder with --root.";
    else if (step.stage < Mount)
        check.found += " It needs a user namespace, see above.";
    return check;
}

} // namespace

void checkRootless(const Paths &paths, const Machine &machine, const Report &report)
{
    report(userNamespaces(machine));
    report(subordinateIds(machine));
    report(overlay(paths, machine));
}

} // namespace tare::preflight
