// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/health.h"

#include "core/base/file.h"
#include "core/engine/local/spec_builder.h"

#include <fcntl.h>
#include <unistd.h>

namespace tare::local {

bool isChecked(const HealthCheck &check)
{
    return check.test.size() > 1 && (check.test[0] == "CMD" || check.test[0] == "CMD-SHELL");
}

Result<std::vector<std::string>> prepareHealth(const Record &record, const ResolvedUser &user, const std::string &bundle)
{
    const std::string results = bundle + "/health.json";
    if (!isChecked(record.health))
        return std::vector<std::string>();
    ::unlink(results.c_str()); // of the last run
    const HealthCheck &check = record.health;
    ExecSpec exec;
    if (check.test[0] == "CMD-SHELL")
        exec.command = record.shell.empty() ? std::vector<std::string>{"/bin/sh", "-c"} : record.shell;
    exec.command.insert(exec.command.end(), check.test.begin() + 1, check.test.end());
    std::string file = bundle + "/health-process.json";
    const UniqueFd fd = TARE_TRY(openFile(file, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW));
    TARE_CHECK(writeAll(fd.get(), buildExecProcess(record, exec, user)));
    const auto ms = [](std::int64_t ns, std::int64_t otherwise) { return std::to_string(ns > 0 ? (ns + 999'999) / 1'000'000 : otherwise); };
    return std::vector<std::string>{"--health", std::move(file), "--health-times",
                                    ms(check.interval, 30'000) + "," + ms(check.timeout, 30'000) + "," + ms(check.startPeriod, 0) + "," +
                                        ms(check.startInterval, 5'000) + "," + std::to_string(check.retries > 0 ? check.retries : 3)};
}

nlohmann::ordered_json healthCheckJson(const HealthCheck &check)
{
    auto out = nlohmann::ordered_json::object();
    if (!check.test.empty())
        out["Test"] = check.test;
    for (const auto &[name, value] : {std::pair("Interval", check.interval), {"Timeout", check.timeout}, {"StartPeriod", check.startPeriod},
                                      {"StartInterval", check.startInterval}}) {
        if (value != 0)
            out[name] = value;
    }
    if (check.retries != 0)
        out["Retries"] = check.retries;
    return out;
}

Result<Health> parseHealth(std::string_view text)
{
    try {
        const auto in = nlohmann::json::parse(text);
        Health out;
        in.at("status").get_to(out.status);
        in.at("failingStreak").get_to(out.failingStreak);
        for (const auto &one : in.at("log"))
            out.log.push_back({one.at("started"), one.at("ended"), one.at("exitCode"), one.at("output")});
        return out;
    } catch (const std::exception &e) {
        return fail(Errc::InvalidArgument, "health.json", e.what());
    }
}

std::optional<Health> readHealth(const Record &record, const std::string &bundle)
{
    if (!isChecked(record.health))
        return std::nullopt;
    const auto text = readFile(bundle + "/health.json", 1U << 20U);
    auto health = text ? parseHealth(*text) : Result<Health>(tl::unexpected<Error>(text.error()));
    return health ? std::move(*health) : Health{"starting", 0, {}};
}

} // namespace tare::local
