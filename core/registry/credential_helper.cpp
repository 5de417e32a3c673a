// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/registry/credential_helper.h"

#include "core/base/paths.h"
#include "core/base/programs.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"
#include "core/oci/json_read.h"

#include <algorithm>
#include <unistd.h>

namespace tare::registry {
namespace {

namespace read = oci::read;

// A login at a helper may ask the user something in a window: it gets time for that.
Result<RunOutput> runHelper(const std::string &helper, const char *verb, const std::string &input)
{
    SpawnOptions options;
    options.argv = {TARE_TRY(helperProgram(helper)), verb};
    RunLimits limits;
    limits.time = std::chrono::seconds(30);
    limits.output = 1U << 20U;
    limits.input = input;
    return run(std::move(options), limits);
}

// Helpers say it on standard output, with exit code 1.
bool knowsNone(const RunOutput &output)
{
    return output.out.find("credentials not found") != std::string::npos;
}

tl::unexpected<Error> failed(const std::string &helper, const std::string &server, const RunOutput &output)
{
    const std::string_view said = trim(output.out.empty() ? output.err : output.out);
    return fail(Errc::Unauthorized, server,
                "docker-credential-" + helper + " failed" +
                    (said.empty() ? "" : ": " + std::string(said.substr(0, 500))));
}

} // namespace

Result<std::string> helperProgram(const std::string &helper)
{
    const bool plainName = !helper.empty() && std::all_of(helper.begin(), helper.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_' || c == '.';
    });
    if (!plainName)
        return fail(Errc::InvalidArgument, helper, "not the name of a credential helper");
    std::string name = "docker-credential-" + helper;
    if (auto ours = findProgram(name))
        return ours;
    return name;
}

bool helperExists(const std::string &helper)
{
    const auto program = helperProgram(helper);
    if (!program)
        return false;
    if (program->find('/') != std::string::npos)
        return true;
    const std::string path = environment("PATH");
    for (const std::string_view folder : split(path, ':')) {
        if (!folder.empty() && ::access((std::string(folder) + "/" + *program).c_str(), X_OK) == 0)
            return true;
    }
    return false;
}

Result<std::optional<Credentials>> helperGet(const std::string &helper, const std::string &server)
{
    const RunOutput output = TARE_TRY(runHelper(helper, "get", server));
    if (output.exitCode != 0) {
        if (knowsNone(output))
            return std::optional<Credentials>();
        return failed(helper, server, output);
    }
    const auto j = read::json::parse(output.out, nullptr, false);
    Credentials out{read::text(j, "Username"), read::text(j, "Secret"), {}};
    if (out.user == "<token>") {
        out.identityToken = std::move(out.password);
        out.user.clear();
        out.password.clear();
    }
    if (out.user.empty() && out.identityToken.empty())
        return std::optional<Credentials>();
    return std::optional<Credentials>(std::move(out));
}

Status helperStore(const std::string &helper, const std::string &server, const Credentials &credentials)
{
    const bool token = !credentials.identityToken.empty();
    const read::json json = {{"ServerURL", server},
                             {"Username", token ? "<token>" : credentials.user},
                             {"Secret", token ? credentials.identityToken : credentials.password}};
    const RunOutput output =
        TARE_TRY(runHelper(helper, "store", json.dump(-1, ' ', false, read::json::error_handler_t::replace)));
    if (output.exitCode != 0)
        return failed(helper, server, output);
    return {};
}

Result<std::map<std::string, std::string>> helperList(const std::string &helper)
{
    const RunOutput output = TARE_TRY(runHelper(helper, "list", {}));
    if (output.exitCode != 0)
        return failed(helper, helper, output);
    std::map<std::string, std::string> out;
    const auto j = read::json::parse(output.out, nullptr, false);
    if (j.is_object()) {
        for (const auto &[server, user] : j.items())
            out.emplace(server, user.is_string() ? user.get<std::string>() : std::string());
    }
    return out;
}

bool helperAvailable(const std::string &helper)
{
    const auto output = runHelper(helper, "available", {});
    return output && output->exitCode == 0;
}

Result<bool> helperErase(const std::string &helper, const std::string &server)
{
    const auto known = helperGet(helper, server);
    if (known && !*known)
        return false;
    const RunOutput output = TARE_TRY(runHelper(helper, "erase", server));
    if (output.exitCode == 0)
        return true;
    if (knowsNone(output))
        return false;
    return failed(helper, server, output);
}

} // namespace tare::registry
