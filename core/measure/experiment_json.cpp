// SPDX-License-Identifier: GPL-3.0-or-later
// An experiment as JSON. What is read back may have been written by anybody: every field is checked, and what
// is computed from samples (the summaries) is computed again and never believed.
#include "core/measure/experiment_json.h"

#include "core/measure/experiment.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

namespace tare::measure {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t mostSamples = 3'000;
constexpr std::int64_t longest = 1'000'000'000'000'000; // ns: eleven days
constexpr std::int64_t largest = 1LL << 50U;            // bytes

Json number(double value)
{
    return value == value ? Json(value) : Json(nullptr);
}

Json toJson(const Estimate &e)
{
    return {{"n", e.n},
            {"median", number(e.median)},
            {"mean", number(e.mean)},
            {"low", number(e.low)},
            {"high", number(e.high)},
            {"minimum", number(e.minimum)},
            {"maximum", number(e.maximum)}};
}

Json toJson(const std::vector<Stage> &stages)
{
    Json list = Json::array();
    for (const Stage &stage : stages)
        list.push_back({{"name", stage.name}, {"duration", stage.duration}});
    return list;
}

Json toJson(const Sample &sample)
{
    Json json = {{"subject", subjectName(sample.subject)},
                 {"block", sample.block},
                 {"order", sample.order},
                 {"start", sample.start},
                 {"stages", toJson(sample.stages)},
                 {"memoryPss", sample.memoryPss},
                 {"memoryReserved", sample.memoryReserved}};
    if (!sample.error.empty())
        json["error"] = sample.error;
    return json;
}

// Bytes that are not UTF-8 (a guest's error text) are replaced, not thrown about.
std::string dump(const Json &json, int indent)
{
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

const Json *member(const Json &json, const char *name)
{
    if (!json.is_object())
        return nullptr;
    const auto found = json.find(name);
    return found == json.end() ? nullptr : &*found;
}

void read(const Json &json, const char *name, std::string &out)
{
    const Json *value = member(json, name);
    if (value != nullptr && value->is_string())
        out = value->get<std::string>();
}

void read(const Json &json, const char *name, bool &out)
{
    const Json *value = member(json, name);
    if (value != nullptr && value->is_boolean())
        out = value->get<bool>();
}

template <class Int> void readInt(const Json &json, const char *name, Int &out)
{
    const Json *value = member(json, name);
    if (value == nullptr || !value->is_number_integer())
        return;
    if (value->is_number_unsigned()) {
        const auto n = value->get<std::uint64_t>();
        if (n <= static_cast<std::uint64_t>(std::numeric_limits<Int>::max()))
            out = static_cast<Int>(n);
        return;
    }
    const auto n = value->get<std::int64_t>();
    if constexpr (std::numeric_limits<Int>::is_signed)
        if (n >= std::numeric_limits<Int>::min())
            out = static_cast<Int>(n);
}

void read(const Json &json, const char *name, std::vector<std::string> &out)
{
    const Json *list = member(json, name);
    if (list == nullptr || !list->is_array())
        return;
    for (const Json &value : *list)
        if (value.is_string())
            out.push_back(value.get<std::string>());
}

void read(const Json &json, const char *name, std::map<std::string, std::string> &out)
{
    const Json *object = member(json, name);
    if (object == nullptr || !object->is_object())
        return;
    for (const auto &[key, value] : object->items())
        if (value.is_string())
            out[key] = value.get<std::string>();
}

Result<Sample> sampleFrom(const Json &json)
{
    Sample sample;
    std::string subject;
    read(json, "subject", subject);
    sample.subject = TARE_TRY(subjectFromName(subject));
    readInt(json, "block", sample.block);
    readInt(json, "order", sample.order);
    readInt(json, "start", sample.start);
    readInt(json, "memoryPss", sample.memoryPss);
    readInt(json, "memoryReserved", sample.memoryReserved);
    read(json, "error", sample.error);
    const auto within = [](std::int64_t value, std::int64_t most) { return value >= 0 && value <= most; };
    if (!within(sample.start, longest) || !within(sample.memoryPss, largest) ||
        !within(sample.memoryReserved, largest) || sample.block < 0 || sample.order < 0)
        return fail(Errc::InvalidArgument, "experiment", "a sample's number is out of range");
    if (const Json *stages = member(json, "stages"); stages != nullptr && stages->is_array()) {
        if (stages->size() > 64)
            return fail(Errc::InvalidArgument, "experiment", "a sample has more than 64 stages");
        for (const Json &entry : *stages) {
            Stage stage;
            read(entry, "name", stage.name);
            readInt(entry, "duration", stage.duration);
            if (!within(stage.duration, longest))
                return fail(Errc::InvalidArgument, "experiment", "a stage's duration is out of range");
            sample.stages.push_back(std::move(stage));
        }
    }
    return sample;
}

Result<ExperimentSpec> specFrom(const Json &json)
{
    ExperimentSpec spec;
    read(json, "image", spec.image);
    read(json, "command", spec.command);
    std::vector<std::string> names;
    read(json, "subjects", names);
    spec.subjects.clear();
    for (const std::string &name : names) {
        const Subject subject = TARE_TRY(subjectFromName(name));
        if (std::find(spec.subjects.begin(), spec.subjects.end(), subject) == spec.subjects.end())
            spec.subjects.push_back(subject);
    }
    readInt(json, "repeats", spec.repeats);
    readInt(json, "vmCpus", spec.vmCpus);
    readInt(json, "vmMemory", spec.vmMemory);
    readInt(json, "seed", spec.seed);
    return spec;
}

} // namespace

const char *subjectName(Subject subject)
{
    switch (subject) {
    case Subject::Host:
        return "host";
    case Subject::Container:
        return "container";
    case Subject::Vm:
        return "vm";
    }
    return "host";
}

Result<Subject> subjectFromName(std::string_view name)
{
    for (const Subject subject : {Subject::Host, Subject::Container, Subject::Vm})
        if (name == subjectName(subject))
            return subject;
    return fail(Errc::InvalidArgument, std::string(name), "there is no such subject",
                "Subjects are host, container and vm.");
}

std::string sampleToJson(const Sample &sample)
{
    return dump({{"sample", toJson(sample)}}, -1);
}

Result<Sample> sampleFromJson(const std::string &line)
{
    const Json json = Json::parse(line, nullptr, false);
    const Json *sample = member(json, "sample");
    if (sample == nullptr)
        return fail(Errc::InvalidArgument, "sample", "this is not a sample");
    return sampleFrom(*sample);
}

namespace {

Json toJson(const Experiment &experiment)
{
    Json subjects = Json::array();
    for (const Subject subject : experiment.spec.subjects)
        subjects.push_back(subjectName(subject));
    const ExperimentSpec &spec = experiment.spec;
    Json json = {{"format", 1},
                 {"id", experiment.id},
                 {"started", experiment.started},
                 {"finished", experiment.finished},
                 {"cancelled", experiment.cancelled},
                 {"units", {{"time", "ns"}, {"memory", "bytes"}}},
                 {"spec",
                  {{"image", spec.image},
                   {"command", spec.command},
                   {"subjects", subjects},
                   {"repeats", spec.repeats},
                   {"vmCpus", spec.vmCpus},
                   {"vmMemory", spec.vmMemory},
                   {"seed", spec.seed}}},
                 {"vmEmulated", experiment.vmEmulated},
                 {"vmAccelerator", experiment.vmAccelerator},
                 {"vmReason", experiment.vmReason},
                 {"machine", experiment.machine},
                 {"versions", experiment.versions},
                 {"method", experiment.method},
                 {"warnings", experiment.warnings}};
    Json summaries = Json::array();
    for (const SubjectSummary &summary : experiment.summaries)
        summaries.push_back({{"subject", subjectName(summary.subject)},
                             {"start", toJson(summary.start)},
                             {"memoryPss", toJson(summary.memoryPss)},
                             {"memoryReserved", toJson(summary.memoryReserved)},
                             {"ratioToHost", toJson(summary.ratioToHost)},
                             {"stages", toJson(summary.stages)}});
    json["summaries"] = std::move(summaries);
    Json samples = Json::array();
    for (const Sample &sample : experiment.samples)
        samples.push_back(toJson(sample));
    json["samples"] = std::move(samples);
    return json;
}

} // namespace

std::string experimentToJson(const Experiment &experiment)
{
    return dump(toJson(experiment), 1) + "\n";
}

std::string begunToJson(const Experiment &experiment)
{
    return dump({{"begun", toJson(experiment)}}, -1);
}

std::string resultToJson(const Experiment &experiment)
{
    return dump({{"result", toJson(experiment)}}, -1);
}

Result<Experiment> experimentFromJson(const std::string &text)
{
    const Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded() || !json.is_object())
        return fail(Errc::InvalidArgument, "experiment", "this is not a JSON object");
    int format = 0;
    readInt(json, "format", format);
    if (format != 1)
        return fail(Errc::Unsupported, "experiment", "its format is not 1");
    Experiment experiment;
    if (const Json *spec = member(json, "spec"))
        experiment.spec = TARE_TRY(specFrom(*spec));
    read(json, "id", experiment.id);
    readInt(json, "started", experiment.started);
    readInt(json, "finished", experiment.finished);
    read(json, "cancelled", experiment.cancelled);
    read(json, "vmEmulated", experiment.vmEmulated);
    read(json, "vmAccelerator", experiment.vmAccelerator);
    read(json, "vmReason", experiment.vmReason);
    read(json, "machine", experiment.machine);
    read(json, "versions", experiment.versions);
    read(json, "method", experiment.method);
    read(json, "warnings", experiment.warnings);
    if (const Json *samples = member(json, "samples"); samples != nullptr && samples->is_array()) {
        if (samples->size() > mostSamples)
            return fail(Errc::TooLarge, "experiment", "it has more than 3000 samples");
        for (const Json &sample : *samples)
            experiment.samples.push_back(TARE_TRY(sampleFrom(sample)));
    }
    summarize(experiment);
    return experiment;
}

} // namespace tare::measure
