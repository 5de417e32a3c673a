// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/image_helper.h"

#include "core/base/error_json.h"
#include "core/base/programs.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"

#include <nlohmann/json.hpp>

namespace tare::local {

Result<std::string> callImageHelper(const Paths &paths, const HelperCall &call, const ProgressSink &progress,
                                    const CancelToken &cancel)
{
    const std::vector<std::string> &command = call.command;
    SpawnOptions options;
    options.argv = {TARE_TRY(findProgram("tare-image")), "--root", paths.root, "--state", paths.state};
    options.argv.push_back(command.at(0));
    options.argv.emplace_back("--progress=json");
    options.argv.insert(options.argv.end(), command.begin() + 1, command.end());
    options.fds = call.fds;
    RunLimits limits;
    limits.time = std::chrono::hours(24);
    limits.cancel = cancel;
    limits.input = call.input;
    std::string last;
    limits.onOutLine = [&](std::string_view line) {
        Progress step;
        if (progress && progressFromJson(std::string(line), step))
            progress(step);
        if (!trim(line).empty())
            last = line;
    };
    const RunOutput output = TARE_TRY(run(options, limits));
    const auto json = nlohmann::json::parse(last, nullptr, false);
    if (json.is_object() && json.contains("error"))
        return tl::unexpected<Error>(errorFromJson(json.at("error").dump()));
    if (output.exitCode != 0 || !json.is_object() || !json.contains("result"))
        return fail(Errc::Internal, command.at(0),
                    output.err.empty() ? "tare-image ended with code " + std::to_string(output.exitCode)
                                       : std::string(trim(output.err)));
    return json.at("result").dump();
}

std::vector<std::string> idsOf(const std::string &result)
{
    const auto json = nlohmann::json::parse(result, nullptr, false);
    std::vector<std::string> ids;
    if (json.is_object() && json.contains("ids") && json.at("ids").is_array()) {
        for (const auto &id : json.at("ids")) {
            if (id.is_string())
                ids.push_back(id.get<std::string>());
        }
    }
    return ids;
}

Result<std::string> runImageProgram(const Paths &paths, const std::vector<std::string> &command,
                                    const ProgressSink &progress, const CancelToken &cancel,
                                    const std::string &input)
{
    return callImageHelper(paths, {command, input, {}}, progress, cancel);
}

Result<std::vector<std::string>> runImageHelper(const Paths &paths, const std::vector<std::string> &command,
                                                const ProgressSink &progress, const CancelToken &cancel)
{
    return idsOf(TARE_TRY(callImageHelper(paths, {command, {}, {}}, progress, cancel)));
}

} // namespace tare::local
