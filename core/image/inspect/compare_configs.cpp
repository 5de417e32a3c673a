// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/inspect/comparison_parts.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

namespace tare::image {
namespace {

using Json = nlohmann::json;

std::string listText(const std::vector<std::string> &list)
{
    return list.empty() ? std::string() : Json(list).dump(-1, ' ', false, Json::error_handler_t::replace);
}

class Differ
{
public:
    explicit Differ(std::vector<ConfigDifference> &out) : m_out(out) {}

    void plain(const char *field, const std::string &a, const std::string &b)
    {
        if (a != b)
            m_out.push_back({field, {}, !a.empty(), !b.empty(), a, b});
    }
    void list(const char *field, const std::vector<std::string> &a, const std::vector<std::string> &b)
    {
        plain(field, listText(a), listText(b));
    }
    void map(const char *field, const std::map<std::string, std::string> &a,
             const std::map<std::string, std::string> &b)
    {
        std::map<std::string, std::pair<const std::string *, const std::string *>> all;
        for (const auto &[key, value] : a)
            all[key].first = &value;
        for (const auto &[key, value] : b)
            all[key].second = &value;
        for (const auto &[key, sides] : all) {
            const auto &[one, other] = sides;
            if (one == nullptr || other == nullptr || *one != *other)
                m_out.push_back({field, key, one != nullptr, other != nullptr, one == nullptr ? "" : *one,
                                 other == nullptr ? "" : *other});
        }
    }
    void set(const char *field, const std::vector<std::string> &a, const std::vector<std::string> &b)
    {
        auto asMap = [](const std::vector<std::string> &list) {
            std::map<std::string, std::string> out;
            for (const std::string &one : list)
                out.emplace(one, std::string());
            return out;
        };
        map(field, asMap(a), asMap(b));
    }

private:
    std::vector<ConfigDifference> &m_out;
};

std::map<std::string, std::string> environmentOf(const std::vector<std::string> &env)
{
    std::map<std::string, std::string> out;
    for (const std::string &one : env) {
        const std::size_t equals = one.find('=');
        out[one.substr(0, equals)] = equals == std::string::npos ? std::string() : one.substr(equals + 1);
    }
    return out;
}

std::string healthText(const std::optional<oci::HealthCheck> &h)
{
    if (!h)
        return {};
    Json out = {{"Test", h->test}};
    if (h->interval != 0)
        out["Interval"] = h->interval;
    if (h->timeout != 0)
        out["Timeout"] = h->timeout;
    if (h->startPeriod != 0)
        out["StartPeriod"] = h->startPeriod;
    if (h->startInterval != 0)
        out["StartInterval"] = h->startInterval;
    if (h->retries != 0)
        out["Retries"] = h->retries;
    return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace

std::vector<ConfigDifference> compareConfigs(const oci::ImageConfig &a, const oci::ImageConfig &b)
{
    std::vector<ConfigDifference> out;
    Differ d(out);
    d.plain("Os", a.os, b.os);
    d.plain("Architecture", a.architecture, b.architecture);
    d.plain("Variant", a.variant, b.variant);
    d.plain("Author", a.author, b.author);
    d.list("Entrypoint", a.entrypoint, b.entrypoint);
    d.list("Cmd", a.cmd, b.cmd);
    d.map("Env", environmentOf(a.env), environmentOf(b.env));
    d.plain("WorkingDir", a.workingDir, b.workingDir);
    d.plain("User", a.user, b.user);
    d.set("ExposedPorts", a.exposedPorts, b.exposedPorts);
    d.set("Volumes", a.volumes, b.volumes);
    d.map("Labels", a.labels, b.labels);
    d.plain("StopSignal", a.stopSignal, b.stopSignal);
    d.plain("Healthcheck", healthText(a.healthCheck), healthText(b.healthCheck));
    d.list("OnBuild", a.onBuild, b.onBuild);
    d.list("Shell", a.shell, b.shell);
    d.plain("ArgsEscaped", a.argsEscaped ? "true" : "", b.argsEscaped ? "true" : "");
    return out;
}

} // namespace tare::image
