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

std::string html(const std::string &text)
{
    std::string out;
    for (const char c : escapeControl(text))
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        default:
            out += c;
        }
    return out;
}

const char *colour(Subject subject)
{
    switch (subject) {
    case Subject::Host:
        return "#808080";
    case Subject::Container:
        return "#0072B2";
    case Subject::Vm:
        return "#E69F00";
    }
    return "#808080";
}

// Zero-based horizontal bars with their interval; an emulated machine's has a dotted outline.
std::string chart(const Experiment &experiment, const std::string &title,
                  const std::function<const Estimate &(const SubjectSummary &)> &value,
                  std::string (*format)(double))
{
    double most = 0;
    for (const SubjectSummary &summary : experiment.summaries)
        for (const double end : {value(summary).median, value(summary).high})
            if (std::isfinite(end))
                most = std::max(most, end);
    if (most <= 0)
        return {};
    constexpr double left = 270, wide = 460;
    double y = 8;
    std::string bars;
    for (const SubjectSummary &summary : experiment.summaries) {
        const Estimate &e = value(summary);
        if (!std::isfinite(e.median))
            continue;
        const bool dotted = summary.subject == Subject::Vm && experiment.vmEmulated;
        const double length = std::max(1.0, wide * e.median / most);
        bars += fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>", left - 8, y + 19,
                            html(subjectTitle(experiment, summary.subject)));
        bars += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{:.1f}\" height=\"26\" fill=\"{}\"{}/>", left, y,
                            length, colour(summary.subject),
                            dotted ? " fill-opacity=\"0.6\" stroke=\"currentColor\" stroke-dasharray=\"2 3\""
                                   : "");
        double end = length;
        if (std::isfinite(e.low) && std::isfinite(e.high)) {
            const double a = left + wide * e.low / most;
            const double b = left + wide * e.high / most;
            bars += fmt::format(
                "<path d=\"M{0:.1f} {2}H{1:.1f}M{0:.1f} {3}v12M{1:.1f} {3}v12\" stroke=\"currentColor\" "
                "fill=\"none\"/>",
                a, b, y + 13, y + 7);
            end = std::max(end, b - left);
        }
        bars += fmt::format("<text x=\"{:.1f}\" y=\"{}\">{} (n = {})</text>", left + end + 8, y + 19,
                            html(format(e.median)), e.n);
        y += 38;
    }
    return fmt::format("<h2>{}</h2><svg viewBox=\"0 0 920 {}\" role=\"img\" aria-label=\"{}\">{}</svg>",
                       html(title), y, html(title), bars);
}

// One bar a subject, all of the same length: what share of its start each stage takes.
std::string stages(const Experiment &experiment)
{
    constexpr double left = 270, wide = 460;
    double y = 8;
    std::string out;
    for (const SubjectSummary &summary : experiment.summaries) {
        double total = 0;
        for (const Stage &stage : summary.stages)
            total += static_cast<double>(stage.duration);
        if (total <= 0)
            continue;
        out += fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>", left - 8, y + 19,
                           html(subjectTitle(experiment, summary.subject)));
        double x = left;
        double opacity = 1;
        std::vector<std::string> legend = {""}; // below the bar, in lines that fit
        constexpr std::size_t inLine = 3;
        std::size_t number = 0;
        for (const Stage &stage : summary.stages) {
            const double length = wide * static_cast<double>(stage.duration) / total;
            const std::string words = html(stageTitle(summary.subject, stage.name)) + " " +
                                      html(timeText(static_cast<double>(stage.duration)));
            out += fmt::format("<rect x=\"{:.1f}\" y=\"{}\" width=\"{:.1f}\" height=\"26\" fill=\"{}\" "
                               "fill-opacity=\"{:.2f}\"><title>{}</title></rect>",
                               x, y, length, colour(summary.subject), opacity, words);
            if (number++ == inLine) {
                legend.emplace_back();
                number = 1;
            }
            legend.back() += fmt::format("<tspan fill=\"{}\" fill-opacity=\"{:.2f}\">■</tspan> {}  ",
                                         colour(summary.subject), opacity, words);
            x += length;
            opacity = std::max(0.2, opacity * 0.68);
        }
        y += 46;
        for (const std::string &line : legend) {
            out += fmt::format("<text class=\"s\" x=\"{}\" y=\"{}\" xml:space=\"preserve\">{}</text>", left,
                               y, line);
            y += 18;
        }
    }
    if (out.empty())
        return out;
    return fmt::format(
        "<h2>Where a start's time goes</h2><p>Each bar is the whole of its subject's start, "
        "divided by the median of each stage. In every sample the stages add up to its start; "
        "medians need not.</p><svg viewBox=\"0 0 920 {}\" role=\"img\" aria-label=\"Stages of a "
        "start\">{}</svg>",
        y, out);
}

