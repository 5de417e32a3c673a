// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/chart_builder.h"

#include "gui/app/theme.h"
#include "gui/compare/compare_words.h"
#include "gui/compare/verdict.h"
#include "gui/widgets/format.h"

#include <QCoreApplication>
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

ChartRow rowFor(const Experiment &experiment, const SubjectSummary &summary)
{
    ChartRow row;
    row.subject = summary.subject;
    row.name = subjectTitle(summary.subject);
    row.emulated = isEmulated(experiment, summary.subject);
    row.note = u"n = %1"_s.arg(summary.start.n);
    if (const int failed = failures(experiment, summary.subject); failed > 0)
        row.note += u", "_s + Charts::tr("%n failed", "runs", failed);
    return row;
}

std::optional<std::pair<double, double>> intervalOf(const Estimate &estimate)
{
    if (estimate.n < leastForInterval || !std::isfinite(estimate.low) || !std::isfinite(estimate.high))
        return std::nullopt;
    return std::pair(estimate.low, estimate.high);
}

QString valueText(const Estimate &estimate, ChartUnit unit)
{
    QString text = chartValue(estimate.median, unit);
    if (const auto interval = intervalOf(estimate))
        text += u" [%1 \u2013 %2]"_s.arg(chartValue(interval->first, unit), chartValue(interval->second, unit));
    return text;
}

// Every label of a bar ends with how it was run, where that matters.
QString withEmulation(const QString &text, const Experiment &experiment, Subject subject)
{
    const QString words = emulationWords(experiment, subject);
    return words.isEmpty() ? text : text + u" \u00b7 "_s + words;
}

// What the marks mean, honest about how few runs there were.
QString marks(const Experiment &experiment)
{
    bool few = false, enough = false;
    for (const SubjectSummary &summary : experiment.summaries)
        if (summary.start.n > 0)
            (summary.start.n < leastForInterval ? few : enough) = true;
    if (few && enough)
        return Charts::tr("Bars: median. Dots: single runs. Whiskers: 95 % interval of the median, where there are at least "
                          "five runs.");
    return few ? Charts::tr("Bars: median. Dots: single runs. No intervals: they need at least five runs.")
               : Charts::tr("Bars: median. Dots: single runs. Whiskers: 95 % interval of the median.");
}

bool usable(const measure::Sample &sample, Subject subject)
{
    return sample.subject == subject && sample.error.empty() && sample.start > 0;
}

QString noNumber(const Experiment &experiment, Subject subject)
{
    return failures(experiment, subject) > 0 ? Charts::tr("no number; the table of runs says why")
                                             : Charts::tr("no run yet", "of a subject");
}

// The words on a bar that is enlarged belong to it like those on the bar that is to scale.
void finish(ChartData &data, const Experiment &experiment)
{
    addEnlarged(data);
    for (ChartRow &row : data.rows)
        for (ChartBar &bar : row.bars)
            bar.valueText = withEmulation(bar.valueText, experiment, row.subject);
}

ChartBar usedMemory(const Experiment &experiment, const SubjectSummary &summary)
{
    ChartBar used;
    used.name = Charts::tr("in use", "memory");
    if (summary.memoryPss.n == 0) {
        used.valueText = Charts::tr("no number", "of memory");
        return used;
    }
    used.segments = {{QString(), summary.memoryPss.median}};
    used.interval = intervalOf(summary.memoryPss);
    used.valueText = Charts::tr("%1 in use", "memory").arg(valueText(summary.memoryPss, ChartUnit::Memory));
    for (const measure::Sample &sample : experiment.samples)
        if (usable(sample, summary.subject) && sample.memoryPss > 0)
            used.points.append(static_cast<double>(sample.memoryPss));
    return used;
}

} // namespace

ChartData startChart(const Experiment &experiment)
{
    ChartData data;
    data.title = startFinding(experiment);
    data.subtitle = Charts::tr("Time from \u201cgo\u201d to the first line of the workload.") + u' ' + marks(experiment);
    data.axis = Charts::tr("time from go to the first line (%1)", "axis; %1 is the unit");
    for (const SubjectSummary &summary : experiment.summaries) {
        ChartRow row = rowFor(experiment, summary);
        ChartBar bar;
        if (summary.start.n > 0) {
            bar.segments = {{QString(), summary.start.median}};
            bar.interval = intervalOf(summary.start);
            bar.valueText = valueText(summary.start, ChartUnit::Time);
            for (const measure::Sample &sample : experiment.samples)
                if (usable(sample, summary.subject))
                    bar.points.append(static_cast<double>(sample.start));
        } else {
            bar.valueText = noNumber(experiment, summary.subject);
        }
        row.bars.append(bar);
        data.rows.append(row);
    }
    finish(data, experiment);
    return data;
}

ChartData stageChart(const Experiment &experiment)
{
    ChartData data;
    data.title = stagesFinding(experiment);
    data.subtitle = Charts::tr("The median of each stage of a start, in the order in which they happen. Their sum need not be the "
                               "median of whole starts.");
    data.axis = Charts::tr("time since go (%1)", "axis; %1 is the unit");
    data.legend = true;
    for (const SubjectSummary &summary : experiment.summaries) {
        if (summary.start.n == 0)
            continue;
        ChartRow row = rowFor(experiment, summary);
        ChartBar bar;
        for (const measure::Stage &stage : summary.stages)
            bar.segments.append({stageTitle(stage.name), static_cast<double>(stage.duration)});
        bar.valueText = Charts::tr("together %1", "the stages of a start, a duration").arg(formatDuration(bar.total()));
        row.bars.append(bar);
        data.rows.append(row);
    }
    finish(data, experiment);
    return data;
}

ChartData memoryChart(const Experiment &experiment)
{
    ChartData data;
    data.title = memoryFinding(experiment);
    data.subtitle = Charts::tr("In use: proportional set size (PSS) of all processes that the subject needs, the "
                               "container's monitor and the hypervisor included. Reserved: what was promised to the "
                               "subject alone.") + u' ' + marks(experiment);
    data.axis = Charts::tr("memory (%1)", "axis; %1 is the unit");
    data.unit = ChartUnit::Memory;
    for (const SubjectSummary &summary : experiment.summaries) {
        if (summary.start.n == 0)
            continue;
        ChartRow row = rowFor(experiment, summary);
        row.bars.append(usedMemory(experiment, summary));
        if (summary.memoryReserved.median > 0) {
            ChartBar reserved;
            reserved.name = Charts::tr("reserved", "memory");
            reserved.fill = ChartBar::Fill::Hatched;
            reserved.segments = {{QString(), summary.memoryReserved.median}};
            reserved.valueText = Charts::tr("%1 reserved", "memory").arg(formatMemory(summary.memoryReserved.median));
            row.bars.append(reserved);
        }
        data.rows.append(row);
    }
    finish(data, experiment);
    return data;
}

} // namespace tare::gui
