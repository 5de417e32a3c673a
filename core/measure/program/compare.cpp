// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measure/program/commands.h"

#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/base/units.h"
#include "core/measure/experiment_json.h"

#include <cstdio>

namespace tare::lab {

namespace {

using measure::Experiment;

void print(const std::string &text)
{
    std::fputs(text.c_str(), stdout);
    std::fflush(stdout);
}

Result<std::vector<measure::Subject>> subjectsOf(const std::string &list)
{
    std::vector<measure::Subject> out;
    for (const std::string_view name : split(list, ','))
        out.push_back(TARE_TRY(measure::subjectFromName(trim(name))));
    return out;
}

// Files of the caller's choosing: given to its umask, as any program's output is.
Status writeReport(const std::string &path, const std::string &text)
{
    return path.empty() ? Status() : writeFileAtomic(path, text, 0644);
}

} // namespace

Result<int> compare(const Context &context, CompareOptions options)
{
    measure::ExperimentSpec &spec = options.spec;
    const auto memory = parseRamSize(options.memory);
    if (!memory)
        return fail(Errc::InvalidArgument, "--vm-memory", "not a size: " + escapeControl(options.memory));
    spec.vmMemory = *memory;
    spec.root = context.paths.root;
    spec.state = context.paths.state;
    spec.vmOptional = options.subjects.empty();
    if (!options.subjects.empty())
        spec.subjects = TARE_TRY(subjectsOf(options.subjects));
    measure::ExperimentEvents events;
    events.progress = context.progress;
    if (context.json)
        events.begun = [](const Experiment &e) { print(measure::begunToJson(e) + "\n"); };
    if (context.json)
        events.sample = [](const measure::Sample &sample) { print(measure::sampleToJson(sample) + "\n"); };
    const Experiment experiment = TARE_TRY(measure::runExperiment(spec, events, context.cancel));
    std::string saved;
    if (!options.noSave && !experiment.cancelled)
        saved = TARE_TRY(measure::saveExperiment(experiment, context.paths.experiments()));
    TARE_CHECK(writeReport(options.jsonFile, measure::experimentToJson(experiment)));
    TARE_CHECK(writeReport(options.csvFile, measure::experimentToCsv(experiment)));
    TARE_CHECK(writeReport(options.htmlFile, measure::experimentToHtml(experiment)));
    if (context.json) {
        print(measure::resultToJson(experiment) + "\n");
        return experiment.cancelled ? 130 : 0;
    }
    print(measure::experimentToText(experiment));
    if (options.demo && !saved.empty()) {
        const std::string base = saved.substr(0, saved.size() - std::string_view(".json").size());
        TARE_CHECK(writeReport(base + ".txt", measure::experimentToText(experiment)));
        TARE_CHECK(writeReport(base + ".csv", measure::experimentToCsv(experiment)));
        TARE_CHECK(writeReport(base + ".html", measure::experimentToHtml(experiment)));
        print("\nThe report: " + base + ".html\nThe same as text, CSV and JSON: " + base +
              ".{txt,csv,json}\n");
    } else if (!saved.empty()) {
        print("\nSaved: " + saved + "\n");
    }
    return experiment.cancelled ? 130 : 0;
}

} // namespace tare::lab
