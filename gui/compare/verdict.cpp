// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/verdict.h"

#include "gui/compare/compare_words.h"
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

struct Verdict
{
    Q_DECLARE_TR_FUNCTIONS(Verdict)
};

bool overlap(const Estimate &a, const Estimate &b)
{
    return std::isfinite(a.low) && std::isfinite(b.low) && a.low <= b.high && b.low <= a.high;
}

// Whether the runs can tell the two apart: against the host by the paired ratio, otherwise by the intervals. With too
// few runs for an interval nothing is denied.
bool indistinct(const SubjectSummary &subject, const SubjectSummary &base)
{
    const Estimate &ratio = subject.ratioToHost;
    if (base.subject == Subject::Host && std::isfinite(ratio.low) && std::isfinite(ratio.high))
        return ratio.low <= 1 && ratio.high >= 1;
    return overlap(subject.start, base.start);
}

QString noDifference(int n)
{
    return Verdict::tr("No difference in starting that %n run(s) can show", "title of a chart", n);
}

QString vmFinding(const Experiment &experiment, const SubjectSummary &vm, const SubjectSummary &base)
{
    if (indistinct(vm, base))
        return noDifference(vm.start.n);
    const QString ratio = ratioText(vm.start.median / base.start.median);
    if (base.subject == Subject::Container)
        return experiment.vmEmulated ? Verdict::tr("In software emulation, the virtual machine needs %1 times as long to "
                                                   "start as the container", "title of a chart").arg(ratio)
                                     : Verdict::tr("The virtual machine needs %1 times as long to start as the container",
                                                   "title of a chart").arg(ratio);
    return experiment.vmEmulated ? Verdict::tr("In software emulation, the virtual machine needs %1 times as long to start "
                                               "as the host process", "title of a chart").arg(ratio)
                                 : Verdict::tr("The virtual machine needs %1 times as long to start as the host process",
                                               "title of a chart").arg(ratio);
}

QString vmSentence(const Experiment &experiment, const SubjectSummary &vm, const SubjectSummary &base)
{
    const QString time = formatDuration(vm.start.median);
    if (indistinct(vm, base))
        return experiment.vmEmulated
                   ? Verdict::tr("The virtual machine, in software emulation, needs %1: no difference that these runs can "
                                 "show.").arg(time)
                   : Verdict::tr("The virtual machine needs %1: no difference that these runs can show.").arg(time);
    const QString ratio = ratioText(vm.start.median / base.start.median);
    return experiment.vmEmulated
               ? Verdict::tr("The virtual machine, in software emulation, needs %1, which is %2 times as long.")
                     .arg(time, ratio)
               : Verdict::tr("The virtual machine needs %1, which is %2 times as long.").arg(time, ratio);
}

QString containerSentence(const SubjectSummary &container, const SubjectSummary *host)
{
    const QString time = formatDuration(container.start.median);
    if (host == nullptr)
        return Verdict::tr("In a container, the program says its first line after %1.").arg(time);
    if (indistinct(container, *host))
        return Verdict::tr("In a container, the program says its first line after %1: no difference from the plain process "
                           "that these runs can show.").arg(time);
    const double more = container.start.median - host->start.median;
    if (more < 0)
        return Verdict::tr("In a container, the program says its first line after %1, and as a plain process after %2.")
            .arg(time, formatDuration(host->start.median));
    return Verdict::tr("In a container, the program says its first line after %1, which is %2 more than as a plain process.")
        .arg(time, formatDuration(more));
}

QString memorySentence(const SubjectSummary &vm, const SubjectSummary *container)
{
    const QString held = formatMemory(vm.memoryPss.median);
    const QString reserved = formatMemory(vm.memoryReserved.median);
    if (container == nullptr || !(container->memoryPss.median > 0))
        return Verdict::tr("The virtual machine holds %1 of memory, and %2 are reserved for it.").arg(held, reserved);
    return Verdict::tr("The virtual machine holds %1 of memory where the container needs %2, and %3 are reserved for it.")
        .arg(held, formatMemory(container->memoryPss.median), reserved);
}

} // namespace

QString startFinding(const Experiment &experiment)
{
    const SubjectSummary *host = summaryWithNumber(experiment, Subject::Host);
    const SubjectSummary *container = summaryWithNumber(experiment, Subject::Container);
    const SubjectSummary *vm = summaryWithNumber(experiment, Subject::Vm);
    if (vm != nullptr && (container != nullptr || host != nullptr))
        return vmFinding(experiment, *vm, container != nullptr ? *container : *host);
    if (container != nullptr && host != nullptr) {
        if (indistinct(*container, *host))
            return noDifference(container->start.n);
        const double more = container->start.median - host->start.median;
        return more > 0 ? Verdict::tr("The container adds %1 to the start of the host process", "title of a chart")
                              .arg(formatDuration(more))
                        : Verdict::tr("The host process needs %1 longer to start than the container", "title of a chart")
                              .arg(formatDuration(-more));
    }
    const SubjectSummary *only = container != nullptr ? container : host != nullptr ? host : vm;
    if (only == nullptr)
        return Verdict::tr("No run has given a number yet", "title of a chart");
    return Verdict::tr("%1: %2 to its first line", "title of a chart: subject, time")
        .arg(subjectTitle(experiment, only->subject), formatDuration(only->start.median));
}

