// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measure/words.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace tare::measure {

namespace {

std::string sentence(const Experiment &experiment, const SubjectSummary &summary)
{
    const std::string who = subjectTitle(experiment, summary.subject);
    std::string text = fmt::format("{}: {} from \"go\" to its first line (median of {})", who,
                                   timeText(summary.start.median), summary.start.n);
    if (summary.subject != Subject::Host && std::isfinite(summary.ratioToHost.median)) {
        text += fmt::format(", {} times as long as the host process", timesText(summary.ratioToHost.median));
        if (std::isfinite(summary.ratioToHost.low))
            text += fmt::format(" (95 % interval {} to {})", timesText(summary.ratioToHost.low),
                                timesText(summary.ratioToHost.high));
    }
    if (std::isfinite(summary.memoryPss.median))
        text += fmt::format("; it needs {} of memory", memoryText(summary.memoryPss.median));
    if (summary.memoryReserved.median > 0)
        text += fmt::format(" and is promised {}", memoryText(summary.memoryReserved.median));
    return text + ".";
}

} // namespace

std::vector<std::string> findings(const Experiment &experiment)
{
    std::vector<std::string> out;
    for (const SubjectSummary &summary : experiment.summaries) {
        if (summary.start.n > 0)
            out.push_back(sentence(experiment, summary));
        else if (!experiment.cancelled)
            out.push_back(subjectTitle(experiment, summary.subject) + ": there is no number.");
    }
    const SubjectSummary *container = summaryOf(experiment, Subject::Container);
    const SubjectSummary *vm = summaryOf(experiment, Subject::Vm);
    if (container != nullptr && vm != nullptr && container->start.n > 0 && vm->start.n > 0)
        out.push_back(
            fmt::format("The virtual machine{} takes {} times as long to start as the container, and {} "
                        "times its memory.",
                        experiment.vmEmulated ? ", in software emulation," : "",
                        timesText(vm->start.median / container->start.median),
                        timesText(vm->memoryPss.median / container->memoryPss.median)));
    const SubjectSummary *host = summaryOf(experiment, Subject::Host);
    for (const SubjectSummary *other : {container, vm})
        if (host != nullptr && other != nullptr && std::isfinite(other->start.high) &&
            other->start.high < host->start.low)
            out.push_back(
                fmt::format("Suspect: the {} is faster than the host process, which cannot be; something "
                            "disturbed the measurement.",
                            subjectName(other->subject)));
    if (std::any_of(experiment.summaries.begin(), experiment.summaries.end(),
                    [](const SubjectSummary &s) { return s.start.n > 0 && s.start.n < 5; }))
        out.emplace_back(
            "Fewer than five instances: no interval is given, and small differences mean nothing.");
    if (vm != nullptr && experiment.vmEmulated)
        out.emplace_back(
            "Software emulation translates every instruction of the guest. These numbers are not what a "
            "virtual machine costs on hardware that runs it directly.");
    return out;
}

} // namespace tare::measure