std::string numbers(const Experiment &experiment)
{
    std::string out =
        "<h2>The numbers</h2><table><tr><th></th><th>n</th><th>median</th><th>95 % interval</th>"
        "<th>min</th><th>max</th><th>× host</th><th>95 % interval</th><th>memory (PSS)</th>"
        "<th>reserved</th></tr>";
    for (const SubjectSummary &s : experiment.summaries) {
        out += "<tr><th>" + html(subjectTitle(experiment, s.subject)) + "</th>";
        for (const std::string &cell :
             {std::to_string(s.start.n), timeText(s.start.median), intervalText(s.start, timeText),
              timeText(s.start.minimum), timeText(s.start.maximum), timesText(s.ratioToHost.median),
              intervalText(s.ratioToHost, timesText), memoryText(s.memoryPss.median),
              s.memoryReserved.median > 0 ? memoryText(s.memoryReserved.median) : std::string("–")})
            out += "<td>" + html(cell) + "</td>";
        out += "</tr>";
    }
    return out + "</table>";
}

std::string subjects(const Experiment &experiment)
{
    std::vector<std::string> names;
    for (const Subject subject : experiment.spec.subjects)
        names.push_back(toLower(subjectTitle(experiment, subject)));
    return join(names, ", ");
}

bool reserves(const Experiment &experiment)
{
    return std::any_of(experiment.summaries.begin(), experiment.summaries.end(),
                       [](const SubjectSummary &s) { return s.memoryReserved.median > 0; });
}

std::string items(const std::string &title, const std::vector<std::string> &lines)
{
    std::string out;
    for (const std::string &line : lines)
        out += "<li>" + html(line) + "</li>";
    return out.empty() ? out : "<h2>" + html(title) + "</h2><ul>" + out + "</ul>";
}

std::string facts(const std::string &title, const std::map<std::string, std::string> &values)
{
    std::string out;
    for (const auto &[name, value] : values)
        out += "<tr><th>" + html(name) + "</th><td>" + html(value) + "</td></tr>";
    return out.empty() ? out : "<h2>" + html(title) + "</h2><table>" + out + "</table>";
}

std::string samples(const Experiment &experiment)
{
    std::string out =
        "<h2>Every sample</h2><table><tr><th>subject</th><th>block</th><th>order</th><th>start</th>"
        "<th>memory (PSS)</th><th>reserved</th><th>stages</th></tr>";
    for (const Sample &sample : experiment.samples) {
        std::string stages;
        for (const Stage &stage : sample.stages)
            stages += (stages.empty() ? "" : ", ") + stage.name + " " +
                      timeText(static_cast<double>(stage.duration));
        out += fmt::format(
            "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            html(subjectTitle(experiment, sample.subject)), sample.block + 1, sample.order + 1,
            sample.error.empty() ? html(timeText(static_cast<double>(sample.start))) : "failed",
            html(memoryText(static_cast<double>(sample.memoryPss))),
            html(memoryText(static_cast<double>(sample.memoryReserved))),
            html(sample.error.empty() ? stages : sample.error));
    }
    return out + "</table>";
}

constexpr const char *style =
    "body{font:16px/1.5 system-ui,sans-serif;max-width:960px;margin:2em auto;padding:0 "
    "1em;color:#1a1a1a;background:#fff}"
    "@media(prefers-color-scheme:dark){body{color:#e6e6e6;background:#1b1b1b}}"
    "svg{width:100%;fill:currentColor}svg text{font-size:14px}svg "
    "text.s{font-size:12px}table{border-collapse:collapse;font-size:14px}"
    "td,th{padding:2px 12px 2px "
    "0;text-align:left;vertical-align:top}h1,h2{font-weight:600}h2{margin-top:1.6em}";

} // namespace

std::string experimentToHtml(const Experiment &experiment)
{
    std::string out =
        fmt::format("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{0}</title>"
                    "<style>{1}</style></head><body><h1>{0} as {2}</h1>",
                    html(experiment.spec.image), style, html(subjects(experiment)));
    out += fmt::format("<p>{} · {} repeats · seed {}{}</p>",
                       formatTime(experiment.started).substr(0, 19) + "Z", experiment.spec.repeats,
                       experiment.spec.seed, experiment.cancelled ? " · cancelled before its end" : "");
    if (experiment.vmEmulated)
        out += "<p><strong>The virtual machine ran in software emulation.</strong> " +
               html(experiment.vmReason) + "</p>";
    out += items("What it says", findings(experiment));
    out += chart(
        experiment, "From \"go\" to the first line of the workload (median, 95 % interval)",
        [](const SubjectSummary &s) -> const Estimate & { return s.start; }, timeText);
    out += stages(experiment);
    out += chart(
        experiment, "Memory it needs (PSS, median, 95 % interval)",
        [](const SubjectSummary &s) -> const Estimate & { return s.memoryPss; }, memoryText);
    if (reserves(experiment))
        out += chart(
            experiment, "Memory reserved for it alone",
            [](const SubjectSummary &s) -> const Estimate & { return s.memoryReserved; }, memoryText);
    out += numbers(experiment);
    out += items("What may disturb it", experiment.warnings);
    out += samples(experiment);
    out += facts("The machine", experiment.machine);
    out += facts("Versions", experiment.versions);
    out += items("How it was measured", experiment.method);
    return out + "</body></html>\n";
}

} // namespace tare::measure
