// SPDX-License-Identifier: GPL-3.0-or-later
// `tare-lab … --progress=json` on behalf of the window, line by line.
#include "core/measure/experiment_json.h"

#include "core/base/error_json.h"
#include "core/base/programs.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"

#include <nlohmann/json.hpp>
#include <optional>

namespace tare::measure {

namespace {

std::vector<std::string> arguments(const std::string &program, const ExperimentSpec &spec)
{
    std::vector<std::string> subjects;
    for (const Subject subject : spec.subjects)
        subjects.emplace_back(subjectName(subject));
    std::vector<std::string> argv = {program};
    if (!spec.root.empty())
        argv.insert(argv.end(), {"--root", spec.root});
    if (!spec.state.empty())
        argv.insert(argv.end(), {"--state", spec.state});
    argv.insert(argv.end(),
                {"compare", "--progress=json", "--repeats", std::to_string(spec.repeats), "--subjects",
                 join(subjects, ","), "--vm-cpus", std::to_string(spec.vmCpus), "--vm-memory",
                 std::to_string(spec.vmMemory), "--seed", std::to_string(spec.seed), spec.image});
    argv.insert(argv.end(), spec.command.begin(), spec.command.end());
    return argv;
}

// The experiment in a line of the helper's, below `key`.
Result<Experiment> experimentIn(std::string_view line, const char *key)
{
    using nlohmann::json;
    const json object = json::parse(line, nullptr, false);
    if (!object.is_object() || !object.contains(key))
        return fail(Errc::Internal, "tare-lab", "a line that is not understood");
    return experimentFromJson(object.at(key).dump(-1, ' ', false, json::error_handler_t::replace));
}

// What the helper said last: its result or its error.
struct Outcome
{
    std::optional<Result<Experiment>> value;

    void take(std::string_view line)
    {
        using nlohmann::json;
        const json object = json::parse(line, nullptr, false);
        if (!object.is_object())
            return;
        if (const auto result = object.find("result"); result != object.end())
            value = experimentFromJson(result->dump(-1, ' ', false, json::error_handler_t::replace));
        else if (const auto error = object.find("error"); error != object.end())
            value = tl::unexpected<Error>(
                errorFromJson(error->dump(-1, ' ', false, json::error_handler_t::replace)));
    }
};

} // namespace

Result<Experiment> runExperimentInHelper(const ExperimentSpec &spec, const ExperimentEvents &events,
                                         const CancelToken &cancel)
{
    SpawnOptions options;
    options.argv = arguments(TARE_TRY(findProgram("tare-lab")), spec);
    options.newSession = true;
    Outcome outcome;
    RunLimits limits;
    limits.time = std::chrono::hours(24);
    limits.cancel = cancel;
    limits.output = 64U << 20U;
    limits.onOutLine = [&](std::string_view line) {
        Progress progress;
        const std::string text(line);
        if (text.rfind("{\"sample\":", 0) == 0) {
            const auto sample = sampleFromJson(text);
            if (sample && events.sample)
                events.sample(*sample);
        } else if (text.rfind("{\"begun\":", 0) == 0) {
            const auto begun = experimentIn(line, "begun");
            if (begun && events.begun)
                events.begun(*begun);
        } else if (text.rfind("{\"result\":", 0) == 0 || text.rfind("{\"error\":", 0) == 0) {
            outcome.take(line);
        } else if (progressFromJson(text, progress) && events.progress) {
            events.progress(progress);
        }
    };
    const RunOutput output = TARE_TRY(run(std::move(options), limits));
    TARE_CHECK(cancel.check());
    if (outcome.value)
        return std::move(*outcome.value);
    return fail(Errc::Internal, "tare-lab",
                "it ended with code " + std::to_string(output.exitCode) +
                    " and said no result: " + escapeControl(std::string_view(output.err).substr(0, 2000)));
}

Status fetchGuestKernelInHelper(const std::string &root, const std::string &state, const ProgressSink &progress,
                                const CancelToken &cancel)
{
    SpawnOptions options;
    options.argv = {TARE_TRY(findProgram("tare-lab"))};
    if (!root.empty())
        options.argv.insert(options.argv.end(), {"--root", root});
    if (!state.empty())
        options.argv.insert(options.argv.end(), {"--state", state});
    options.argv.insert(options.argv.end(), {"vm", "kernel", "--fetch", "--progress=json"});
    options.newSession = true;
    std::optional<Error> error;
    RunLimits limits;
    limits.time = std::chrono::hours(24);
    limits.cancel = cancel;
    limits.onOutLine = [&](std::string_view line) {
        using nlohmann::json;
        Progress step;
        if (progressFromJson(std::string(line), step)) {
            if (progress)
                progress(step);
            return;
        }
        const json object = json::parse(line, nullptr, false);
        if (!object.is_object() || !object.contains("error"))
            return;
        error = errorFromJson(object.at("error").dump(-1, ' ', false, json::error_handler_t::replace));
    };
    const RunOutput output = TARE_TRY(run(std::move(options), limits));
    TARE_CHECK(cancel.check());
    if (error)
        return tl::unexpected(std::move(*error));
    if (output.exitCode != 0)
        return fail(Errc::Internal, "tare-lab",
                    "it ended with code " + std::to_string(output.exitCode) + ": " +
                        escapeControl(std::string_view(output.err).substr(0, 2000)));
    return {};
}

} // namespace tare::measure
