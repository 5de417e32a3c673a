// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measure/words.h"

#include <cmath>
#include <fmt/format.h>

namespace tare::measure {

namespace {

// Three significant digits without an exponent.
std::string digits(double value)
{
    if (value >= 99.95)
        return fmt::format("{:.0f}", value);
    return value >= 9.995 ? fmt::format("{:.1f}", value) : fmt::format("{:.2f}", value);
}

} // namespace

std::string timeText(double ns)
{
    if (!std::isfinite(ns))
        return "–";
    if (ns < 999.5e3)
        return digits(ns / 1e3) + " µs";
    return ns < 999.5e6 ? digits(ns / 1e6) + " ms" : digits(ns / 1e9) + " s";
}

std::string memoryText(double bytes)
{
    if (!std::isfinite(bytes))
        return "–";
    if (bytes == 0)
        return "0";
    if (bytes < 1024.0 * 1024)
        return digits(bytes / 1024) + " KiB";
    return bytes < 1024.0 * 1024 * 1024 ? digits(bytes / 1024 / 1024) + " MiB"
                                        : digits(bytes / 1024 / 1024 / 1024) + " GiB";
}

std::string timesText(double ratio)
{
    return std::isfinite(ratio) ? digits(ratio) : "–";
}

std::string intervalText(const Estimate &e, std::string (*format)(double))
{
    if (!std::isfinite(e.low) || !std::isfinite(e.high))
        return "–";
    return format(e.low) + " … " + format(e.high);
}

std::string subjectTitle(const Experiment &experiment, Subject subject)
{
    switch (subject) {
    case Subject::Host:
        return "Host process";
    case Subject::Container:
        return "Container";
    case Subject::Vm:
        break;
    }
    return experiment.vmEmulated ? "Virtual machine (software emulation)" : "Virtual machine";
}

std::string stageTitle(Subject subject, const std::string &stage)
{
    if (stage == "exec")
        return subject == Subject::Vm ? "run the command" : "start the process";
    if (stage == "workload")
        return "program until its first line";
    if (stage == "create")
        return "create";
    if (stage == "start")
        return "monitor, namespaces, mounts";
    if (stage == "hypervisor")
        return "QEMU and firmware";
    if (stage == "kernel")
        return "guest kernel and drivers";
    if (stage == "init")
        return "guest init";
    if (stage == "disk")
        return "mount the disk";
    return stage;
}

const SubjectSummary *summaryOf(const Experiment &experiment, Subject subject)
{
    for (const SubjectSummary &summary : experiment.summaries)
        if (summary.subject == subject)
            return &summary;
    return nullptr;
}

} // namespace tare::measure
