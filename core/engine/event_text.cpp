// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/event_text.h"

#include "core/base/strings.h"
#include "core/base/time.h"

#include <nlohmann/json.hpp>

namespace tare {

using json = nlohmann::ordered_json;

std::map<std::string, std::string> eventAttributes(const Event &event, const EventSubject &subject)
{
    std::map<std::string, std::string> out = subject.labels;
    if (!subject.image.empty())
        out["image"] = subject.image;
    if (!event.name.empty())
        out["name"] = event.name;
    if (event.exitCode)
        out["exitCode"] = std::to_string(*event.exitCode);
    return out;
}

std::string attributesText(const std::map<std::string, std::string> &attributes)
{
    std::string out;
    for (const auto &[key, value] : attributes)
        out += (out.empty() ? "" : ", ") + key + "=" + value;
    return out;
}

std::string eventLine(const Event &event, const EventSubject &subject)
{
    const std::string shown = attributesText(eventAttributes(event, subject));
    return formatTime(event.time) + " " + event.type + " " + event.action + " " + event.id +
           (shown.empty() ? "" : " (" + escapeControl(shown) + ")");
}

json eventJson(const Event &event, const EventSubject &subject)
{
    constexpr std::int64_t second = 1'000'000'000;
    json object = json::object();
    if (event.type == "container" || event.type == "image") { // what Docker's first events had
        object["status"] = event.action;
        object["id"] = event.id;
    }
    if (!subject.image.empty())
        object["from"] = subject.image;
    object["Type"] = event.type;
    object["Action"] = event.action;
    object["Actor"] = {{"ID", event.id}, {"Attributes", eventAttributes(event, subject)}};
    object["scope"] = "local";
    object["time"] = event.time / second;
    object["timeNano"] = event.time;
    return object;
}

std::string eventJsonLine(const Event &event, const EventSubject &subject)
{
    return eventJson(event, subject).dump(-1, ' ', false, json::error_handler_t::replace);
}

} // namespace tare
