// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/preflight/preflight_words.h"

#include <QCoreApplication>
#include <QHash>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

struct PreflightWords
{
    Q_DECLARE_TR_FUNCTIONS(PreflightWords)
};

struct Words
{
    QString title, meaning;
};

QHash<QString, Words> words()
{
    return {
        {u"kernel"_s, {PreflightWords::tr("System calls"), PreflightWords::tr("A container is made by newer calls of the Linux kernel. Without them nothing runs.")}},
        {u"seccomp"_s, {PreflightWords::tr("System call filter (seccomp)"), PreflightWords::tr("Keeps containers from calls that they do not need, and that break-outs have used.")}},
        {u"userns"_s, {PreflightWords::tr("User namespaces"), PreflightWords::tr("An ordinary user is root inside his container and nobody outside. Without them only root runs containers.")}},
        {u"subuid"_s, {PreflightWords::tr("Subordinate ids (newuidmap)"), PreflightWords::tr("A container has many users, so it needs many ids. With one id, images whose files belong to several users do not work, nor does --user.")}},
        {u"overlay"_s, {PreflightWords::tr("Layers (overlay)"), PreflightWords::tr("Containers of one image share its files and store only what they change.")}},
        {u"cpus"_s, {PreflightWords::tr("Limit of CPU time"), PreflightWords::tr("For --cpus, --cpu-shares and --cpu-quota.")}},
        {u"memory"_s, {PreflightWords::tr("Limit of memory"), PreflightWords::tr("For --memory: without it one container can use up the whole machine's.")}},
        {u"memory-swap"_s, {PreflightWords::tr("Limit of swap"), PreflightWords::tr("For --memory-swap: memory and swap together.")}},
        {u"pids"_s, {PreflightWords::tr("Limit of processes"), PreflightWords::tr("For --pids-limit: what stops a fork bomb.")}},
        {u"cpuset"_s, {PreflightWords::tr("Choice of CPUs"), PreflightWords::tr("For --cpuset-cpus and --cpuset-mems.")}},
        {u"io"_s, {PreflightWords::tr("Limit of disk rates"), PreflightWords::tr("For --device-read-bps and its kin.")}},
        {u"io-weight"_s, {PreflightWords::tr("Shares of the disk"), PreflightWords::tr("For --blkio-weight: who comes first when the disk is busy.")}},
        {u"bridge"_s, {PreflightWords::tr("Bridges"), PreflightWords::tr("The switch that containers of one network are plugged into.")}},
        {u"nat"_s, {PreflightWords::tr("Address translation (nftables)"), PreflightWords::tr("Lets containers out to the network, and published ports in (-p).")}},
        {u"forwarding"_s, {PreflightWords::tr("Forwarding"), PreflightWords::tr("Without it packets do not leave their bridge: containers reach this machine alone.")}},
        {u"bridge-filter"_s, {PreflightWords::tr("Firewall on bridges (br_netfilter)"), PreflightWords::tr("Whether rules of other programs apply between two containers of one network.")}},
        {u"uplink"_s, {PreflightWords::tr("Network without root (pasta, slirp4netns)"), PreflightWords::tr("Carries the packets of a user's containers. Without it they have --network none and host only.")}},
        {u"tun"_s, {PreflightWords::tr("Network device of a user (/dev/net/tun)"), PreflightWords::tr("What pasta and slirp4netns plug into a container.")}},
        {u"ports"_s, {PreflightWords::tr("Low ports"), PreflightWords::tr("For -p 80:80: a web server where browsers look for it.")}},
        {u"ipv6"_s, {PreflightWords::tr("IPv6"), PreflightWords::tr("For networks with --ipv6, and for published ports at ::1.")}},
        {u"inotify"_s, {PreflightWords::tr("Watching files (inotify)"), PreflightWords::tr("By this the window learns what happens; every log that is followed needs one, too.")}},
        {u"files"_s, {PreflightWords::tr("Open files"), PreflightWords::tr("Servers with many connections need many. A container cannot have more than its starter.")}},
        {u"store"_s, {PreflightWords::tr("Space on the disk"), PreflightWords::tr("Images, what containers write, and disks of virtual machines are kept there.")}},
        {u"clock"_s, {PreflightWords::tr("Clock"), PreflightWords::tr("What Compare measures is a few milliseconds long; a slow clock adds its own time to it.")}},
        {u"qemu"_s, {PreflightWords::tr("Virtual machines (QEMU)"), PreflightWords::tr("Compare weighs a container against one.")}},
        {u"guest-kernel"_s, {PreflightWords::tr("Kernel for virtual machines"), PreflightWords::tr("A virtual machine runs its own kernel, other than a container; it boots the image with it.")}},
        {u"kvm"_s, {PreflightWords::tr("Hardware virtualization (KVM)"), PreflightWords::tr("With it a virtual machine runs nearly as fast as this one. Without it everything is emulated, and many times slower. A guest was asked: a /dev/kvm that opens proves nothing.")}},
    };
}

} // namespace

QVector<CheckGroup> checkGroups()
{
    return {{PreflightWords::tr("What containers are made of"), {u"kernel"_s, u"seccomp"_s, u"overlay"_s}},
            {PreflightWords::tr("Containers without root"), {u"userns"_s, u"subuid"_s}},
            {PreflightWords::tr("Networks"), {u"bridge"_s, u"nat"_s, u"forwarding"_s, u"bridge-filter"_s, u"uplink"_s, u"tun"_s, u"ports"_s, u"ipv6"_s}},
            {PreflightWords::tr("Resource limits (control groups)"), {u"cpus"_s, u"memory"_s, u"memory-swap"_s, u"pids"_s, u"cpuset"_s, u"io"_s, u"io-weight"_s}},
            {PreflightWords::tr("This machine"), {u"store"_s, u"inotify"_s, u"files"_s}},
            {PreflightWords::tr("Virtual machines and measurements"), {u"qemu"_s, u"guest-kernel"_s, u"kvm"_s, u"clock"_s}}};
}

QString checkTitle(const QString &id)
{
    return words().value(id).title;
}

QString checkMeaning(const QString &id)
{
    return words().value(id).meaning;
}

QString stateWord(preflight::State state)
{
    switch (state) {
    case preflight::State::Works: return PreflightWords::tr("works", "state of a check");
    case preflight::State::Limited: return PreflightWords::tr("limited", "state of a check");
    case preflight::State::Missing: return PreflightWords::tr("missing", "state of a check");
    case preflight::State::NotNeeded: return PreflightWords::tr("not needed", "state of a check");
    }
    return {};
}

QString stateIconName(preflight::State state)
{
    switch (state) {
    case preflight::State::Works: return u"works"_s;
    case preflight::State::Limited: return u"warning"_s;
    case preflight::State::Missing: return u"close"_s;
    case preflight::State::NotNeeded: return u"dash"_s;
    }
    return {};
}

} // namespace tare::gui
