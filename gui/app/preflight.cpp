// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/preflight.h"

#include "core/base/strings.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <array>
#include <string_view>

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

// What nothing works without comes first.
int rank(const Finding &finding)
{
    constexpr std::array<std::string_view, 6> order = {"rootless", "subuid", "starter", "limits", "qemu", "kvm"};
    return static_cast<int>(std::find(order.begin(), order.end(), finding.feature) - order.begin());
}

// Several limits mostly lack the same thing: one finding, whose text is "--cpus, --memory: why".
std::vector<Finding> together(const std::vector<Finding> &findings)
{
    std::vector<Finding> out;
    for (const Finding &finding : findings) {
        const auto same = std::find_if(out.begin(), out.end(), [&](const Finding &other) {
            return finding.feature == "limits" && other.feature == "limits" && other.fix == finding.fix;
        });
        const std::string flag = finding.missing.substr(0, finding.missing.find(": "));
        if (same == out.end())
            out.push_back(finding);
        else if (const auto end = same->missing.find(": "); end != std::string::npos)
            same->missing.insert(end, ", " + flag);
    }
    std::stable_sort(out.begin(), out.end(), [](const Finding &a, const Finding &b) { return rank(a) < rank(b); });
    return out;
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
    for (const Finding &finding : info.findings) // every one with its own reason
        lines += finding.fix.empty() ? sentence(finding) : sentence(finding) + u"\n    "_s + foreign(finding.fix);
    if (lines.isEmpty())
        return text;
    const std::vector<Finding> found = together(info.findings);
    const Finding &first = found.front();
    text.what = sentence(first);
    if (!first.fix.empty())
        text.advice = Preflight::tr("To mend it: %1").arg(foreign(first.fix));
    const int others = static_cast<int>(found.size()) - 1;
    if (lines.size() > 1)
        text.details = lines.join(u'\n');
    if (others > 0) {
        text.what += u' ' + Preflight::tr("(and %n more)", "further things that the machine lacks", others);
    }
    return text;
}

} // namespace tare::gui
