// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measure/words.h"

#include "core/base/strings.h"
#include "core/base/time.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <functional>

namespace tare::measure {

namespace {

// Columns that a terminal needs for it: our own words are of width one a code point.
std::size_t width(const std::string &text)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string padded(const std::string &text, std::size_t columns, bool right = false)
{
    const std::string space(columns > width(text) ? columns - width(text) : 0, ' ');
    return right ? space + text : text + space;
}

using Rows = std::vector<std::vector<std::string>>;

std::string table(const Rows &rows)
{
    std::vector<std::size_t> columns;
    for (const auto &row : rows)
        for (std::size_t i = 0; i < row.size(); ++i) {
            columns.resize(std::max(columns.size(), i + 1));
            columns[i] = std::max(columns[i], width(row[i]));
        }
    std::string out;
    for (const auto &row : rows) {
        std::string line = "  ";
        for (std::size_t i = 0; i < row.size(); ++i)
            line += padded(row[i], columns[i], i > 0) + "  ";
        out += std::string(line.begin(),
                           std::find_if(line.rbegin(), line.rend(), [](char c) { return c != ' '; }).base());
        out += '\n';
    }
    return out;
}

std::string bar(double share, std::size_t columns)
{
    const auto eighths =
        static_cast<std::size_t>(std::lround(std::clamp(share, 0.0, 1.0) * 8 * static_cast<double>(columns)));
    static constexpr const char *part[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    std::string out;
    for (std::size_t i = 0; i < eighths / 8; ++i)
        out += "█";
    out += part[eighths % 8];
    return out.empty() && share > 0 ? "▏" : out;
}

std::string bars(const Experiment &experiment, const char *title,
                 const std::function<double(const SubjectSummary &)> &value, std::string (*format)(double))
{
    double most = 0;
    std::size_t label = 0;
    for (const SubjectSummary &summary : experiment.summaries) {
        if (std::isfinite(value(summary)))
            most = std::max(most, value(summary));
        label = std::max(label, width(subjectTitle(experiment, summary.subject)));
    }
    if (most <= 0)
        return {};
    std::string out = fmt::format("\n{}\n", title);
    for (const SubjectSummary &summary : experiment.summaries)
        if (std::isfinite(value(summary)))
            out += fmt::format("  {}  {} {}\n", padded(subjectTitle(experiment, summary.subject), label),
                               bar(value(summary) / most, 40), format(value(summary)));
    return out;
}

std::string list(const char *title, const std::vector<std::string> &lines)
{
    std::string out;
    for (const std::string &line : lines)
        out += fmt::format("  - {}\n", escapeControl(line));
    return out.empty() ? out : fmt::format("\n{}\n", title) + out;
}

std::string facts(const char *title, const std::map<std::string, std::string> &values)
{
    Rows rows;
    std::size_t columns = 0;
    for (const auto &[name, value] : values)
        columns = std::max(columns, width(name));
    std::string out;
    for (const auto &[name, value] : values)
        out += fmt::format("  {}  {}\n", padded(escapeControl(name), columns), escapeControl(value));
    return out.empty() ? out : fmt::format("\n{}\n", title) + out;
}

std::string stages(const Experiment &experiment)
{
    std::string out;
    for (const SubjectSummary &summary : experiment.summaries) {
        if (summary.stages.empty())
            continue;
        out += fmt::format("  {}\n", subjectTitle(experiment, summary.subject));
        double total = 0;
        for (const Stage &stage : summary.stages)
            total += static_cast<double>(stage.duration);
        for (const Stage &stage : summary.stages)
            out += fmt::format("    {}  {}  {}\n",
                               padded(escapeControl(stageTitle(summary.subject, stage.name)), 28),
                               padded(timeText(static_cast<double>(stage.duration)), 9, true),
                               bar(total > 0 ? static_cast<double>(stage.duration) / total : 0, 30));
    }
    return out.empty() ? out
                       : "\nWhere a start's time goes (the median of each stage; in every sample the stages "
                         "add up to its start, "
                         "medians need not)\n" +
                             out;
}

std::string samples(const Experiment &experiment)
{
    Rows rows = {{"subject", "block", "order", "start", "memory (PSS)", "reserved"}};
    std::string errors;
    for (const Sample &sample : experiment.samples) {
        const bool good = sample.error.empty();
        rows.push_back(
            {subjectName(sample.subject), std::to_string(sample.block + 1), std::to_string(sample.order + 1),
             good ? timeText(static_cast<double>(sample.start)) : "failed",
             good ? memoryText(static_cast<double>(sample.memoryPss)) : "–",
             sample.memoryReserved > 0 ? memoryText(static_cast<double>(sample.memoryReserved)) : "–"});
        if (!good)
            errors += fmt::format("  {} in block {}: {}\n", subjectName(sample.subject), sample.block + 1,
                                  escapeControl(sample.error));
    }
    return rows.size() == 1 ? std::string() : "\nEvery sample\n" + table(rows) + errors;
}

} // namespace

std::string experimentToText(const Experiment &experiment)
{
    const ExperimentSpec &spec = experiment.spec;
    std::string out = fmt::format("{} as {}\n", escapeControl(spec.image), [&] {
        std::vector<std::string> names;
        for (const Subject subject : spec.subjects)
            names.push_back(toLower(subjectTitle(experiment, subject)));
        return join(names, ", ");
    }());
    out += fmt::format("{}  {} repeats, seed {}{}\n", formatTime(experiment.started).substr(0, 19) + "Z",
                       spec.repeats, spec.seed, experiment.cancelled ? ", CANCELLED before its end" : "");
    if (experiment.vmAccelerator.empty() && !experiment.vmReason.empty())
        out += "No virtual machine: " + escapeControl(experiment.vmReason) + "\n";
    if (!experiment.vmAccelerator.empty())
        out += fmt::format("Virtual machine: {}{}\n", escapeControl(experiment.vmAccelerator),
                           experiment.vmReason.empty() ? "" : " – " + escapeControl(experiment.vmReason));
    out += "\nFrom \"go\" to the first line of the workload, and the memory it needs\n";
    Rows rows = {{"", "n", "median", "95 % interval", "min", "max", "x host", "95 % interval", "memory (PSS)",
                  "reserved"}};
    for (const SubjectSummary &s : experiment.summaries)
        rows.push_back({subjectTitle(experiment, s.subject), std::to_string(s.start.n),
                        timeText(s.start.median), intervalText(s.start, timeText), timeText(s.start.minimum),
                        timeText(s.start.maximum), timesText(s.ratioToHost.median),
                        intervalText(s.ratioToHost, timesText), memoryText(s.memoryPss.median),
                        s.memoryReserved.median > 0 ? memoryText(s.memoryReserved.median) : "–"});
    out += table(rows);
    out += bars(
        experiment, "Start, median", [](const SubjectSummary &s) { return s.start.median; }, timeText);
    out += bars(
        experiment, "Memory, median of PSS", [](const SubjectSummary &s) { return s.memoryPss.median; },
        memoryText);
    out += stages(experiment);
    out += list("What it says", findings(experiment));
    out += list("What may disturb it", experiment.warnings);
    out += samples(experiment);
    out += facts("The machine", experiment.machine);
    out += facts("Versions", experiment.versions);
    out += list("How it was measured", experiment.method);
    return out;
}

} // namespace tare::measure