QString stagesFinding(const Experiment &experiment)
{
    const SubjectSummary *slowest = nullptr;
    for (const SubjectSummary &summary : experiment.summaries)
        if (summary.start.n > 0 && !summary.stages.empty() &&
            (slowest == nullptr || summary.start.median > slowest->start.median))
            slowest = &summary;
    if (slowest == nullptr)
        return Verdict::tr("Where the time of a start goes", "title of a chart");
    const auto longest = std::max_element(slowest->stages.begin(), slowest->stages.end(),
                                          [](const auto &a, const auto &b) { return a.duration < b.duration; });
    return Verdict::tr("%1: the longest part of the start is \u201c%2\u201d, with %3", "title of a chart: subject, stage, time")
        .arg(subjectTitle(experiment, slowest->subject), stageTitle(longest->name),
             formatDuration(static_cast<double>(longest->duration)));
}

QString memoryFinding(const Experiment &experiment)
{
    const SubjectSummary *container = summaryWithNumber(experiment, Subject::Container);
    const SubjectSummary *vm = summaryWithNumber(experiment, Subject::Vm);
    if (container != nullptr && vm != nullptr && container->memoryPss.median > 0 && vm->memoryPss.median > 0)
        return Verdict::tr("The virtual machine holds %1 times the memory of the container, and %2 are reserved for it",
                           "title of a chart").arg(ratioText(vm->memoryPss.median / container->memoryPss.median),
                                                   formatMemory(vm->memoryReserved.median));
    for (const SubjectSummary *only : {container, vm, summaryWithNumber(experiment, Subject::Host)})
        if (only != nullptr && only->memoryPss.median > 0)
            return Verdict::tr("%1: %2 of memory in use", "title of a chart: subject, bytes")
                .arg(subjectTitle(experiment, only->subject), formatMemory(only->memoryPss.median));
    return Verdict::tr("Memory in use and reserved", "title of a chart");
}

QString verdict(const Experiment &experiment)
{
    const SubjectSummary *host = summaryWithNumber(experiment, Subject::Host);
    const SubjectSummary *container = summaryWithNumber(experiment, Subject::Container);
    const SubjectSummary *vm = summaryWithNumber(experiment, Subject::Vm);
    QStringList sentences;
    if (container != nullptr)
        sentences += containerSentence(*container, host);
    else if (host != nullptr)
        sentences += Verdict::tr("As a plain process, the program says its first line after %1.")
                         .arg(formatDuration(host->start.median));
    if (vm != nullptr && (container != nullptr || host != nullptr))
        sentences += vmSentence(experiment, *vm, container != nullptr ? *container : *host);
    else if (vm != nullptr)
        sentences += experiment.vmEmulated
                         ? Verdict::tr("In a virtual machine, in software emulation, the program says its first line after %1.")
                               .arg(formatDuration(vm->start.median))
                         : Verdict::tr("In a virtual machine, the program says its first line after %1.")
                               .arg(formatDuration(vm->start.median));
    if (vm != nullptr && vm->memoryPss.median > 0)
        sentences += memorySentence(*vm, container);
    return sentences.join(u' ');
}

QStringList doubts(const Experiment &experiment)
{
    QStringList words;
    const SubjectSummary *host = summaryWithNumber(experiment, Subject::Host);
    for (const Subject subject : {Subject::Container, Subject::Vm}) {
        const SubjectSummary *other = summaryWithNumber(experiment, subject);
        if (host != nullptr && other != nullptr && other->start.high < host->start.low)
            words += Verdict::tr("Suspect: \u201c%1\u201d is faster than the host process, which cannot be. Something "
                                 "disturbed the measurement.").arg(subjectTitle(experiment, subject));
    }
    for (const Subject subject : experiment.spec.subjects)
        if (const int failed = failures(experiment, subject); failed > 0)
            words += Verdict::tr("%n run(s) of \u201c%1\u201d gave no number; the table of runs says why.", nullptr, failed)
                         .arg(subjectTitle(experiment, subject));
    if (experiment.cancelled)
        words += Verdict::tr("The comparison was cancelled before its end.");
    return words;
}

QStringList notShown(const Experiment &experiment)
{
    QStringList words{
        Verdict::tr("One image and one program were weighed. Another program may weigh differently."),
        Verdict::tr("Only the start and the memory were measured, not how fast the program works afterwards, nor disks or "
                    "networks."),
        Verdict::tr("The image was on this machine already: the time that pulling it takes is not in these numbers."),
        Verdict::tr("One instance ran at a time. How many fit on this machine is another question."),
        Verdict::tr("A container shares the kernel of the host, a virtual machine has its own. What that separation is worth "
                    "is not on a chart."),
    };
    if (experiment.vmEmulated)
        words.prepend(Verdict::tr("Software emulation translates every instruction of the guest. These numbers are not what a "
                                  "virtual machine costs on hardware that runs it directly."));
    return words;
}

} // namespace tare::gui
