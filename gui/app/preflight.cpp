// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/preflight.h"

#include "core/base/strings.h"

#include <QCoreApplication>
#include <QStringList>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

struct Preflight
{
    Q_DECLARE_TR_FUNCTIONS(Preflight)
};

QString foreign(const std::string &text)
{
    return QString::fromStdString(escapeControl(text));
}

QString sentence(const Finding &finding)
{
    if (finding.feature == "limits")
        return Preflight::tr("Some resource limits cannot be applied on this machine: %1").arg(foreign(finding.missing));
    if (finding.feature == "rootless")
        return Preflight::tr("Containers without root are not possible yet: %1").arg(foreign(finding.missing));
    if (finding.feature == "subuid")
        return Preflight::tr("This user has no range of subordinate user ids: %1").arg(foreign(finding.missing));
    if (finding.feature == "kvm")
        return Preflight::tr("Virtual machines run in software emulation here: %1").arg(foreign(finding.missing));
    if (finding.feature == "qemu")
        return Preflight::tr("Virtual machines cannot be started yet: %1").arg(foreign(finding.missing));
    if (finding.feature == "starter")
        return Preflight::tr("The starter image cannot be made yet: %1").arg(foreign(finding.missing));
    return foreign(finding.missing);
}

} // namespace

PreflightText preflightText(const EngineInfo &info)
{
    PreflightText text;
    QStringList lines;
    for (const Finding &finding : info.findings)
        lines += finding.fix.empty() ? sentence(finding) : sentence(finding) + u"\n    "_s + foreign(finding.fix);
    if (lines.isEmpty())
        return text;
    const Finding &first = info.findings.front();
    text.what = sentence(first);
    if (!first.fix.empty())
        text.advice = Preflight::tr("To mend it: %1").arg(foreign(first.fix));
    const int others = static_cast<int>(info.findings.size()) - 1;
    if (others > 0) {
        text.what += u' ' + Preflight::tr("(and %n more)", "further things that the machine lacks", others);
        text.details = lines.join(u'\n');
    }
    return text;
}

} // namespace tare::gui
