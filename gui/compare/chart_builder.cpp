// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/chart_builder.h"

#include "gui/app/theme.h"
#include "gui/widgets/format.h"

#include <QCoreApplication>
#include <QMap>
#include <algorithm>
#include <cmath>

namespace tare::gui {

using namespace Qt::StringLiterals;
using measure::Estimate;
using measure::Experiment;
using measure::Subject;
using measure::SubjectSummary;

namespace {

struct Charts
{
    Q_DECLARE_TR_FUNCTIONS(Charts)
};

constexpr int leastForInterval = 5;

const SubjectSummary *summaryOf(const Experiment &experiment, Subject subject)
{
    for (const SubjectSummary &summary : experiment.summaries)
        if (summary.subject == subject && summary.start.n > 0)
            return &summary;
    return nullptr;
}

int failures(const Experiment &experiment, Subject subject)
{
    return static_cast<int>(std::count_if(
        experiment.samples.begin(), experiment.samples.end(),
        [subject](const measure::Sample &sample) { return sample.subject == subject && !sample.error.empty(); }));
}

bool overlap(const Estimate &a, const Estimate &b)
{
    return std::isfinite(a.low) && std::isfinite(b.low) && a.low <= b.high && b.low <= a.high;
}

QString times(double ratio)
{
    return QString::number(ratio, 'f', ratio < 10 ? 1 : 0);
}

QString emulation(const Experiment &experiment, Subject subject)
{
    return experiment.vmEmulated && subject == Subject::Vm ? u" \u00b7 "_s + Charts::tr("software emulation") : QString();
}

ChartRow rowFor(const Experiment &experiment, const SubjectSummary &summary)
{
    ChartRow row;
    row.subject = summary.subject;
    row.name = subjectTitle(summary.subject);
    row.emulated = experiment.vmEmulated && summary.subject == Subject::Vm;
    row.note = u"n = %1"_s.arg(summary.start.n);
    if (const int failed = failures(experiment, summary.subject); failed > 0)
        row.note += u", "_s + Charts::tr("%n failed", "runs", failed);
    return row;
}

QString valueText(const Estimate &estimate, ChartUnit unit)
{
    QString text = chartValue(estimate.median, unit);
    if (std::isfinite(estimate.low) && std::isfinite(estimate.high) && estimate.n >= leastForInterval)
        text += u" [%1 \u2013 %2]"_s.arg(chartValue(estimate.low, unit), chartValue(estimate.high, unit));
    return text;
}

std::optional<std::pair<double, double>> intervalOf(const Estimate &estimate)
{
    if (estimate.n < leastForInterval || !std::isfinite(estimate.low) || !std::isfinite(estimate.high))
        return std::nullopt;
    return std::pair(estimate.low, estimate.high);
}

// What the marks mean, honest about how few runs there were.
QString marks(const Experiment &experiment)
{
    const bool few = std::any_of(experiment.summaries.begin(), experiment.summaries.end(), [](const SubjectSummary &s) {
        return s.start.n > 0 && s.start.n < leastForInterval;
    });
    return few ? Charts::tr("Bars: median. Dots: single runs. No intervals: they need at least five runs.")
               : Charts::tr("Bars: median. Dots: single runs. Whiskers: 95 % interval of the median.");
}

QString startTitle(const Experiment &experiment)
{
    const SubjectSummary *host = summaryOf(experiment, Subject::Host);
    const SubjectSummary *container = summaryOf(experiment, Subject::Container);
    const SubjectSummary *vm = summaryOf(experiment, Subject::Vm);
    const SubjectSummary *base = container != nullptr ? container : host;
    if (vm != nullptr && base != nullptr) {
        if (overlap(vm->start, base->start))
            return Charts::tr("No difference in starting that %n run(s) can show", nullptr, vm->start.n);
        const QString ratio = times(vm->start.median / base->start.median);
        if (base == container)
            return experiment.vmEmulated
                       ? Charts::tr("In software emulation, the virtual machine needs %1 times as long to start as the "
                                    "container").arg(ratio)
                       : Charts::tr("The virtual machine needs %1 times as long to start as the container").arg(ratio);
        return experiment.vmEmulated
                   ? Charts::tr("In software emulation, the virtual machine needs %1 times as long to start as the host "
                                "process").arg(ratio)
                   : Charts::tr("The virtual machine needs %1 times as long to start as the host process").arg(ratio);
    }
    if (container != nullptr && host != nullptr) {
        if (overlap(container->start, host->start))
            return Charts::tr("No difference in starting that %n run(s) can show", nullptr, container->start.n);
        return Charts::tr("The container adds %1 to the start of the host process")
            .arg(formatDuration(container->start.median - host->start.median));
    }
    const SubjectSummary *only = container != nullptr ? container : host != nullptr ? host : vm;
    if (only == nullptr)
        return Charts::tr("No run has given a number yet");
    return Charts::tr("%1: %2 to its first line", "subject, time")
        .arg(subjectTitle(experiment, only->subject), formatDuration(only->start.median));
}

QString stagesTitle(const Experiment &experiment)
{
    const SubjectSummary *slowest = nullptr;
    for (const SubjectSummary &summary : experiment.summaries)
        if (summary.start.n > 0 && !summary.stages.empty() &&
            (slowest == nullptr || summary.start.median > slowest->start.median))
            slowest = &summary;
    if (slowest == nullptr)
        return Charts::tr("Where the time of a start goes");
    const auto longest = std::max_element(slowest->stages.begin(), slowest->stages.end(),
                                          [](const auto &a, const auto &b) { return a.duration < b.duration; });
    return Charts::tr("%1: the longest part of the start is \u201c%2\u201d, with %3", "subject, stage, time")
        .arg(subjectTitle(experiment, slowest->subject), stageTitle(longest->name),
             formatDuration(static_cast<double>(longest->duration)));
}

QString memoryTitle(const Experiment &experiment)
{
    const SubjectSummary *container = summaryOf(experiment, Subject::Container);
    const SubjectSummary *vm = summaryOf(experiment, Subject::Vm);
    if (container != nullptr && vm != nullptr && container->memoryPss.median > 0)
        return Charts::tr("The virtual machine holds %1 times the memory of the container, and %2 is reserved for it")
            .arg(times(vm->memoryPss.median / container->memoryPss.median), formatMemory(vm->memoryReserved.median));
    for (const SubjectSummary *only : {container, vm, summaryOf(experiment, Subject::Host)})
        if (only != nullptr)
            return Charts::tr("%1: %2 of memory in use", "subject, bytes")
                .arg(subjectTitle(experiment, only->subject), formatMemory(only->memoryPss.median));
    return Charts::tr("Memory in use and reserved");
}

} // namespace

QString stageTitle(const std::string &stage)
{
    static const QMap<QString, const char *> names = {
        {u"exec"_s, QT_TRANSLATE_NOOP("Charts", "starting the program")},
        {u"workload"_s, QT_TRANSLATE_NOOP("Charts", "the program's first line")},
        {u"create"_s, QT_TRANSLATE_NOOP("Charts", "creating the container")},
        {u"start"_s, QT_TRANSLATE_NOOP("Charts", "namespaces and mounts")},
        {u"namespaces"_s, QT_TRANSLATE_NOOP("Charts", "namespaces")},
        {u"hypervisor"_s, QT_TRANSLATE_NOOP("Charts", "hypervisor and firmware")},
        {u"kernel"_s, QT_TRANSLATE_NOOP("Charts", "guest kernel")},
        {u"init"_s, QT_TRANSLATE_NOOP("Charts", "guest drivers")},
        {u"disk"_s, QT_TRANSLATE_NOOP("Charts", "guest disk")},
    };
    const QString name = plainLine(stage);
    const char *source = names.value(name, nullptr);
    return source != nullptr ? Charts::tr(source) : name;
}

QString subjectTitle(const Experiment &experiment, Subject subject)
{
    if (experiment.vmEmulated && subject == Subject::Vm)
        return Charts::tr("Virtual machine (software emulation)");
    return subjectTitle(subject);
}

ChartData startChart(const Experiment &experiment)
{
    ChartData data;
    data.title = startTitle(experiment);
    data.subtitle = Charts::tr("Time from \u201cgo\u201d to the first line of the workload.") + u' ' + marks(experiment);
    data.axis = Charts::tr("time from go to the first line (%1)", "axis; %1 is the unit");
    for (const SubjectSummary &summary : experiment.summaries) {
        ChartRow row = rowFor(experiment, summary);
        ChartBar bar;
        if (summary.start.n > 0) {
            bar.segments = {{QString(), summary.start.median}};
            bar.interval = intervalOf(summary.start);
            bar.valueText = valueText(summary.start, ChartUnit::Time) + emulation(experiment, summary.subject);
            for (const measure::Sample &sample : experiment.samples)
                if (sample.subject == summary.subject && sample.error.empty())
                    bar.points.append(static_cast<double>(sample.start));
        } else {
            bar.valueText = Charts::tr("no number; see the table of runs");
        }
        row.bars.append(bar);
        data.rows.append(row);
    }
    return data;
}

ChartData stageChart(const Experiment &experiment)
{
    ChartData data;
    data.title = stagesTitle(experiment);
    data.subtitle = Charts::tr("The median of each stage of a start, in the order in which they happen.");
    data.axis = Charts::tr("time since go (%1)", "axis; %1 is the unit");
    data.legend = true;
    for (const SubjectSummary &summary : experiment.summaries) {
        if (summary.start.n == 0)
            continue;
        ChartRow row = rowFor(experiment, summary);
        ChartBar bar;
        for (const measure::Stage &stage : summary.stages)
            bar.segments.append({stageTitle(stage.name), static_cast<double>(stage.duration)});
        bar.valueText = formatDuration(bar.total()) + emulation(experiment, summary.subject);
        row.bars.append(bar);
        data.rows.append(row);
    }
    return data;
}

ChartData memoryChart(const Experiment &experiment)
{
    ChartData data;
    data.title = memoryTitle(experiment);
    data.subtitle = Charts::tr("In use: proportional set size (PSS) of all processes that the subject needs, the "
                               "container's monitor and the hypervisor included. Reserved: what was promised to the "
                               "subject alone.") + u' ' + marks(experiment);
    data.axis = Charts::tr("memory (%1)", "axis; %1 is the unit");
    data.unit = ChartUnit::Memory;
    for (const SubjectSummary &summary : experiment.summaries) {
        if (summary.start.n == 0)
            continue;
        ChartRow row = rowFor(experiment, summary);
        ChartBar used;
        used.name = Charts::tr("in use", "memory");
        used.segments = {{QString(), summary.memoryPss.median}};
        used.interval = intervalOf(summary.memoryPss);
        for (const measure::Sample &sample : experiment.samples)
            if (sample.subject == summary.subject && sample.error.empty())
                used.points.append(static_cast<double>(sample.memoryPss));
        const QString emulated = emulation(experiment, summary.subject);
        used.valueText = Charts::tr("%1 in use", "memory").arg(valueText(summary.memoryPss, ChartUnit::Memory)) + emulated;
        row.bars.append(used);
        if (summary.memoryReserved.median > 0) {
            ChartBar reserved;
            reserved.name = Charts::tr("reserved", "memory");
            reserved.fill = ChartBar::Fill::Hatched;
            reserved.segments = {{QString(), summary.memoryReserved.median}};
            reserved.valueText = Charts::tr("%1 reserved", "memory").arg(formatMemory(summary.memoryReserved.median)) + emulated;
            row.bars.append(reserved);
        }
        data.rows.append(row);
    }
    return data;
}

} // namespace tare::gui
