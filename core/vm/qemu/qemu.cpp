// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vm/qemu/qemu.h"

#include "core/base/paths.h"
#include "core/base/programs.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"
#include "core/vm/channel.h"
#include "core/vm/qemu/host_tsc.h"
#include "core/vm/qemu/machine.h"

#include <algorithm>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/utsname.h>

namespace tare::vm {

namespace {

// no_timer_check: the kernel panics ("IO-APIC + timer doesn't work!") when its timer does not tick within a
// few milliseconds of its own time, and on a busy host an emulated one, or one of a guest that has to wait
// for its turn, may not. On KVM the kernel leaves this check out by itself.
constexpr const char *kernelLine = "console=ttyS0 quiet panic=-1 no_timer_check";

// A comma in a value is written twice.
std::string escaped(const std::string &value)
{
    std::string out;
    for (const char c : value)
        out.append(c == ',' ? 2 : 1, c);
    return out;
}

std::string findInPath(const std::string &name)
{
    std::string path = environment("PATH");
    if (path.empty())
        path = "/usr/bin:/bin";
    for (const std::string_view folder : split(path, ':')) { // views of `path`
        std::string candidate = std::string(folder) + "/" + name;
        if (!folder.empty() && folder.front() == '/' && ::access(candidate.c_str(), X_OK) == 0)
            return candidate;
    }
    return {};
}

struct SocketPair
{
    UniqueFd ours, theirs;
};

Result<SocketPair> socketPair()
{
    int fds[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) != 0)
        return failSystem("make a socket pair", "guest");
    return SocketPair{UniqueFd(fds[0]), UniqueFd(fds[1])};
}

} // namespace

const char *accelerationName(Acceleration acceleration)
{
    return acceleration == Acceleration::Kvm ? "KVM" : "TCG (software emulation)";
}

Result<Qemu> Qemu::find()
{
    utsname machine{};
    ::uname(&machine);
    if (std::string_view(machine.machine) != "x86_64")
        return fail(Errc::NotOnThisMachine, "virtual machines",
                    std::string("guests of this architecture are not known: ") + machine.machine);
    Qemu qemu;
    qemu.m_program = findInPath("qemu-system-x86_64");
    if (qemu.m_program.empty())
        return fail(Errc::NotOnThisMachine, "QEMU", "qemu-system-x86_64 is not installed",
                    "Install qemu-system-x86 (apt install qemu-system-x86).");
    SpawnOptions options;
    options.argv = {qemu.m_program, "-version"};
    RunLimits limits;
    limits.time = std::chrono::seconds(20);
    const auto clockBefore = tscMoment();
    const RunOutput output = TARE_TRY(run(options, limits));
    constexpr std::string_view before = "version ";
    const std::size_t at = output.out.find(before);
    if (output.exitCode != 0 || at == std::string::npos)
        return fail(Errc::NotOnThisMachine, "QEMU", qemu.m_program + " does not say its version");
    qemu.m_version = output.out.substr(
        at + before.size(), output.out.find_first_of(" \n", at + before.size()) - at - before.size());
    qemu.m_microvm = environment("TARE_QEMU_MACHINE") == "microvm";
    // What was waited for anyway is long enough to measure it.
    if (const auto clockAfter = tscMoment(); clockBefore && clockAfter)
        qemu.m_tscKhz = tscRate(*clockBefore, *clockAfter).value_or(0);
    return qemu;
}

std::string Qemu::kernelCommandLine(Acceleration acceleration) const
{
    std::string line = kernelLine;
    // With KVM the guest has its clock from the host.
    if (acceleration == Acceleration::Emulation && m_tscKhz > 0)
        line += " tsc_early_khz=" + std::to_string(m_tscKhz) + " tsc=reliable";
    // microvm has no PCI to look for.
    return line + (m_microvm ? " pci=off" : "");
}

std::vector<std::string> Qemu::arguments(const BootSpec &spec, int channelFd, int consoleFd) const
{
    const bool kvm = spec.acceleration == Acceleration::Kvm;
    const char *bus = m_microvm ? "device" : "pci";
    std::vector<std::string> argv = {
        m_program, "-machine",
        machine() + (m_microvm ? "" : ",sata=off,smbus=off,usb=off,vmport=off,graphics=off") +
            (kvm ? ",accel=kvm" : ",accel=tcg"),
        "-cpu", kvm ? "host" : "qemu64", "-smp", std::to_string(spec.cpus), "-m",
        fmt::format("{}M", std::max<std::int64_t>(spec.memory >> 20U, 1)),
        // Nothing that was not asked for: no network, no display, no monitor, no user's configuration.
        "-nodefaults", "-no-user-config", "-display", "none", "-monitor", "none", "-nic", "none",
        "-no-reboot", "-sandbox", "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny",
        "-kernel", spec.kernel, "-initrd", spec.initramfs, "-append", kernelCommandLine(spec.acceleration),
        "-chardev", fmt::format("socket,id=console,fd={}", consoleFd), "-serial", "chardev:console",
        "-device", fmt::format("virtio-serial-{}", bus), "-chardev",
        fmt::format("socket,id=channel,fd={}", channelFd), "-device",
        fmt::format("virtserialport,chardev=channel,name={}", channelName)};
    if (!spec.disk.empty())
        argv.insert(argv.end(),
                    {"-drive",
                     "id=root,if=none,format=raw,snapshot=on,cache=unsafe,file=" + escaped(spec.disk),
                     "-device", fmt::format("virtio-blk-{},drive=root", bus)});
    return argv;
}

Result<std::unique_ptr<VirtualMachine>> Qemu::boot(const BootSpec &spec)
{
    constexpr int channelFd = 3;
    constexpr int consoleFd = 4;
    const std::string command = TARE_TRY(encodeCommand(spec.command));
    SocketPair channel = TARE_TRY(socketPair());
    SocketPair console = TARE_TRY(socketPair());
    Pipe complaints = TARE_TRY(makePipe());
    SpawnOptions options;
    options.argv = {TARE_TRY(findProgram("tare-tether")), std::to_string(::getpid())};
    const std::vector<std::string> qemu = arguments(spec, channelFd, consoleFd);
    options.argv.insert(options.argv.end(), qemu.begin(), qemu.end());
    const std::string temporary = environment("TMPDIR");
    options.env = {"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8",
                   "TMPDIR=" + (temporary.empty() ? std::string("/var/tmp") : temporary)};
    options.fds = {
        {channel.theirs.get(), channelFd}, {console.theirs.get(), consoleFd}, {complaints.write.get(), 2}};
    options.newSession = true; // a terminal's Ctrl+C is for whoever looks after it
    Child child = TARE_TRY(spawn(options));
    return std::unique_ptr<VirtualMachine>(
        std::make_unique<QemuMachine>(std::move(child), std::move(channel.ours), std::move(console.ours),
                                      std::move(complaints.read), command));
}

} // namespace tare::vm
