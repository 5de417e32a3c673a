// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/preflight/found_words.h"

#include "gui/widgets/format.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

// The sentences of core/preflight; the first that fits is the one.
constexpr const char *sentences[] = {
    QT_TRANSLATE_NOOP("PreflightFound", "%1 has every system call that containers are made with."),
    QT_TRANSLATE_NOOP("PreflightFound", "%1 does not have: %2."),
    QT_TRANSLATE_NOOP("PreflightFound", "The kernel filters system calls."),
    QT_TRANSLATE_NOOP("PreflightFound", "The kernel does not filter system calls: %1."),
    QT_TRANSLATE_NOOP("PreflightFound", "An ordinary user can be root of a user namespace of his own."),
    QT_TRANSLATE_NOOP("PreflightFound", "This user can be root of a user namespace of his own."),
    QT_TRANSLATE_NOOP("PreflightFound", "A user namespace cannot be made: %1."),
    QT_TRANSLATE_NOOP("PreflightFound", "Root has every id of the machine."),
    QT_TRANSLATE_NOOP("PreflightFound", "Only this user's own id can be used in containers: %1."),
    QT_TRANSLATE_NOOP("PreflightFound", "%1 ids can be used in containers."),
    QT_TRANSLATE_NOOP("PreflightFound", "newuidmap does not map this user's ids: %1."),
    QT_TRANSLATE_NOOP("PreflightFound", "No folder can be made in %1: %2."),
    QT_TRANSLATE_NOOP("PreflightFound", "Layers can be put together in %1."),
    QT_TRANSLATE_NOOP("PreflightFound", "An overlay cannot be mounted in %1: %2."),
    QT_TRANSLATE_NOOP("PreflightFound", "Can be applied, by control groups of version %1."),
    QT_TRANSLATE_NOOP("PreflightFound", "Cannot be applied: %1."),
    QT_TRANSLATE_NOOP("PreflightFound", "A bridge with a pair of devices can be made."),
    QT_TRANSLATE_NOOP("PreflightFound", "A bridge with a pair of devices cannot be made: %1."),
    QT_TRANSLATE_NOOP("PreflightFound", "nftables takes the rules that translate addresses and publish ports."),
    QT_TRANSLATE_NOOP("PreflightFound", "nftables refuses the rules that translate addresses and publish ports: %1."),
    QT_TRANSLATE_NOOP("PreflightFound", "Without root, containers have a network of their own in which packets are forwarded."),
    QT_TRANSLATE_NOOP("PreflightFound", "Without root, this machine's firewall does not see packets between containers."),
    QT_TRANSLATE_NOOP("PreflightFound", "net.ipv4.ip_forward is on."),
    QT_TRANSLATE_NOOP("PreflightFound", "net.ipv4.ip_forward is off; the first network switches it on."),
    QT_TRANSLATE_NOOP("PreflightFound", "net.ipv4.ip_forward is off and cannot be switched on from here."),
    QT_TRANSLATE_NOOP("PreflightFound", "Packets between containers of one network pass nothing but their bridge."),
    QT_TRANSLATE_NOOP("PreflightFound", "Packets between containers of one network also pass this machine's iptables rules (br_netfilter): another program's firewall can stop them, and they are slower."),
    QT_TRANSLATE_NOOP("PreflightFound", "Root's networks are bridges of the kernel."),
    QT_TRANSLATE_NOOP("PreflightFound", "Neither pasta nor slirp4netns is here: without root, containers have no network."),
    QT_TRANSLATE_NOOP("PreflightFound", "%1 carries the packets of containers."),
    QT_TRANSLATE_NOOP("PreflightFound", "%1 does not start: %2."),
    QT_TRANSLATE_NOOP("PreflightFound", "/dev/net/tun cannot be opened: %1."),
    QT_TRANSLATE_NOOP("PreflightFound", "/dev/net/tun opens but makes no device: %1."),
    QT_TRANSLATE_NOOP("PreflightFound", "/dev/net/tun can be opened."),
    QT_TRANSLATE_NOOP("PreflightFound", "Every port from 80 on can be published."),
    QT_TRANSLATE_NOOP("PreflightFound", "Ports below %1 cannot be published by this user."),
    QT_TRANSLATE_NOOP("PreflightFound", "IPv6 is on."),
    QT_TRANSLATE_NOOP("PreflightFound", "There is no IPv6: networks with --ipv6 cannot be used."),
    QT_TRANSLATE_NOOP("PreflightFound", "Files cannot be watched any more (%1): other programs have used up what this user may."),
    QT_TRANSLATE_NOOP("PreflightFound", "Only %1 programs' places and %2 files can be watched at once."),
    QT_TRANSLATE_NOOP("PreflightFound", "%1 programs' places and %2 files can be watched at once."),
    QT_TRANSLATE_NOOP("PreflightFound", "A program may have at most %1 open files."),
    QT_TRANSLATE_NOOP("PreflightFound", "A program may have any number of open files."),
    QT_TRANSLATE_NOOP("PreflightFound", "%1 are free where images and containers are kept (%2)."),
    QT_TRANSLATE_NOOP("PreflightFound", "%1 cannot be read: %2."),
    QT_TRANSLATE_NOOP("PreflightFound", "%1 can only be read."),
    QT_TRANSLATE_NOOP("PreflightFound", "The kernel does not say by what it tells the time."),
    QT_TRANSLATE_NOOP("PreflightFound", "Time is told by %1, which a program reads without a system call."),
    QT_TRANSLATE_NOOP("PreflightFound", "Time is told by %1, which takes microseconds to read: short measurements are less exact."),
    QT_TRANSLATE_NOOP("PreflightFound", "QEMU %1 is here."),
    QT_TRANSLATE_NOOP("PreflightFound", "Guests boot %1."),
    QT_TRANSLATE_NOOP("PreflightFound", "No guest can be asked before the two above are here."),
    QT_TRANSLATE_NOOP("PreflightFound", "A guest came up on KVM."),
    QT_TRANSLATE_NOOP("PreflightFound", "Guests run in software emulation: %1."),
    QT_TRANSLATE_NOOP("PreflightFound", "Not available on this machine: %1."),
};

// "%1 cannot be read: %2." → what stands for %1 and %2; nothing when it is another sentence.
std::optional<QStringList> partsOf(const QString &found, const QString &sentence)
{
    QString pattern = QRegularExpression::escape(sentence);
    for (int part = 1; part <= 2; ++part)
        pattern.replace(u"\\%%1"_s.arg(part), u"(.+)"_s);
    const QRegularExpression expression(QRegularExpression::anchoredPattern(pattern), QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch match = expression.match(found);
    return match.hasMatch() ? std::optional(match.capturedTexts().mid(1)) : std::nullopt;
}

} // namespace

QString foundWords(const std::string &found)
{
    const QString line = plainLine(found);
    for (const char *sentence : sentences) {
        const auto parts = partsOf(line, QString::fromLatin1(sentence));
        if (!parts)
            continue;
        const QString words = QCoreApplication::translate("PreflightFound", sentence);
        // Together: what stands for %1 may have a %2 in it.
        return parts->size() == 2 ? words.arg((*parts)[0], (*parts)[1]) : parts->size() == 1 ? words.arg((*parts)[0]) : words;
    }
    return line;
}

} // namespace tare::gui
