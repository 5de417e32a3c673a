// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measure/statistics.h"
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
    const Estimate &ratio = summary.ratioToHost;
    if (summary.subject != Subject::Host && ratio.low <= 1 && ratio.high >= 1) {
        text += fmt::format(", no difference from the host process that {} runs can show (95 % interval of "
                            "the ratio {} to {}), which does not prove that there is none",
                            ratio.n, timesText(ratio.low), timesText(ratio.high));
    } else if (summary.subject != Subject::Host && std::isfinite(ratio.median)) {
        text += fmt::format(", {} times as long as the host process", timesText(ratio.median));
        if (std::isfinite(ratio.low))
            text += fmt::format(" (95 % interval {} to {})", timesText(ratio.low), timesText(ratio.high));
    }
    if (std::isfinite(summary.memoryPss.median))
        text += fmt::format("; it needs {} of memory", memoryText(summary.memoryPss.median));
    if (summary.memoryReserved.median > 0)
        text += fmt::format(" and is promised {}", memoryText(summary.memoryReserved.median));
    return text + ".";
}

// The virtual machine beside the container.
std::string versus(const Experiment &experiment, const SubjectSummary &container, const SubjectSummary &vm)
{
    const Estimate ratio =
        pairedRatio(experiment, Subject::Vm, Subject::Container, experiment.spec.seed + 4711);
    std::string text = "The virtual machine";
    text += experiment.vmEmulated ? ", in software emulation," : "";
    text += std::isfinite(ratio.median)
                ? fmt::format(" takes {} times as long to start as the container", timesText(ratio.median))
                : std::string(" and the container have no block in common");
    if (std::isfinite(ratio.low))
        text += fmt::format(" (95 % interval {} to {})", timesText(ratio.low), timesText(ratio.high));
    if (container.memoryPss.median > 0 && vm.memoryPss.median > 0)
        text += fmt::format(", and {} times its memory",
                            timesText(vm.memoryPss.median / container.memoryPss.median));
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
        out.push_back(versus(experiment, *container, *vm));
    if (vm == nullptr && !experiment.vmReason.empty())
        out.push_back("No virtual machine was weighed: " + experiment.vmReason +
                      (experiment.vmReason.ends_with('.') ? "" : "."));
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
    if (std::any_of(experiment.summaries.begin(), experiment.summaries.end(),
                    [](const SubjectSummary &s) { return s.start.n >= 5 && s.start.n < 10; }))
        out.emplace_back("Fewer than ten instances: the intervals are coarse. For a figure to quote take 20 "
                         "repeats or more.");
    if (vm != nullptr && experiment.vmEmulated)
        out.emplace_back(
            "Software emulation translates every instruction of the guest. These numbers are not what a "
            "virtual machine costs on hardware that runs it directly.");
    return out;
}

} // namespace tare::measure
