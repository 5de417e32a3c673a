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
    "svg{width:100%;fill:currentColor}svg text{font-size:14px}table{border-collapse:collapse;font-size:14px}"
    "td,th{padding:2px 12px 2px "
    "0;text-align:left;vertical-align:top}h1,h2{font-weight:600}h2{margin-top:1.6em}";

} // namespace

std::string experimentToHtml(const Experiment &experiment)
{
    std::string out =
        fmt::format("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{0}</title>"
                    "<style>{1}</style></head><body><h1>{0}: host process, container, virtual machine</h1>",
                    html(experiment.spec.image), style);
    out += fmt::format("<p>{} · {} repeats · seed {}{}</p>", formatTime(experiment.started),
                       experiment.spec.repeats, experiment.spec.seed,
                       experiment.cancelled ? " · cancelled before its end" : "");
    if (experiment.vmEmulated)
        out += "<p><strong>The virtual machine ran in software emulation.</strong> " +
               html(experiment.vmReason) + "</p>";
    out += items("What it says", findings(experiment));
    out += chart(
        experiment, "From \"go\" to the first line of the workload (median, 95 % interval)",
        [](const SubjectSummary &s) -> const Estimate & { return s.start; }, timeText);
    out += chart(
        experiment, "Memory (PSS)", [](const SubjectSummary &s) -> const Estimate & { return s.memoryPss; },
        memoryText);
    out += items("What may disturb it", experiment.warnings);
    out += samples(experiment);
    out += facts("The machine", experiment.machine);
    out += facts("Versions", experiment.versions);
    out += items("How it was measured", experiment.method);
    return out + "</body></html>\n";
}

} // namespace tare::measure
