// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/launch/kernel.h"

#include "core/runtime/rootfs/attach.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <linux/openat2.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/personality.h>
#include <sys/socket.h>
#include <sys/syscall.h>

namespace tare::runtime {

Result<KernelFiles> KernelFiles::open(bool needed)
{
    KernelFiles files;
    if (needed)
        files.m_proc = TARE_TRY(makeFileSystem("proc", "proc", {}, 0));
    return files;
}

Status KernelFiles::write(const std::string &file, const std::string &value) const
{
    open_how how{};
    how.flags = O_WRONLY | O_CLOEXEC;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_XDEV | RESOLVE_NO_MAGICLINKS;
    const UniqueFd fd(static_cast<int>(::syscall(SYS_openat2, m_proc.get(), file.c_str(), &how, sizeof how)));
    if (!fd)
        return failSystem("open", "/proc/" + file);
    if (::write(fd.get(), value.data(), value.size()) < 0)
        return failSystem("write", "/proc/" + file);
    return {};
}

Status checkSysctl(const Spec &spec, const std::string &name)
{
    const auto refuse = [&](const char *kind) {
        return fail(Errc::InvalidArgument, "sysctl " + name,
                    std::string("it belongs to the ") + kind +
                        " namespace, and the container shares the host's");
    };
    if (name.find("..") != std::string::npos || name.empty())
        return fail(Errc::InvalidArgument, "sysctl " + name, "no such setting");
    static constexpr std::string_view ipc[] = {
        "kernel.msgmax", "kernel.msgmnb", "kernel.msgmni",          "kernel.sem",
        "kernel.shmall", "kernel.shmmax", "kernel.shm_rmid_forced", "kernel.shmmni"};
    const auto starts = [&](const char *prefix) { return name.compare(0, std::strlen(prefix), prefix) == 0; };
    if (std::find(std::begin(ipc), std::end(ipc), name) != std::end(ipc) || starts("fs.mqueue."))
        return spec.find(NamespaceKind::Ipc) != nullptr ? Status() : refuse("ipc");
    if (starts("net.") || starts("net/"))
        return spec.find(NamespaceKind::Network) != nullptr ? Status() : refuse("network");
    if (name == "kernel.hostname")
        return fail(Errc::InvalidArgument, "sysctl " + name, "it is not allowed, as it conflicts with the field hostname");
    if (name == "kernel.domainname")
        return spec.find(NamespaceKind::Uts) != nullptr ? Status() : refuse("uts");
    return fail(Errc::InvalidArgument, "sysctl " + name,
                "it is a setting of the whole machine, not of a namespace");
}

Status KernelFiles::setSysctls(const Spec &spec) const
{
    for (const auto &[name, value] : spec.sysctl) {
        TARE_CHECK(checkSysctl(spec, name));
        std::string file = name;
        if (file.find('/') == std::string::npos) // "net/ipv4/conf/eth0.1/forwarding" keeps its dots
            std::replace(file.begin(), file.end(), '.', '/');
        TARE_CHECK(write("sys/" + file, value));
    }
    return {};
}

Status KernelFiles::setApparmor(const std::string &profile) const
{
    if (profile.empty() || profile == "unconfined")
        return {};
    const std::string task = std::to_string(::syscall(SYS_gettid));
    Status done = write("self/task/" + task + "/attr/apparmor/exec", "exec " + profile);
    if (!done && done.error().osError == ENOENT)
        return fail(Errc::NotOnThisMachine, "AppArmor profile " + profile, "AppArmor is not enabled here");
    return done;
}

Status raiseLoopback()
{
    const UniqueFd socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    if (!socket)
        return failSystem("open socket for", "lo");
    ifreq request{};
    std::strcpy(request.ifr_name, "lo");
    request.ifr_flags = IFF_UP;
    if (::ioctl(socket.get(), SIOCSIFFLAGS, &request) != 0)
        return failSystem("bring up", "lo");
    return {};
}

Status setPersonality(std::uint64_t personality)
{
    if (::personality(static_cast<unsigned long>(personality)) < 0)
        return failSystem("set", "personality");
    return {};
}

} // namespace tare::runtime
