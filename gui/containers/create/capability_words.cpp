// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/create/capability_words.h"

#include "core/runtime/seccomp/resolve.h"
#include "core/runtime/spec/spec.h"

#include <QCoreApplication>
#include <algorithm>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

struct Capabilities
{
    Q_DECLARE_TR_FUNCTIONS(Capabilities)
};

} // namespace

QVector<CapabilityWords> capabilityWords()
{
    const auto say = [](const char *name, const QString &words) {
        const int number = runtime::capabilityNumber("CAP_" + std::string(name));
        const bool usual = number >= 0 && ((runtime::defaultCapabilities() >> static_cast<unsigned>(number)) & 1U) != 0;
        return CapabilityWords{QString::fromLatin1(name), words, usual};
    };
    return {
        say("AUDIT_CONTROL", Capabilities::tr("Set up the kernel's audit")),
        say("AUDIT_READ", Capabilities::tr("Read the kernel's audit messages")),
        say("AUDIT_WRITE", Capabilities::tr("Write to the kernel's audit log")),
        say("BLOCK_SUSPEND", Capabilities::tr("Keep the machine from going to sleep")),
        say("BPF", Capabilities::tr("Load BPF programs into the kernel")),
        say("CHECKPOINT_RESTORE", Capabilities::tr("Freeze processes to disk and bring them back")),
        say("CHOWN", Capabilities::tr("Give files to other users")),
        say("DAC_OVERRIDE", Capabilities::tr("Read and write files whatever their mode says")),
        say("DAC_READ_SEARCH", Capabilities::tr("Read files and folders whatever their mode says")),
        say("FOWNER", Capabilities::tr("Do to any file what only its owner may")),
        say("FSETID", Capabilities::tr("Keep the setuid and setgid bits of changed files")),
        say("IPC_LOCK", Capabilities::tr("Lock memory, so that it is never swapped out")),
        say("IPC_OWNER", Capabilities::tr("Use any shared memory whatever its mode says")),
        say("KILL", Capabilities::tr("Send signals to processes of other users")),
        say("LEASE", Capabilities::tr("Be told when others open a file")),
        say("LINUX_IMMUTABLE", Capabilities::tr("Make files that nobody can change")),
        say("MAC_ADMIN", Capabilities::tr("Change the rules of a security module")),
        say("MAC_OVERRIDE", Capabilities::tr("Not be held by a security module's rules")),
        say("MKNOD", Capabilities::tr("Make device files")),
        say("NET_ADMIN", Capabilities::tr("Set up network devices, routes and firewalls")),
        say("NET_BIND_SERVICE", Capabilities::tr("Listen on ports below 1024")),
        say("NET_BROADCAST", Capabilities::tr("Send to everybody in the network")),
        say("NET_RAW", Capabilities::tr("Send packets of any kind, as ping does")),
        say("PERFMON", Capabilities::tr("Measure what runs on the whole machine")),
        say("SETFCAP", Capabilities::tr("Give capabilities to files")),
        say("SETGID", Capabilities::tr("Become any group")),
        say("SETPCAP", Capabilities::tr("Take capabilities away for good")),
        say("SETUID", Capabilities::tr("Become any user")),
        say("SYS_ADMIN", Capabilities::tr("Mount, and much else: nearly as much as root")),
        say("SYS_BOOT", Capabilities::tr("Restart the machine")),
        say("SYS_CHROOT", Capabilities::tr("Choose another root folder")),
        say("SYS_MODULE", Capabilities::tr("Load code into the kernel")),
        say("SYS_NICE", Capabilities::tr("Give processes more of the CPU than others")),
        say("SYS_PACCT", Capabilities::tr("Turn the accounting of processes on and off")),
        say("SYS_PTRACE", Capabilities::tr("Look into and change other processes")),
        say("SYS_RAWIO", Capabilities::tr("Use ports and memory of the hardware directly")),
        say("SYS_RESOURCE", Capabilities::tr("Go beyond limits, and raise them")),
        say("SYS_TIME", Capabilities::tr("Set the machine's clock")),
        say("SYS_TTY_CONFIG", Capabilities::tr("Set up terminals")),
        say("SYSLOG", Capabilities::tr("Read and clear the kernel's messages")),
        say("WAKE_ALARM", Capabilities::tr("Wake the machine up at a time")),
    };
}

QString capabilityName(const std::string &name)
{
    const QString upper = QString::fromStdString(name).toUpper();
    return upper.startsWith("CAP_"_L1) ? upper.mid(4) : upper;
}

} // namespace tare::gui
