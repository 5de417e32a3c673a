// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/event_filter.h"

#include "core/cli/docker_text.h"

#include <algorithm>

namespace tare::cli {

Result<EventFilter> EventFilter::create(const std::vector<std::string> &words)
{
    // config, daemon, node, plugin, secret and service are of what is not here: nothing fits them.
    const std::vector<std::string> known = {"config", "container", "daemon", "event",  "image",   "label", "network",
                                            "node",   "plugin",    "scope",  "secret", "service", "type",  "volume"};
    EventFilter out;
    for (auto &[key, value] : TARE_TRY(parseFilters(words, known)))
        out.m_filters.emplace(std::move(key), std::move(value));
    return out;
}

bool EventFilter::fitsLabels(const EventSubject &subject) const
{
    const auto [begin, end] = m_filters.equal_range("label");
    return std::all_of(begin, end, [&](const auto &filter) {
        const std::string &text = filter.second;
        const std::size_t equals = text.find('=');
        const auto at = subject.labels.find(text.substr(0, equals));
        return at != subject.labels.end() && (equals == std::string::npos || at->second == text.substr(equals + 1));
    });
}

bool EventFilter::fits(const Event &event, const EventSubject &subject) const
{
    const auto any = [this](const char *key, auto &&fitting) {
        const auto [begin, end] = m_filters.equal_range(key);
        return begin == end || std::any_of(begin, end, [&](const auto &filter) { return fitting(filter.second); });
    };
    const auto named = [&](const char *type) {
        return any(type, [&](const std::string &text) {
            return event.type == type && (event.id.starts_with(text) || event.name.starts_with(text));
        });
    };
    const auto byImage = [&](const std::string &text) {
        const std::string &image = event.type == "image" ? event.name : subject.image;
        const std::string untagged = image.substr(0, image.find(':', image.rfind('/') + 1));
        return image == text || untagged == text || (event.type == "image" && event.id.starts_with(text));
    };
    const auto byAction = [&](const std::string &text) { return event.action == text || event.action.starts_with(text + ":"); };
    const auto never = [](const std::string &) { return false; };
    return any("type", [&](const std::string &text) { return event.type == text; }) && any("event", byAction) &&
           any("scope", [](const std::string &text) { return text == "local"; }) && any("image", byImage) && named("container") &&
           named("network") && named("volume") && any("config", never) && any("daemon", never) && any("node", never) &&
           any("plugin", never) && any("secret", never) && any("service", never) && fitsLabels(subject);
}

} // namespace tare::cli
