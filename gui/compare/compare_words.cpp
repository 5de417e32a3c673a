// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/compare_words.h"

#include "gui/app/theme.h"
#include "gui/widgets/format.h"

#include <QCoreApplication>
#include <QMap>
#include <algorithm>
#include <cmath>

namespace tare::gui {

using namespace Qt::StringLiterals;
using measure::Experiment;
using measure::Subject;

namespace {

struct Charts
{
    Q_DECLARE_TR_FUNCTIONS(Charts)
};

} // namespace

QString stageTitle(const std::string &stage)
{
    static const QMap<QString, const char *> names = {
        {u"exec"_s, QT_TRANSLATE_NOOP("Charts", "starting the program")},
        {u"workload"_s, QT_TRANSLATE_NOOP("Charts", "the program's first line")},
        {u"create"_s, QT_TRANSLATE_NOOP("Charts", "creating the container")},
        {u"start"_s, QT_TRANSLATE_NOOP("Charts", "namespaces and mounts")},
        {u"hypervisor"_s, QT_TRANSLATE_NOOP("Charts", "hypervisor and firmware")},
        {u"kernel"_s, QT_TRANSLATE_NOOP("Charts", "guest kernel")},
        {u"init"_s, QT_TRANSLATE_NOOP("Charts", "guest drivers")},
        {u"disk"_s, QT_TRANSLATE_NOOP("Charts", "guest disk")},
    };
    const QString name = plainLine(stage);
    const char *source = names.value(name, nullptr);
    return source != nullptr ? Charts::tr(source) : name;
}

bool isEmulated(const Experiment &experiment, Subject subject)
{
    return experiment.vmEmulated && subject == Subject::Vm;
}

QString subjectTitle(const Experiment &experiment, Subject subject)
{
    if (isEmulated(experiment, subject))
        return Charts::tr("Virtual machine (software emulation)");
    return subjectTitle(subject);
}

QString emulationWords(const Experiment &experiment, Subject subject)
{
    if (subject != Subject::Vm)
        return {};
    if (experiment.vmEmulated)
        return Charts::tr("software emulation");
    return experiment.vmAccelerator.empty() ? Charts::tr("accelerator not known yet") : QString();
}

const measure::SubjectSummary *summaryWithNumber(const Experiment &experiment, Subject subject)
{
    for (const measure::SubjectSummary &summary : experiment.summaries)
        if (summary.subject == subject && summary.start.n > 0 && std::isfinite(summary.start.median))
            return &summary;
    return nullptr;
}

int failures(const Experiment &experiment, Subject subject)
{
    return static_cast<int>(std::count_if(
        experiment.samples.begin(), experiment.samples.end(),
        [subject](const measure::Sample &sample) { return sample.subject == subject && !sample.error.empty(); }));
}

QString ratioText(double ratio)
{
    constexpr double few = 9.95, many = 999.5;
    if (ratio < few)
        return QString::number(ratio, 'f', 1);
    if (ratio < many)
        return QString::number(ratio, 'f', 0);
    const double unit = std::pow(10.0, std::floor(std::log10(ratio)) - 2);
    return QString::number(std::round(ratio / unit) * unit, 'f', 0);
}

} // namespace tare::gui
