// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/container_filter.h"

#include "core/base/strings.h"
#include "core/cli/docker_text.h"
#include "core/engine/networks.h"
#include "core/network/ports.h"

#include <algorithm>
#include <array>
#include <regex.h>

namespace tare::cli {
namespace {

constexpr std::array keys = {"health", "id",    "name",   "label",   "status",   "exited",  "before",
                             "since", "volume", "network", "ancestor", "publish", "expose"};
constexpr std::array states = {"created", "running", "paused", "restarting", "removing", "exited", "dead"};

template <class List> bool holds(const List &list, const std::string &text)
{
    return std::find(list.begin(), list.end(), text) != list.end();
}

// The text itself, or an expression that is found in it.
bool matches(const std::string &pattern, const std::string &text)
{
    if (pattern == text)
        return true;
    regex_t compiled;
    if (::regcomp(&compiled, pattern.c_str(), REG_EXTENDED | REG_NOSUB) != 0)
        return text.starts_with(pattern);
    const bool found = ::regexec(&compiled, text.c_str(), 0, nullptr, 0) == 0;
    ::regfree(&compiled);
    return found;
}

// "80", "80/udp", "8000-8010/tcp" as the "80/tcp" of each.
Result<std::vector<std::string>> portsOf(const std::string &key, const std::string &value)
{
    if (value.find(':') != std::string::npos)
        return fail(Errc::InvalidArgument, {}, "filter for '" + key + "' should not contain ':': " + value);
    auto ports = network::parseExposed(value);
    if (!ports)
        return fail(Errc::InvalidArgument, {}, "error while looking up for " + key + " " + value + ": it is written as 80, 80/udp or 8000-8010/tcp");
    return ports;
}

Result<std::int64_t> creationOf(const std::string &name, const std::vector<Container> &all)
{
    for (const Container &c : all) {
        if (c.name == name || c.id == name || "/" + c.name == name)
            return c.created;
    }
    for (const Container &c : all) {
        if (!name.empty() && c.id.starts_with(name))
            return c.created;
    }
    return fail(Errc::NoSuchContainer, name);
}

} // namespace

Result<ContainerFilter> ContainerFilter::create(const std::vector<std::string> &words, Engine &engine,
                                                const std::vector<Container> &all)
{
    ContainerFilter out;
    std::multimap<std::string, std::string> filters;
    for (const auto &[key, value] : TARE_TRY(parseFilters(words, {keys.begin(), keys.end()}))) {
        filters.emplace(key, value);
        if (key == "status" && !holds(states, value))
            return fail(Errc::InvalidArgument, {}, "invalid filter 'status=" + value + "'");
        if (key == "health" && value != "none" && value != "starting" && value != "healthy" && value != "unhealthy")
            return fail(Errc::InvalidArgument, {}, "invalid filter 'health=" + value + "'");
        if (key == "exited" && !parseInt(value))
            return fail(Errc::InvalidArgument, {}, "invalid filter 'exited=" + value + "': a number is needed");
        if (key == "publish" || key == "expose") {
            for (std::string &port : TARE_TRY(portsOf(key, value)))
                (key == "publish" ? out.m_publish : out.m_expose).insert(std::move(port));
        }
        if (key == "before")
            out.m_before = TARE_TRY(creationOf(value, all));
        if (key == "since")
            out.m_since = TARE_TRY(creationOf(value, all));
    }
    if (filters.contains("ancestor")) {
        for (const Image &image : TARE_TRY(engine.images()))
            out.m_layers[image.id] = image.layers;
        const auto [from, to] = filters.equal_range("ancestor");
        for (auto it = from; it != to; ++it) {
            if (const auto image = engine.image(it->second))
                out.m_ancestors[image->id] = image->layers;
        }
    }
    if (filters.contains("network") && engine.networks() != nullptr) {
        for (const Network &network : TARE_TRY(engine.networks()->list()))
            out.m_networkIds[network.name] = network.id;
    }
    out.m_filters = std::move(filters);
    return out;
}

template <class F> bool ContainerFilter::any(const char *key, F fits) const
{
    const auto [from, to] = m_filters.equal_range(key);
    return from == to || std::any_of(from, to, [&](const auto &one) { return fits(one.second); });
}

bool ContainerFilter::fitsLabels(const Container &c) const
{
    const auto [from, to] = m_filters.equal_range("label");
    return std::all_of(from, to, [&](const auto &one) {
        const std::size_t equals = one.second.find('=');
        const auto label = c.labels.find(one.second.substr(0, equals));
        return label != c.labels.end() &&
               (equals == std::string::npos || label->second == one.second.substr(equals + 1));
    });
}

// As Docker: ports of the container's, and either key will do.
bool ContainerFilter::fitsPorts(const Container &c) const
{
    const auto among = [](const std::set<std::string> &wanted) {
        return [&wanted](const std::string &port) { return wanted.count(port) > 0; };
    };
    return (m_publish.empty() && m_expose.empty()) || std::any_of(c.wantedPorts.begin(), c.wantedPorts.end(), among(m_publish)) ||
           std::any_of(c.exposedPorts.begin(), c.exposedPorts.end(), among(m_expose));
}

bool ContainerFilter::fits(const Container &c) const
{
    const bool over = c.status == ContainerStatus::Exited || c.status == ContainerStatus::Dead;
    const auto descends = [&](const std::string &) {
        const auto own = m_layers.find(c.imageId);
        return std::any_of(m_ancestors.begin(), m_ancestors.end(), [&](const auto &ancestor) {
            const auto &[id, layers] = ancestor;
            return id == c.imageId || (own != m_layers.end() && !layers.empty() &&
                                       layers.size() <= own->second.size() &&
                                       std::equal(layers.begin(), layers.end(), own->second.begin()));
        });
    };
    const auto mounted = [&](const std::string &value) {
        return std::any_of(c.mounts.begin(), c.mounts.end(),
                           [&](const BindMount &m) { return m.source == value || m.target == value; }) ||
               std::any_of(c.volumes.begin(), c.volumes.end(),
                           [&](const VolumeMount &v) { return v.name == value || v.target == value; });
    };
    const auto connected = [&](const std::string &value) {
        return std::any_of(c.networks.begin(), c.networks.end(), [&](const std::string &name) {
            const auto id = m_networkIds.find(name);
            return name == value || (id != m_networkIds.end() && !value.empty() && id->second.starts_with(value));
        });
    };
    return any("id", [&](const std::string &v) { return matches(v, c.id); }) &&
           any("name", [&](const std::string &v) { return matches(v, c.name) || matches(v, "/" + c.name); }) &&
           any("health", [&](const std::string &v) { return v == (c.health.empty() ? "none" : c.health); }) &&
           any("status", [&](const std::string &v) { return v == statusName(c.status); }) &&
           any("exited", [&](const std::string &v) { return over && parseInt(v) == c.exitCode; }) &&
           any("network", connected) && fitsPorts(c) &&
           any("volume", mounted) && any("ancestor", descends) && fitsLabels(c) &&
           (m_before == 0 || c.created < m_before) && (m_since == 0 || c.created > m_since);
}

} // namespace tare::cli
