// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/archive/changes.h"

#include "core/base/duration.h"
#include "core/base/strings.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace tare::image {
namespace {

using Json = nlohmann::ordered_json;

// ["a","b"] as it is; anything else is for a shell.
Result<Json> commandOf(const std::string &value, const std::string &change)
{
    if (!value.starts_with('['))
        return Json::array({"/bin/sh", "-c", value});
    Json list = Json::parse(value, nullptr, false);
    const bool good = list.is_array() && std::all_of(list.begin(), list.end(), [](const Json &e) { return e.is_string(); });
    if (!good)
        return fail(Errc::InvalidArgument, change, "not a list of strings");
    return list;
}

// "K=V K2="V 2"" and the old "K V".
Result<std::vector<std::pair<std::string, std::string>>> pairsOf(const std::string &value, const std::string &change)
{
    std::vector<std::pair<std::string, std::string>> out;
    const std::size_t space = value.find(' ');
    if (value.find('=') == std::string::npos || value.find('=') > space) {
        if (space == std::string::npos)
            return fail(Errc::InvalidArgument, change, "not KEY=VALUE");
        out.emplace_back(value.substr(0, space), std::string(trim(value.substr(space))));
        return out;
    }
    std::string word;
    std::vector<std::string> words;
    bool quoted = false;
    for (const char c : value + " ") {
        if (c == '"') {
            quoted = !quoted;
        } else if (c == ' ' && !quoted) {
            if (!word.empty())
                words.push_back(std::move(word));
            word.clear();
        } else {
            word += c;
        }
    }
    for (const std::string &w : words) {
        const std::size_t equals = w.find('=');
        if (equals == std::string::npos || equals == 0)
            return fail(Errc::InvalidArgument, change, "not KEY=VALUE");
        out.emplace_back(w.substr(0, equals), w.substr(equals + 1));
    }
    return out;
}

// The later one of two values counts, in the place of the first.
void setVariable(Json &env, const std::string &key, const std::string &value)
{
    for (Json &one : env) {
        if (one.is_string() && one.get_ref<const std::string &>().starts_with(key + "=")) {
            one = key + "=" + value;
            return;
        }
    }
    env.push_back(key + "=" + value);
}

// "[--interval=30s …] CMD …" or "NONE" (Dockerfile reference).
Result<Json> healthOf(std::string value, const std::string &change)
{
    Json out = Json::object();
    while (value.starts_with("--")) {
        const std::size_t space = std::min(value.find(' '), value.size()), equals = value.find('=');
        const std::string name = value.substr(2, std::min(equals, space) - 2), of = equals < space ? value.substr(equals + 1, space - equals - 1) : "";
        value = std::string(trim(std::string_view(value).substr(space)));
        if (name == "retries") {
            const auto count = parseInt(of);
            if (!count || *count < 0)
                return fail(Errc::InvalidArgument, change, "--retries must be a number that is not negative");
            out["Retries"] = *count;
            continue;
        }
        const char *key = name == "interval"         ? "Interval"
                          : name == "timeout"        ? "Timeout"
                          : name == "start-period"   ? "StartPeriod"
                          : name == "start-interval" ? "StartInterval"
                                                     : nullptr;
        const auto time = parseDuration(of);
        if (key == nullptr || !time || *time < 0)
            return fail(Errc::InvalidArgument, change, "--" + name + " is no option of it, or has no time such as 30s");
        out[key] = *time;
    }
    const std::string kind = toUpper(value.substr(0, value.find(' ')));
    const std::string rest(value.find(' ') == std::string::npos ? std::string_view() : trim(std::string_view(value).substr(value.find(' '))));
    if (kind == "NONE" && rest.empty() && out.empty())
        return Json{{"Test", {"NONE"}}};
    if (kind != "CMD" || rest.empty())
        return fail(Errc::InvalidArgument, change, "NONE or CMD and a command are needed");
    if (!rest.starts_with('[')) {
        out["Test"] = {"CMD-SHELL", rest};
        return out;
    }
    out["Test"] = TARE_TRY(commandOf(rest, change));
    out["Test"].insert(out["Test"].begin(), "CMD");
    return out;
}

Status setOne(Json &config, const std::string &change)
{
    const std::size_t space = change.find(' ');
    std::string word = toLower(change.substr(0, space));
    const std::string value(trim(space == std::string::npos ? std::string_view() : std::string_view(change).substr(space)));
    if (value.empty())
        return fail(Errc::InvalidArgument, change, "an instruction and its value are needed");
    if (word == "cmd") {
        config["Cmd"] = TARE_TRY(commandOf(value, change));
    } else if (word == "entrypoint") {
        config["Entrypoint"] = TARE_TRY(commandOf(value, change));
    } else if (word == "env") {
        for (const auto &[key, v] : TARE_TRY(pairsOf(value, change)))
            setVariable(config["Env"], key, v);
    } else if (word == "label") {
        for (const auto &[key, v] : TARE_TRY(pairsOf(value, change)))
            config["Labels"][key] = v;
    } else if (word == "workdir") {
        if (!value.starts_with('/'))
            return fail(Errc::InvalidArgument, change, "the folder must be absolute");
        config["WorkingDir"] = value;
    } else if (word == "healthcheck") {
        config["Healthcheck"] = TARE_TRY(healthOf(value, change));
    } else if (word == "user") {
        config["User"] = value;
    } else if (word == "stopsignal") {
        config["StopSignal"] = value;
    } else if (word == "expose") {
        for (const std::string_view port : split(value, ' ')) {
            if (!port.empty())
                config["ExposedPorts"][std::string(port) + (port.find('/') == std::string_view::npos ? "/tcp" : "")] =
                    Json::object();
        }
    } else if (word == "volume") {
        const Json list = value.starts_with('[') ? TARE_TRY(commandOf(value, change)) : Json::array({value});
        for (const Json &volume : list)
            config["Volumes"][volume.get<std::string>()] = Json::object();
    } else {
        return fail(Errc::InvalidArgument, change, "not an instruction that an import can apply");
    }
    return {};
}

} // namespace

Result<std::string> applyChanges(const std::vector<std::string> &changes, const std::string &given)
{
    Json config = given.empty() ? Json::object() : Json::parse(given, nullptr, false);
    if (!config.is_object())
        return fail(Errc::Internal, "config", "not a JSON object");
    if (!config.contains("Env") || !config["Env"].is_array())
        config["Env"] = Json::array();
    for (const char *map : {"Labels", "ExposedPorts", "Volumes"}) {
        if (config.contains(map) && !config[map].is_object())
            config.erase(map);
    }
    for (const std::string &change : changes)
        TARE_CHECK(setOne(config, std::string(trim(change))));
    if (config["Env"].empty() && given.empty())
        config["Env"].push_back("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    return config.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace tare::image
