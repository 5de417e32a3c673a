// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/log_config.h"

#include "core/base/strings.h"
#include "core/base/units.h"

#include <algorithm>
#include <array>
#include <regex>

namespace tare {
namespace {

auto wrong(const std::string &why) { return fail(Errc::InvalidArgument, {}, why); }

constexpr std::array<std::string_view, 9> dockersOwn = {"syslog",  "journald", "gelf",       "fluentd",   "awslogs",
                                                        "splunk",  "gcplogs",  "etwlogs",    "logentries"};
constexpr std::array<std::string_view, 10> known = {"max-size", "max-file",  "compress",    "labels", "labels-regex",
                                                    "env",      "env-regex", "tag",         "mode",   "max-buffer-size"};

Status checkMode(const std::map<std::string, std::string> &options)
{
    const auto mode = options.find("mode");
    if (mode != options.end() && mode->second != "blocking" && mode->second != "non-blocking" && !mode->second.empty())
        return wrong("logger: logging mode not supported: " + escapeControl(mode->second));
    const auto buffer = options.find("max-buffer-size");
    if (buffer == options.end())
        return {};
    if (mode == options.end() || mode->second != "non-blocking")
        return wrong("logger: max-buffer-size option is only supported with 'mode=non-blocking'");
    if (!parseRamSize(buffer->second))
        return wrong("error parsing option max-buffer-size: invalid size: '" + escapeControl(buffer->second) + "'");
    return {};
}

// strconv.ParseBool
std::optional<bool> goBool(const std::string &text)
{
    for (const char *yes : {"1", "t", "T", "TRUE", "true", "True"}) {
        if (text == yes)
            return true;
    }
    for (const char *no : {"0", "f", "F", "FALSE", "false", "False"}) {
        if (text == no)
            return false;
    }
    return std::nullopt;
}

Status checkCompress(const std::map<std::string, std::string> &options)
{
    const auto compress = options.find("compress");
    if (compress == options.end())
        return {};
    const auto wanted = goBool(compress->second);
    if (!wanted)
        return wrong("strconv.ParseBool: parsing \"" + escapeControl(compress->second) + "\": invalid syntax");
    if (*wanted)
        return fail(Errc::Unsupported, "--log-opt compress", "earlier files of a log are not compressed here",
                    "Leave it out; max-size and max-file bound what a log takes.");
    return {};
}

// "{{.Name}}/{{.ID}}": the fields of moby's loginfo.go. What is no such field stays as it is.
std::string tagText(std::string text, const LogOwner &owner)
{
    const std::string image = owner.imageId.substr(owner.imageId.find(':') + 1);
    for (const auto &[field, value] : {std::pair<std::string, std::string>{"ID", owner.id.substr(0, 12)},
                                       {"FullID", owner.id},
                                       {"Name", owner.name},
                                       {"ImageID", image.substr(0, 12)},
                                       {"ImageFullID", owner.imageId},
                                       {"ImageName", owner.image},
                                       {"DaemonName", "tare"}}) {
        const std::string token = "{{." + field + "}}";
        for (std::size_t at = 0; (at = text.find(token, at)) != std::string::npos; at += value.size())
            text.replace(at, token.size(), value);
    }
    return text;
}

class Wanted
{
public:
    static Result<Wanted> of(const std::map<std::string, std::string> &options, const std::string &name)
    {
        Wanted out;
        if (const auto list = options.find(name); list != options.end()) {
            for (const std::string_view one : split(list->second, ','))
                out.m_names.emplace_back(one);
        }
        if (const auto pattern = options.find(name + "-regex"); pattern != options.end() && !pattern->second.empty()) {
            try {
                out.m_pattern = std::regex(pattern->second, std::regex::ECMAScript);
            } catch (const std::regex_error &error) {
                return wrong("error parsing regexp: " + name + "-regex: " + error.what());
            }
        }
        return out;
    }
    [[nodiscard]] bool has(const std::string &name) const
    {
        return std::find(m_names.begin(), m_names.end(), name) != m_names.end() || (m_pattern && std::regex_search(name, *m_pattern));
    }

private:
    std::vector<std::string> m_names;
    std::optional<std::regex> m_pattern;
};

} // namespace

Result<LogFiles> logFiles(const LogConfig &config)
{
    const std::string driver = config.driver.empty() ? "json-file" : config.driver;
    LogFiles out;
    if (driver == "none") {
        out.kept = false;
        return out;
    }
    if (std::find(dockersOwn.begin(), dockersOwn.end(), driver) != dockersOwn.end())
        return fail(Errc::Unsupported, "--log-driver " + driver, "logs are kept in files here, and sent nowhere",
                    "Use json-file, local or none.");
    if (driver != "json-file" && driver != "local")
        return wrong("logger: no log driver named '" + escapeControl(driver) + "' is registered");
    if (driver == "local")
        out = {true, 20'000'000, 5};
    const auto &options = config.options;
    for (const auto &[name, value] : options) {
        const bool ofBoth = name == "mode" || name == "max-buffer-size";
        const bool fits = driver == "json-file" || name == "max-size" || name == "max-file" || name == "compress" || ofBoth;
        if (!fits || std::find(known.begin(), known.end(), name) == known.end())
            return wrong("unknown log opt '" + escapeControl(name) + "' for " + driver + " log driver");
    }
    TARE_CHECK(checkMode(options));
    if (const auto size = options.find("max-size"); size != options.end()) {
        const auto bytes = parseHumanSize(size->second);
        if (!bytes && size->second != "-1")
            return wrong("invalid size: '" + escapeControl(size->second) + "'");
        if (bytes && *bytes <= 0)
            return wrong("max-size must be a positive number");
        out.maxSize = bytes.value_or(0);
        if (driver == "json-file")
            out.count = 1; // as Docker, unless it is said
    }
    if (const auto count = options.find("max-file"); count != options.end()) {
        const auto number = parseInt(count->second);
        if (!number)
            return wrong("strconv.Atoi: parsing \"" + escapeControl(count->second) + "\": invalid syntax");
        if (*number < 1)
            return wrong("max-file cannot be less than 1");
        if (*number > 1000)
            return wrong("max-file cannot be more than 1000");
        out.count = static_cast<int>(*number);
    }
    TARE_CHECK(checkCompress(options));
    return out;
}

Result<std::map<std::string, std::string>> logAttributes(const LogConfig &config, const LogOwner &owner)
{
    std::map<std::string, std::string> out;
    const Wanted labels = TARE_TRY(Wanted::of(config.options, "labels"));
    for (const auto &[name, value] : owner.labels) {
        if (labels.has(name))
            out[name] = value;
    }
    const Wanted env = TARE_TRY(Wanted::of(config.options, "env"));
    for (const std::string &variable : owner.env) {
        const std::size_t equals = variable.find('=');
        if (equals != std::string::npos && env.has(variable.substr(0, equals)))
            out[variable.substr(0, equals)] = variable.substr(equals + 1);
    }
    if (const auto tag = config.options.find("tag"); tag != config.options.end() && !tag->second.empty())
        out["tag"] = tagText(tag->second, owner);
    return out;
}

} // namespace tare
